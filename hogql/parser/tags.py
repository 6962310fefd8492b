"""HogQLX: ``<kind attribute='x'>children</kind>`` as a value, a table or a whole query.

Source: hogql 2.9. White space between tags that holds a line break is layout and dropped.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.parser.pratt import parse_expression
from hogql.tokens import STRING, TAG_CLOSE, TAG_END, TAG_NAME, TAG_OPEN, TAG_SELF_END, TEXT

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def tag(cursor: "Cursor") -> ast.HogQLXTag:
    """The tag under the cursor with everything in it."""
    cursor.enter()
    start = cursor.starts[cursor.position]
    cursor.position += 1
    kind = cursor.expect_value(TAG_NAME, "the name of a tag")
    attributes: list[ast.HogQLXAttribute] = []
    while cursor.kinds[cursor.position] == TAG_NAME:
        attributes.append(_attribute(cursor))
    if not cursor.take(TAG_SELF_END):
        cursor.expect(TAG_END, "'>' or '/>'")
        inside = _children(cursor, kind)
        if inside:
            _refuse_second(cursor, attributes)
            start_inside, end_inside = inside[0].start, inside[-1].end
            attributes.append(
                ast.HogQLXAttribute(
                    name="children", value=inside, start=start_inside, end=end_inside
                )
            )
    cursor.depth -= 1
    end = cursor.ends[cursor.position - 1]
    return ast.HogQLXTag(kind=kind, attributes=tuple(attributes), start=start, end=end)


def _attribute(cursor: "Cursor") -> ast.HogQLXAttribute:
    position = cursor.position
    start = cursor.starts[position]
    cursor.position = position + 1
    value: ast.Expr
    if not cursor.take("="):
        value = ast.Constant(value=True, start=start, end=cursor.ends[position])
    elif cursor.take("{"):
        value = parse_expression(cursor)
        cursor.expect("}")
    else:
        text = cursor.expect_value(STRING, "a string or {expression}")
        value = ast.Constant(value=text, start=start, end=cursor.ends[cursor.position - 1])
    end = cursor.ends[cursor.position - 1]
    return ast.HogQLXAttribute(name=cursor.values[position], value=value, start=start, end=end)


def _children(cursor: "Cursor", kind: str) -> tuple[ast.Expr, ...]:
    """Everything up to the closing tag, which must have the same name."""
    items: list[ast.Expr] = []
    while not cursor.take(TAG_CLOSE):
        found = cursor.kinds[cursor.position]
        if found == TAG_OPEN:
            items.append(tag(cursor))
        elif found == TEXT:
            items.extend(_text(cursor))
        else:
            cursor.expect("{", f"</{kind}>")
            items.append(parse_expression(cursor))
            cursor.expect("}")
    if cursor.values[cursor.position] != kind:
        raise cursor.fail(f"{kind}, because the tag that closes must match the one that opens")
    cursor.position += 1
    cursor.expect(TAG_END, "'>'")
    return tuple(items)


_SPACES: Final = " \t\n\r\v\f"


def _text(cursor: "Cursor") -> list[ast.Expr]:
    position = cursor.position
    cursor.position = position + 1
    text = cursor.values[position]
    if not text.strip(_SPACES) and ("\n" in text or "\r" in text):
        return []
    start, end = cursor.starts[position], cursor.ends[position]
    return [ast.Constant(value=text, start=start, end=end)]


def _refuse_second(cursor: "Cursor", attributes: list[ast.HogQLXAttribute]) -> None:
    if any(attribute.name == "children" for attribute in attributes):
        raise cursor.error("This tag has children both inside it and in its attribute 'children'.")
