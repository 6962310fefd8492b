"""What may begin an expression, except names and calls: constants, brackets, prefix operators.

Source: hogql 2.3, 2.8, 4; numbers as the published parser reads them.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.parser import pratt
from hogql.parser.names import name
from hogql.parser.pratt import PREFIX, parse_expression, parse_list
from hogql.tokens import (
    BINARY,
    DECIMAL,
    EOF,
    FLOAT,
    HEXADECIMAL,
    IDENTIFIER,
    NAMES,
    NUMBERS,
    OCTAL,
    QUOTED,
    TEXT,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.parser.cursor import Cursor


def string(cursor: "Cursor") -> ast.Expr:
    """``'text'``."""
    return _constant(cursor, cursor.values[cursor.position])


def null(cursor: "Cursor") -> ast.Expr:
    """``NULL``."""
    return _constant(cursor, None)


def _constant(cursor: "Cursor", value: ast.Scalar) -> ast.Constant:
    position = cursor.position
    cursor.position = position + 1
    start, end = cursor.starts[position], cursor.ends[position]
    return ast.Constant(value=value, start=start, end=end)


def number(cursor: "Cursor", sign: int = 1, start: int | None = None) -> ast.Expr:
    """A number of any notation; ``1.5`` arrives as three tokens because ``t.1.5`` is access."""
    position = cursor.position
    kind, text = cursor.kinds[position], cursor.values[position]
    cursor.position = position + 1
    value: int | float
    if kind == DECIMAL:
        value = _decimal(cursor, text)
    elif kind == ".":
        value = float(f"0.{cursor.values[cursor.position]}")
        cursor.position += 1
    else:
        value = _READERS[kind](text) if kind != BINARY else _binary(cursor, text)
    begin = cursor.starts[position] if start is None else start
    value = value if sign > 0 else -value
    return ast.Constant(value=value, start=begin, end=cursor.ends[cursor.position - 1])


_MEMBERS: Final = frozenset({IDENTIFIER, QUOTED, "*"})
_NOT_LAST: Final = NAMES - {"ASCENDING", "DESC", "DESCENDING", "END"}
_ENDS: Final = frozenset({EOF, ")", "]", "}", ","})
"""``5.event`` takes a member, ``5. AND b`` goes on behind the number ``5.``; ``5.and`` alone is a
member again."""


def _decimal(cursor: "Cursor", text: str) -> int | float:
    kinds, position = cursor.kinds, cursor.position
    following = kinds[position + 1]
    is_last = following in _NOT_LAST and kinds[position + 2] in _ENDS
    if kinds[position] != "." or following in _MEMBERS or is_last:
        return int(text)
    cursor.position = position + 1
    if following not in {DECIMAL, OCTAL}:
        return float(text)
    cursor.position = position + 2
    return float(f"{text}.{cursor.values[position + 1]}")


_BINARY_LENGTH: Final = 66


def _binary(cursor: "Cursor", text: str) -> int:
    is_binary = text[1] in "bB" and not set(text[2:]) - {"0", "1"}
    if is_binary and len(text) <= _BINARY_LENGTH:
        return int(text, 2)
    cursor.position -= 1
    if is_binary:
        raise cursor.error("A binary number has at most 64 digits.")
    raise cursor.error(f"{text} is not a number.", fix="Write it as a plain decimal number.")


def _float(text: str) -> float:
    """A number too large for a float is infinite, in either notation."""
    if text[:2] not in {"0x", "0X"}:
        return float(text)
    try:
        return float.fromhex(text)
    except OverflowError:
        return float("inf")


_READERS: Final["dict[str, Callable[[str], int | float]]"] = {
    OCTAL: int,
    FLOAT: _float,
    HEXADECIMAL: lambda text: int(text, 16),
    "INF": lambda _: float("inf"),
    "NAN": lambda _: float("nan"),
}


def fraction(cursor: "Cursor") -> ast.Expr:
    """``.5``."""
    if cursor.kinds[cursor.position + 1] in {DECIMAL, OCTAL}:
        return number(cursor)
    raise cursor.fail(pratt.EXPECTED)


def negated(cursor: "Cursor") -> ast.Expr:
    """``-5`` is a constant, ``-x`` is ``0 - x``."""
    start = cursor.starts[cursor.position]
    cursor.position += 1
    if at_number(cursor):
        return number(cursor, -1, start)
    operand = parse_expression(cursor, pratt.NEGATE)
    zero = ast.Constant(value=0, start=start, end=start + 1)
    op = ast.ArithmeticOperationOp.Sub
    end = cursor.ends[cursor.position - 1]
    return ast.ArithmeticOperation(left=zero, right=operand, op=op, start=start, end=end)


def positive(cursor: "Cursor") -> ast.Expr:
    """``+5``; a plus before anything else is an error."""
    start = cursor.starts[cursor.position]
    cursor.position += 1
    if not at_number(cursor):
        raise cursor.fail("a number after '+'")
    return number(cursor, 1, start)


def at_number(cursor: "Cursor") -> bool:
    """Whether a number without a sign stands here."""
    kind = cursor.kinds[cursor.position]
    if kind == ".":
        return cursor.kinds[cursor.position + 1] in {DECIMAL, OCTAL}
    return kind in NUMBERS


_OPERATOR_WORDS: Final = frozenset({"AND", "OR", "AS", "FROM", "IS"})


def negation(cursor: "Cursor") -> ast.Expr:
    """``NOT x``; ``NOT (x)`` is a call of the function, as is a column of that name."""
    following = cursor.kinds[cursor.position + 1]
    is_word = following in _OPERATOR_WORDS and cursor.kinds[cursor.position + 2] in PREFIX
    if following not in PREFIX or following in {"(", "."} or is_word:
        return name(cursor)
    start = cursor.starts[cursor.position]
    cursor.position += 1
    operand = parse_expression(cursor, pratt.NOT)
    return ast.Not(expr=operand, start=start, end=cursor.ends[cursor.position - 1])


def positional(cursor: "Cursor") -> ast.Expr:
    """``#2``."""
    start = cursor.starts[cursor.position]
    cursor.position += 1
    index = int(cursor.expect_value(DECIMAL, "the number of a column"))
    return ast.PositionalRef(index=index, start=start, end=cursor.ends[cursor.position - 1])


