"""``(...)``, ``{...}``, ``COLUMNS(...)`` and ``*``: what the brackets hold decides what they are.

Source: hogql 2.8, 4.12, 4.13, 4.16.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.parser.aliases import named
from hogql.parser.lambdas import lambda_body, lambda_names
from hogql.parser.names import name, star
from hogql.parser.pratt import (
    continue_query,
    parse_expression,
    parse_list,
    parse_query,
    starts_query,
)
from hogql.tokens import CONTINUES_QUERY, NAMES, STRING

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def parenthesis(cursor: "Cursor") -> ast.Expr:
    """A query, the arguments of a lambda, a tuple, columns, or an expression in brackets."""
    opened = cursor.position
    start = cursor.starts[opened]
    names = _lambda_arguments(cursor)
    if names is not None:
        return lambda_body(cursor, names, start)
    cursor.position = opened + 1
    if starts_query(cursor, opened + 1):
        query = parse_query(cursor)
        cursor.expect(")")
        return query
    first = _replaced(cursor) if _at_star_columns(cursor) else None
    if first is None:
        cursor.position = opened + 1
        first = parse_expression(cursor)
    if cursor.kinds[cursor.position] in CONTINUES_QUERY and isinstance(
        first, ast.SelectQuery | ast.SelectSetQuery | ast.Placeholder
    ):
        first = continue_query(cursor, first, cursor.starts[opened + 1])
    if cursor.take(")"):
        return _bracketed(cursor, first, start)
    cursor.expect(",", "',' or ')'")
    items = (first, *parse_list(cursor, ")"))
    return ast.Tuple(exprs=items, start=start, end=cursor.ends[cursor.position - 1])


def _lambda_arguments(cursor: "Cursor") -> tuple[str, ...] | None:
    """The names of ``(a, b) ->`` and the cursor behind the arrow; ``None`` for anything else."""
    position = cursor.position + 1
    if not cursor.has_arrow:
        return None
    if cursor.kinds[position] == ")" and cursor.kinds[position + 1] == "->":
        cursor.position = position + 2
        return ()
    return lambda_names(cursor, position, ")", "->")


def _bracketed(cursor: "Cursor", node: ast.Expr, start: int) -> ast.Expr:
    """What stood in brackets; they are a part of ``(* REPLACE (...))``."""
    if not isinstance(node, ast.ColumnsExpr) or not node.replace:
        return node
    return replace(node, start=start, end=cursor.ends[cursor.position - 1])


def _at_star_columns(cursor: "Cursor") -> bool:
    position = cursor.position
    return cursor.kinds[position] == "*" and cursor.kinds[position + 1] in {"EXCLUDE", "REPLACE"}


def _replaced(cursor: "Cursor", qualifier: tuple[str, ...] = ()) -> ast.Expr | None:
    """``* [EXCLUDE (names)] REPLACE (expr AS name)`` in brackets; ``None`` for anything else."""
    start = cursor.starts[cursor.position]
    columns = star(cursor, qualifier, start)
    if not cursor.take_words("REPLACE", "("):
        return None
    replaced: dict[str, ast.Expr] = {}
    while True:
        expr, alias = named(cursor, _ENDS_ITEM)
        replaced[alias] = expr
        if not cursor.take(","):
            break
    cursor.expect(")")
    excluded = columns.exclude if isinstance(columns, ast.ColumnsExpr) else None
    return ast.ColumnsExpr(
        all_columns=True,
        exclude=excluded,
        replace=tuple(replaced.items()),
        qualifier=qualifier or None,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


_ENDS_ITEM: Final = frozenset({",", ")"})


def star_prefix(cursor: "Cursor") -> ast.Expr:
    """``*``, ``* EXCLUDE (names)`` or ``*COLUMNS(...)``."""
    start = cursor.starts[cursor.position]
    following = cursor.kinds[cursor.position + 1 : cursor.position + 4]
    if following[:2] == ["COLUMNS", "("] and following[2] != ")":
        cursor.position += 1
        spread = columns(cursor)
        return ast.SpreadExpr(expr=spread, start=start, end=cursor.ends[cursor.position - 1])
    return star(cursor, (), start)


def columns(cursor: "Cursor") -> ast.Expr:
    """``COLUMNS('regex')``, ``COLUMNS(a, b)``, ``COLUMNS(* EXCLUDE (a))``."""
    position = cursor.position
    start = cursor.starts[position]
    if cursor.kinds[position + 1] != "(" or cursor.kinds[position + 2] == ")":
        return name(cursor)
    if cursor.kinds[position + 2] == STRING and cursor.kinds[position + 3] == ")":
        cursor.position = position + 4
        regex, end = cursor.values[position + 2], cursor.ends[position + 3]
        return ast.ColumnsExpr(regex=regex, start=start, end=end)
    cursor.position = position + 2
    replaced = _replaced_columns(cursor)
    if replaced is not None:
        cursor.expect(")")
        return _bracketed(cursor, replaced, start)
    cursor.position = position + 2
    items = parse_list(cursor, ")")
    return ast.ColumnsExpr(columns=items, start=start, end=cursor.ends[cursor.position - 1])


def _replaced_columns(cursor: "Cursor") -> ast.Expr | None:
    """``[table.]* ... REPLACE (...)``, the only form that is not a list of columns."""
    qualifier: tuple[str, ...] = ()
    position = cursor.position
    if cursor.kinds[position] in NAMES and cursor.kinds[position + 1] == ".":
        qualifier = (cursor.values[position],)
        cursor.position = position + 2
    if cursor.kinds[cursor.position] != "*":
        return None
    if cursor.kinds[cursor.position + 1] not in {"EXCLUDE", "REPLACE"}:
        return None
    return _replaced(cursor, qualifier)


def brace(cursor: "Cursor") -> ast.Expr:
    """``{}`` and ``{key: value}`` are dicts, ``{expr}`` is a placeholder."""
    start = cursor.starts[cursor.position]
    cursor.position += 1
    if cursor.take("}"):
        return ast.Dict(start=start, end=cursor.ends[cursor.position - 1])
    first = parse_expression(cursor)
    if cursor.kinds[cursor.position] == ":":
        return _dict(cursor, first, start)
    cursor.expect("}")
    filled = _filled(cursor, first)
    if filled is not None:
        return filled
    return ast.Placeholder(expr=first, start=start, end=cursor.ends[cursor.position - 1])


def _filled(cursor: "Cursor", expr: ast.Expr) -> ast.Expr | None:
    """The node given for this placeholder when parsing began."""
    if not cursor.placeholders or not isinstance(expr, ast.Field):
        return None
    return cursor.placeholders.get(".".join(expr.chain))


def _dict(cursor: "Cursor", key: ast.Expr, start: int) -> ast.Expr:
    items: list[tuple[ast.Expr, ast.Expr]] = []
    while True:
        cursor.expect(":")
        items.append((key, parse_expression(cursor)))
        if not cursor.take(",") or cursor.kinds[cursor.position] == "}":
            break
        key = parse_expression(cursor)
    cursor.expect("}", "',' or '}'")
    return ast.Dict(items=tuple(items), start=start, end=cursor.ends[cursor.position - 1])
