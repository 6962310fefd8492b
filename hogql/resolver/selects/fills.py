"""``WITH FILL`` and ``INTERPOLATE``: rows that ClickHouse adds between those there are (hogql 5.1).

ORDER BY day WITH FILL FROM '2026-01-01'    ->  a constant of the type of ``day``
ORDER BY hour WITH FILL FROM '2026-01-01'   ->  seconds: they fit times of every precision
INTERPOLATE (a AS a + 1)                    ->  columns of the SELECT list, over such columns
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.plan.making import call, word
from hogql.plan.nodes import AliasRef, Function, Local, Node
from hogql.resolver.coerce import harmonise
from hogql.resolver.outputs import name_outputs
from hogql.resolver.scope import at, check_name
from hogql.types import DATE, DATETIME, INT

if TYPE_CHECKING:
    from hogql.plan.nodes import Fill
    from hogql.plan.queries import Column, Select
    from hogql.resolver.scope import Scope

_LONG: Final = frozenset(
    {"toIntervalWeek", "toIntervalMonth", "toIntervalQuarter", "toIntervalYear"}
)
"""Intervals whose starts are days for ClickHouse, not times."""


def resolve_fill(fill: ast.WithFillExpr, expr: Node, scope: "Scope") -> "Fill":
    """``FROM a TO b STEP c`` of what ``expr`` orders by."""
    start = _bound(fill.from_value, expr, scope)
    end = _bound(fill.to_value, expr, scope)
    step = None if fill.step_value is None else _constant(fill.step_value, scope)
    return start, end, step


def _constant(node: ast.Node, scope: "Scope") -> Node:
    for part in ast.walk(node):
        if isinstance(part, ast.Field | ast.SelectQuery | ast.SelectSetQuery):
            raise at(part, "WITH FILL takes constants")
    return scope.resolve(node)


def _bound(node: ast.Node | None, expr: Node, scope: "Scope") -> Node | None:
    if node is None:
        return None
    found = harmonise(expr, _constant(node, scope), scope.state.context)[1]
    zone = word(scope.state.context.timezone)
    kind = "date" if _is_day(expr) else expr.type.kind
    if kind == "datetime" and found.type.kind in {"date", "datetime"}:
        if found.type.kind == "date":
            found = call("toDateTime", DATETIME, found, zone)
        return call("toUnixTimestamp", INT, found)
    if kind == "date" and found.type.kind == "datetime":
        return call("toDate", DATE, found, zone)
    return found


def _is_day(node: Node) -> bool:
    """Whether a start of an interval is a day."""
    node = node.target if isinstance(node, AliasRef) else node
    if not isinstance(node, Function) or node.name != "toStartOfInterval":
        return False
    interval = node.args[1]
    return isinstance(interval, Function) and interval.name in _LONG


def resolve_interpolate(
    items: tuple[ast.InterpolateExpr, ...] | None, select: "Select", scope: "Scope"
) -> tuple[tuple[str, Node | None], ...] | None:
    """``INTERPOLATE (a AS a + 1, b)``: columns of the list, over columns of the list."""
    if items is None:
        return None
    if not any(item.fill for item in select.order_by):
        place = items[0] if items else ast.Constant(value=None)
        raise at(place, "INTERPOLATE needs ORDER BY ... WITH FILL")
    name_outputs(select)
    if not items:
        return tuple((name, None) for name in _unordered(select))
    printed = {column.name: column for column in reversed(select.columns)}
    outer = scope.locals
    scope.locals = {
        name: Local(column.expr.type, column.alias or name) for name, column in printed.items()
    }
    try:
        return tuple(_interpolated(item, printed, scope) for item in items)
    finally:
        scope.locals = outer


def _unordered(select: "Select") -> list[str]:
    """The printed names of the columns that the rows are not ordered by."""
    exprs = [item.expr for item in select.order_by]
    names = {expr.name for expr in exprs if isinstance(expr, AliasRef)}
    return [
        column.alias
        for column in select.columns
        if column.alias and column.alias not in names and column.expr not in exprs
    ]


def _interpolated(
    item: ast.InterpolateExpr, printed: "dict[str, Column]", scope: "Scope"
) -> tuple[str, Node | None]:
    name = item.expr.chain[0] if isinstance(item.expr, ast.Field) else ""
    column = printed.get(name)
    if column is None or not isinstance(item.expr, ast.Field) or len(item.expr.chain) > 1:
        raise at(item, "INTERPOLATE takes names of columns of the SELECT list")
    check_name(name, item)
    if item.value is None:
        return column.alias or name, None
    for part in ast.walk(item.value):
        if isinstance(part, ast.Field) and part.chain[0] not in printed:
            raise at(part, f"Unable to resolve field: {part.chain[0]}")
    return column.alias or name, scope.resolve(item.value)
