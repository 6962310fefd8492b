"""Forms with a grammar of their own: CASE, CAST, INTERVAL, TRIM, ``lambda x: e``.

Every such word may also be the name of a column or function; then ``names`` takes it.

Source: hogql 4.3, 4.4, 4.8, 4.12, 4.15, 4.18.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.parser.aliases import parse_fenced
from hogql.parser.cursor import MAX_DIGITS
from hogql.parser.either import either
from hogql.parser.lambdas import lambda_names
from hogql.parser.names import call_from, name
from hogql.parser.operators import sugar
from hogql.parser.pratt import PREFIX, parse_expression
from hogql.parser.primaries import string, template
from hogql.parser.types import type_name
from hogql.tokens import INTERVALS, NUMBERS, STRING, TEMPLATE

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def case(cursor: "Cursor") -> ast.Expr:
    """``CASE WHEN`` as ``if`` or ``multiIf``, ``CASE x WHEN`` as ``_caseWithExpression``."""
    following = cursor.kinds[cursor.position + 1]
    if following == "WHEN":
        return _case(cursor)
    if following not in PREFIX or following == ".":
        return name(cursor)
    return either(cursor, _case, name)


def _case(cursor: "Cursor") -> ast.Expr:
    start = cursor.starts[cursor.position]
    cursor.position += 1
    args: list[ast.Expr] = []
    is_plain = cursor.kinds[cursor.position] == "WHEN"
    subject = None if is_plain else parse_expression(cursor)
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


def interval(cursor: "Cursor") -> ast.Expr:
    """``INTERVAL 1 day`` and ``INTERVAL '1 day'`` as ``toIntervalDay(1)``."""
    position = cursor.position
    following = cursor.kinds[position + 1]
    if following == STRING and cursor.kinds[position + 2] not in INTERVALS:
        goes_on = cursor.kinds[position + 2] in _ACCESSES
        return either(cursor, _interval_text, _interval) if goes_on else _interval_text(cursor)
    if following in NUMBERS and cursor.kinds[position + 2] in INTERVALS:
        return _interval(cursor)
    is_member = following == "." and cursor.kinds[position + 2] not in NUMBERS
    if following not in PREFIX or is_member:
        return name(cursor)
    return either(cursor, _interval, name)


_ACCESSES: Final = frozenset({"[", "(", ".", "?.", "::"})


def _interval(cursor: "Cursor") -> ast.Expr:
    start = cursor.starts[cursor.position]
    cursor.position += 1
    amount = parse_expression(cursor)
    function = INTERVALS.get(cursor.kinds[cursor.position])
    if function is None:
        raise cursor.fail(f"a unit of time: {_UNIT_LIST}")
    cursor.position += 1
    return sugar(cursor, function, (amount,), start)


_UNIT_LIST: Final = ", ".join(kind.lower() for kind in INTERVALS)
_TEXT_UNITS: Final = {kind.lower(): function for kind, function in INTERVALS.items()}


def _interval_text(cursor: "Cursor") -> ast.Expr:
    position = cursor.position + 1
    start = cursor.starts[cursor.position]
    cursor.position = position
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
    fence = cursor.last_as(position + 2, _TYPE_ENDS) if cursor.has_bodies else -1
    value = parse_fenced(cursor, fence)
    while cursor.kinds[cursor.position] == "AS":
        cursor.position += 1
        if cursor.kinds[cursor.position + 1] in {"AS", ","}:
            end = cursor.ends[cursor.position]
            alias = cursor.expect_alias()
            value = ast.Alias(expr=value, alias=alias, start=cursor.starts[position + 2], end=end)
            continue
        target = type_name(cursor)
        cursor.expect(")")
        return kind(expr=value, type_name=target, start=start, end=cursor.ends[cursor.position - 1])
    return call_from(cursor, cursor.values[position], start, value)


_TYPE_ENDS: Final = frozenset({")", "(", "["})


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
    names = lambda_names(cursor, position + 1, ":")
    if names is None:
        return name(cursor)
    body = parse_expression(cursor)
    end = cursor.ends[cursor.position - 1]
    return ast.Lambda(args=names, expr=body, start=start, end=end)