def array(cursor: "Cursor") -> ast.Expr:
    """``[a, b]`` and ``ARRAY[a, b]``."""
    start = cursor.starts[cursor.position]
    if cursor.kinds[cursor.position] == "ARRAY":
        if cursor.kinds[cursor.position + 1] != "[":
            return name(cursor)
        cursor.position += 1
    cursor.position += 1
    items = parse_list(cursor, "]")
    return ast.Array(exprs=items, start=start, end=cursor.ends[cursor.position - 1])


def template(cursor: "Cursor") -> ast.Expr:
    """``f'text {expr}'`` as ``concat``; with one part it is that part."""
    start = cursor.starts[cursor.position]
    cursor.position += 1
    parts: list[ast.Expr] = []
    while cursor.kinds[cursor.position] in {TEXT, "{"}:
        parts.append(template_part(cursor))
    cursor.position += cursor.kinds[cursor.position] == "TEMPLATE_END"
    end = cursor.ends[cursor.position - 1]
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return ast.Constant(value="", start=start, end=end)
    return ast.Call(name="concat", args=tuple(parts), is_sugar=True, start=start, end=end)


def template_part(cursor: "Cursor") -> ast.Expr:
    """Text, or the expression in a hole."""
    if cursor.kinds[cursor.position] == TEXT:
        return string(cursor)
    cursor.position += 1
    part = parse_expression(cursor)
    cursor.expect("}")
    return part
