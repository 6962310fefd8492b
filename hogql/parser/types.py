"""Type names after ``CAST(x AS``: brackets, several words and arrays are kept as text.

Nullable( String )  ->  "nullable(string)"
"""

from typing import TYPE_CHECKING, Final

from hogql.errors import UnsupportedSyntaxError
from hogql.parser.pratt import parse_expression
from hogql.tokens import DECIMAL, NAMES, STRING

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def type_name(cursor: "Cursor") -> str:
    """The type under the cursor, in lower case and with single spaces."""
    cursor.enter()
    words = [cursor.expect_name("a type name")]
    while cursor.kinds[cursor.position] in NAMES:
        words.append(cursor.expect_name())
    text = " ".join(words).lower()
    if len(words) == 1 and cursor.take("("):
        text += f"({_arguments(cursor)})"
    while cursor.take("["):
        size = cursor.values[cursor.position]
        text += f"[{size}]" if cursor.take(DECIMAL) else "[]"
        cursor.expect("]")
    cursor.depth -= 1
    return text


def _arguments(cursor: "Cursor") -> str:
    """Types in lower case; if one of them is none, all as written."""
    types: list[str | None] = []
    written: list[str] = []
    while not cursor.take(")"):
        position = cursor.position
        types.append(_argument(cursor))
        spans = zip(cursor.starts[position : cursor.position], cursor.ends[position:], strict=False)
        written.append("".join([cursor.text[start:end] for start, end in spans]))
        if not cursor.take(",") and cursor.kinds[cursor.position] != ")":
            raise cursor.fail("',' or ')'")
    plain = [text for text in types if text is not None]
    if len(plain) != len(types) and any(" " in text for text in plain):
        raise cursor.error("The arguments of a type are names with types, types or values.")
    return ", ".join(plain if len(plain) == len(types) else written)


def _argument(cursor: "Cursor") -> str | None:
    """A type, perhaps with a name before it; ``None`` for any other expression."""
    kind, following = cursor.kinds[cursor.position], cursor.kinds[cursor.position + 1]
    if kind in NAMES and following in NAMES:
        return f"{cursor.expect_name().lower()} {type_name(cursor)}"
    if kind in NAMES and following in _CONTINUES_TYPE:
        return type_name(cursor)
    if kind == STRING and following == "=":
        raise UnsupportedSyntaxError(
            "Enum types with values are not supported.",
            start=cursor.starts[cursor.position],
            end=cursor.ends[cursor.position],
            fix="Cast to String.",
        )
    parse_expression(cursor)
    return None


_CONTINUES_TYPE: Final = frozenset({"(", "[", ",", ")"})
