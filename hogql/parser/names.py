"""Names and everything that starts with one: columns, calls, window functions, lambdas.

    IDENTIFIER ...  ->  Field | Call | WindowFunction | Lambda | NamedArgument | Constant

Source: hogql 2.6, 4.12, 4.14.
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.parser.access import argument_query
from hogql.parser.lambdas import lambda_body, lambda_names
from hogql.parser.operators import sugar
from hogql.parser.orders import order_items
from hogql.parser.pratt import PREFIX, parse_expression, starts_query
from hogql.parser.windows import window
from hogql.tokens import IDENTIFIER, NAMES

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor

_TRUTH: Final = {"true": True, "false": False}
_LAMBDA_MARKS: Final = frozenset({"->", ","})


def name(cursor: "Cursor") -> ast.Expr:
    """A column, or whatever else the token after the name makes of it."""
    position = cursor.position
    following = cursor.kinds[position + 1]
    if following == "(":
        return _call(cursor)
    if following in _LAMBDA_MARKS and cursor.has_arrow:
        names = lambda_names(cursor, position, "->")
        if names is not None:
            return lambda_body(cursor, names, cursor.starts[position])
    if following == ":=":
        return _named_argument(cursor)
    return _column(cursor)


def _column(cursor: "Cursor") -> ast.Expr:
    kinds, values, position = cursor.kinds, cursor.values, cursor.position
    start = cursor.starts[position]
    chain = [values[position]]
    following = position + 1
    while kinds[following] == "." and kinds[following + 1] in NAMES:
        chain.append(values[following + 1])
        following += 2
    if kinds[following] == "." and kinds[following + 1] == "*":
        cursor.position = following + 1
        return star(cursor, tuple(chain), start)
    cursor.position = following
    end = cursor.ends[following - 1]
    if len(chain) == 1 and kinds[position] == IDENTIFIER and chain[0].lower() in _TRUTH:
        return ast.Constant(value=_TRUTH[chain[0].lower()], start=start, end=end)
    return ast.Field(chain=tuple(chain), start=start, end=end)


def star(cursor: "Cursor", qualifier: tuple[str, ...], start: int) -> ast.Expr:
    """``*`` after its qualifier, with the ``EXCLUDE (names)`` that may follow it."""
    cursor.position += 1
    if cursor.take_words("EXCLUDE", "("):
        excluded = name_list(cursor)
        end = cursor.ends[cursor.position - 1]
        return ast.ColumnsExpr(
            all_columns=True,
            exclude=excluded,
            qualifier=qualifier or None,
            start=start,
            end=end,
        )
    return ast.Field(chain=(*qualifier, "*"), start=start, end=cursor.ends[cursor.position - 1])


def name_list(cursor: "Cursor") -> tuple[str, ...]:
    """Names, each with its dots, up to the closing bracket; a trailing comma is allowed."""
    names = [cursor.expect_dotted()]
    while cursor.take(",") and cursor.kinds[cursor.position] != ")":
        names.append(cursor.expect_dotted())
    cursor.expect(")", "',' or ')'")
    return tuple(names)


def _named_argument(cursor: "Cursor") -> ast.Expr:
    position = cursor.position
    cursor.position = position + 2
    value = parse_expression(cursor)
    start, end = cursor.starts[position], cursor.ends[cursor.position - 1]
    return ast.NamedArgument(name=cursor.values[position], value=value, start=start, end=end)


class _Arguments(Struct, kw_only=True):
    """What stands between the brackets of a call."""

    args: tuple[ast.Expr, ...]
    distinct: bool
    order_by: tuple[ast.OrderExpr, ...] | None
    ignores_nulls: bool

    @property
    def is_plain(self) -> bool:
        return not self.distinct and self.order_by is None


def _call(cursor: "Cursor") -> ast.Expr:
    position = cursor.position
    called, start = cursor.values[position], cursor.starts[position]
    cursor.position = position + 2
    first, is_query = argument_query(cursor)
    if first is None:
        return _call_with(cursor, called, start, _arguments(cursor, []))
    if is_query:
        return sugar(cursor, called, (first,), start)
    return call_from(cursor, called, start, first)


def call_from(cursor: "Cursor", called: str, start: int, first: ast.Expr) -> ast.Expr:
    """The call of which the opening bracket and the first argument are parsed already."""
    more = cursor.take(",")
    arguments = _arguments(cursor, [first]) if more else _close(cursor, [first])
    return _call_with(cursor, called, start, arguments)


def _arguments(cursor: "Cursor", items: list[ast.Expr]) -> _Arguments:
    kinds = cursor.kinds
    distinct = not items and _takes_distinct(cursor)
    while kinds[cursor.position] != ")" and not _at_order(cursor):
        items.append(parse_expression(cursor))
        if kinds[cursor.position] != ",":
            break
        cursor.position += 1
    return _close(cursor, items, distinct=distinct)


def _close(cursor: "Cursor", items: list[ast.Expr], *, distinct: bool = False) -> _Arguments:
    order_by = None
    if _at_order(cursor):
        cursor.position += 2
        order_by = order_items(cursor)
    if cursor.kinds[cursor.position] == "FROM":
        raise UnsupportedSyntaxError(
            "FROM inside a function call is not supported.",
            start=cursor.starts[cursor.position],
            end=cursor.ends[cursor.position],
            fix="Separate the arguments with commas, as in substring(text, 1, 3).",
        )
    cursor.expect(")", "',' or ')'")
    ignores_nulls, cursor.ignores_nulls = cursor.ignores_nulls, False
    return _Arguments(
        args=tuple(items), distinct=distinct, order_by=order_by, ignores_nulls=ignores_nulls
    )


def _at_order(cursor: "Cursor") -> bool:
    position = cursor.position
    return cursor.kinds[position] == "ORDER" and cursor.kinds[position + 1] == "BY"


def _takes_distinct(cursor: "Cursor") -> bool:
    """Step over ``DISTINCT`` where it is not the name of a column."""
    if cursor.kinds[cursor.position] != "DISTINCT":
        return False
    following = cursor.kinds[cursor.position + 1]
    behind = cursor.kinds[cursor.position + 2]
    is_named = following == "AS" and behind in NAMES
    if following == ")" and behind == "(":
        return False
    if following != ")" and (following not in PREFIX or following == "." or is_named):
        return False
    cursor.position += 1
    return True


def _call_with(cursor: "Cursor", called: str, start: int, first: _Arguments) -> ast.Expr:
    """What follows the first brackets decides: more brackets, FILTER, OVER, WITHIN GROUP."""
    if cursor.kinds[cursor.position] not in _CONTINUES_CALL:
        return _plain_call(cursor, called, start, first)
    params: _Arguments | None = None
    arguments = first
    if _opens_second(cursor, first):
        cursor.position += 1
        params, arguments = first, _arguments(cursor, [])
    elif cursor.kinds[cursor.position] == "WITHIN" and first.is_plain:
        return _within_group(cursor, called, start, first)
    condition = _filter(cursor)
    if cursor.kinds[cursor.position] == "OVER" and first.is_plain and arguments.order_by is None:
        return _window_function(cursor, called, start, (params, arguments, condition))
    return ast.Call(
        name=called,
        args=arguments.args,
        params=params.args if params else None,
        distinct=arguments.distinct,
        order_by=arguments.order_by,
        filter_expr=condition,
        ignore_nulls=arguments.ignores_nulls,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


_CONTINUES_CALL: Final = frozenset({"(", "FILTER", "OVER", "WITHIN"})


def _plain_call(cursor: "Cursor", called: str, start: int, found: _Arguments) -> ast.Call:
    return ast.Call(
        name=called,
        args=found.args,
        distinct=found.distinct,
        order_by=found.order_by,
        ignore_nulls=found.ignores_nulls,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _opens_second(cursor: "Cursor", first: _Arguments) -> bool:
    position = cursor.position
    if cursor.kinds[position] != "(" or not first.is_plain:
        return False
    return not starts_query(cursor, position + 1)


def _within_group(cursor: "Cursor", called: str, start: int, first: _Arguments) -> ast.Expr:
    cursor.position += 1
    for kind in ("GROUP", "(", "ORDER", "BY"):
        cursor.expect(kind)
    order_by = order_items(cursor)
    cursor.expect(")")
    end = cursor.ends[cursor.position - 1]
    return ast.Call(name=called, params=first.args, within_group=order_by, start=start, end=end)


def _filter(cursor: "Cursor") -> ast.Expr | None:
    if not cursor.take_words("FILTER", "(", "WHERE"):
        return None
    condition = parse_expression(cursor)
    cursor.expect(")")
    return condition


def _window_function(
    cursor: "Cursor",
    called: str,
    start: int,
    parts: tuple[_Arguments | None, _Arguments, ast.Expr | None],
) -> ast.Expr:
    """``OVER window`` behind the brackets of a call."""
    params, arguments, condition = parts
    cursor.position += 1
    over_expr, over_identifier = None, None
    if cursor.take("("):
        over_expr = window(cursor)
    else:
        over_identifier = cursor.expect_name("a window name or '('")
    return ast.WindowFunction(
        name=called,
        exprs=(params or arguments).args,
        args=arguments.args if params else (),
        over_expr=over_expr,
        over_identifier=over_identifier,
        distinct=arguments.distinct,
        filter_expr=condition,
        ignore_nulls=arguments.ignores_nulls,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )
