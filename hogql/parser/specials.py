"""Forms with a grammar of their own: CASE, CAST, INTERVAL, TRIM, ``lambda x: e``.

Every such word may also be the name of a column or function; then ``names`` takes it.

Source: hogql 4.3, 4.4, 4.8, 4.12, 4.15, 4.18.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.parser import pratt
from hogql.parser.cursor import MAX_DIGITS
from hogql.parser.names import call_from, name
from hogql.parser.operators import sugar
from hogql.parser.pratt import PREFIX, parse_expression
from hogql.parser.primaries import string, template
from hogql.parser.types import type_name
from hogql.tokens import EOF, INTERVALS, NAMES, NUMBERS, STRING, TEMPLATE

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor

_WHEN: Final = frozenset({"WHEN"})
_UNITS: Final = frozenset(INTERVALS)
_SIGNS: Final = frozenset({"+", "-", "*", "(", "["})
_STOPS: Final = frozenset({",", ";", EOF, "FROM", "WHERE", "THEN", "ELSE", "END", "UNION"})
_NOT_AN_OPERAND: Final = frozenset(
    {"AND", "OR", "IN", "IS", "LIKE", "ILIKE", "BETWEEN", "NOT", "AS", "FROM", "DESC", "ASCENDING"}
)


def case(cursor: "Cursor") -> ast.Expr:
    """``CASE WHEN`` as ``if`` or ``multiIf``, ``CASE x WHEN`` as ``_caseWithExpression``."""
    start, following = cursor.starts[cursor.position], cursor.kinds[cursor.position + 1]
    if following != "WHEN" and not _follows(cursor, following, _WHEN):
        return name(cursor)
    cursor.position += 1
    args: list[ast.Expr] = []
    subject = None if following == "WHEN" else parse_expression(cursor)
    cursor.expect("WHEN")
    while True:
        args.append(parse_expression(cursor))
        cursor.expect("THEN")
        args.append(parse_expression(cursor))
        if not cursor.take("WHEN"):
            break
    nothing = ast.Constant(value=None, start=start, end=start)
    args.append(parse_expression(cursor) if cursor.take("ELSE") else nothing)
    cursor.expect("END", "END of CASE")
    if subject is not None:
        return sugar(cursor, "_caseWithExpression", (subject, *args), start)
    return sugar(cursor, "if" if len(args) == 3 else "multiIf", tuple(args), start)


def _follows(cursor: "Cursor", following: str, wanted: frozenset[str]) -> bool:
    """Whether an operand and then a wanted token follow the word under the cursor."""
    if following not in PREFIX or following == ".":
        return False
    if following == "+" and cursor.kinds[cursor.position + 2] not in NUMBERS:
        return False
    if following in _SIGNS or following in _NOT_AN_OPERAND or following in NAMES:
        return cursor.finds(cursor.position + 1, wanted, _STOPS)
    return True


def interval(cursor: "Cursor") -> ast.Expr:
    """``INTERVAL 1 day`` and ``INTERVAL '1 day'`` as ``toIntervalDay(1)``."""
    start, position = cursor.starts[cursor.position], cursor.position
    following = cursor.kinds[position + 1]
    if following == STRING and cursor.kinds[position + 2] not in INTERVALS:
        cursor.position = position + 1
        return _interval_text(cursor, start)
    is_unit = following in INTERVALS and cursor.kinds[position + 2] not in INTERVALS
    if is_unit or not _follows(cursor, following, _UNITS):
        return name(cursor)
    cursor.position = position + 1
    amount = parse_expression(cursor)
    function = INTERVALS.get(cursor.kinds[cursor.position])
    if function is None:
        raise cursor.fail(f"a unit of time: {_UNIT_LIST}")
    cursor.position += 1
    return sugar(cursor, function, (amount,), start)


_UNIT_LIST: Final = ", ".join(kind.lower() for kind in INTERVALS)
_TEXT_UNITS: Final = {kind.lower(): function for kind, function in INTERVALS.items()}


def _interval_text(cursor: "Cursor", start: int) -> ast.Expr:
    position = cursor.position
    count, _, unit = cursor.values[position].partition(" ")
    function = _TEXT_UNITS.get(unit.removesuffix("s"))
    is_whole = count.isascii() and count.isdigit() and len(count) <= MAX_DIGITS
    if function is None or not is_whole:
        raise cursor.error(
            f"'{cursor.values[position]}' is not an interval.",
            fix=f"Write a whole number, a space and a unit ({_UNIT_LIST}), as in '7 days'.",
        )
    cursor.position = position + 1
    amount = ast.Constant(
        value=int(count), start=cursor.starts[position], end=cursor.ends[position]
    )
    return sugar(cursor, function, (amount,), start)


def cast(cursor: "Cursor") -> ast.Expr:
    """``CAST(x AS type)``; ``CAST(x, 'type')`` is an ordinary call."""
    return _cast(cursor, ast.TypeCast)


def try_cast(cursor: "Cursor") -> ast.Expr:
    """``TRY_CAST(x AS type)``."""
    return _cast(cursor, ast.TryCast)


def _cast(cursor: "Cursor", kind: type[ast.TypeCast] | type[ast.TryCast]) -> ast.Expr:
    position = cursor.position
    start = cursor.starts[position]
    if cursor.kinds[position + 1] != "(" or cursor.kinds[position + 2] in {")", "SELECT", "WITH"}:
        return name(cursor)
    cursor.position = position + 2
    value = parse_expression(cursor, pratt.ALIAS + 1)
    while cursor.kinds[cursor.position] == "AS":
        cursor.position += 1
        if cursor.kinds[cursor.position + 1] == "AS":
            value = ast.Alias(expr=value, alias=cursor.expect_alias(), start=start)
            continue
        target = type_name(cursor)
        cursor.expect(")")
        return kind(expr=value, type_name=target, start=start, end=cursor.ends[cursor.position - 1])
    return call_from(cursor, cursor.values[position], start, value)


def trim(cursor: "Cursor") -> ast.Expr:
    """``TRIM(LEADING 'x' FROM y)`` as ``trimLeft(y, 'x')``; without a side it is a call."""
    position = cursor.position
    start = cursor.starts[position]
    function = _TRIMS.get(cursor.kinds[position + 2])
    is_form = cursor.kinds[position + 3] in {STRING, TEMPLATE}
    if cursor.kinds[position + 1] != "(" or function is None or not is_form:
        return name(cursor)
    cursor.position = position + 3
    characters = string(cursor) if cursor.kinds[position + 3] == STRING else template(cursor)
    cursor.expect("FROM")
    text = parse_expression(cursor)
    cursor.expect(")")
    return sugar(cursor, function, (text, characters), start)


_TRIMS: Final = {"LEADING": "trimLeft", "TRAILING": "trimRight", "BOTH": "trim"}


def literal_date(cursor: "Cursor") -> ast.Expr:
    """``DATE '...'`` and ``TIMESTAMP '...'`` are refused; alone the word is a name."""
    position = cursor.position
    if cursor.kinds[position + 1] != STRING:
        return name(cursor)
    word = cursor.values[position]
    function = "toDate" if word.lower() == "date" else "toDateTime"
    raise UnsupportedSyntaxError(
        f"{word} before a string is not supported.",
        start=cursor.starts[position],
        end=cursor.ends[position + 1],
        fix=f"Write {function}('{cursor.values[position + 1]}').",
    )


def colon_lambda(cursor: "Cursor") -> ast.Expr:
    """``lambda x, y: expr``."""
    position = cursor.position
    start = cursor.starts[position]
    names: list[str] = []
    following = position + 1
    while cursor.kinds[following] in NAMES:
        names.append(cursor.values[following])
        following += 1
        if cursor.kinds[following] != ",":
            break
        following += 1
    if not names or cursor.kinds[following] != ":":
        return name(cursor)
    cursor.position = following + 1
    body = parse_expression(cursor)
    end = cursor.ends[cursor.position - 1]
    return ast.Lambda(args=tuple(names), expr=body, start=start, end=end)
