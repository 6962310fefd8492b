"""Parts of a SELECT that are lists: order, windows, limits (hogql 5.1)."""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.plan.nodes import Node, OrderBy, Window
from hogql.plan.queries import LimitBy
from hogql.resolver.scope import at
from hogql.resolver.selects.fills import resolve_fill
from hogql.resolver.selects.locales import LOCALES
from hogql.resolver.selects.rows import constant_count

if TYPE_CHECKING:
    from hogql.plan.queries import Select
    from hogql.resolver.scope import Scope

_FRAME_TYPES: Final = frozenset({"CURRENT ROW", "PRECEDING", "FOLLOWING"})


def resolve_item(node: ast.Node, select: "Select", scope: "Scope") -> Node:
    """An expression of GROUP BY, ORDER BY or LIMIT BY; an integer means a column by its place."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        visible = [column for column in select.columns if not column.is_hidden]
        if not 1 <= node.value <= len(visible):
            raise at(node, f"There is no column number {node.value}")
        column = visible[node.value - 1]
        if scope.clause == "GROUP BY" and column.is_aggregate:
            raise at(node, f"Column {node.value} is an aggregate and can not be used in GROUP BY")
        return column.expr
    return scope.resolve(node)


def resolve_order(
    items: tuple[ast.OrderExpr, ...], select: "Select", scope: "Scope"
) -> tuple[OrderBy, ...]:
    """The items of an ORDER BY."""
    return tuple(_order_item(item, resolve_item(item.expr, select, scope), scope) for item in items)


def _order_item(item: ast.OrderExpr, expr: Node, scope: "Scope") -> OrderBy:
    suffix = " DESC" if item.order == "DESC" else ""
    if item.nulls:
        suffix += " NULLS FIRST" if item.nulls == "FIRST" else " NULLS LAST"
    if item.collate is not None:
        suffix += f" COLLATE '{_locale(item, expr)}'"
    fill = item.with_fill
    if fill is None:
        return OrderBy(expr, suffix)
    if item.collate is not None:
        raise at(fill, "WITH FILL can not follow COLLATE")
    return OrderBy(expr, suffix, resolve_fill(fill, expr, scope))


def _locale(item: ast.OrderExpr, expr: Node) -> str:
    name = (item.collate or "").replace("-", "_")
    if name not in LOCALES:
        raise at(item, f"Unknown collation: {item.collate}", "Use a language, as in COLLATE 'de'")
    if expr.type.kind not in {"string", "unknown"}:
        raise at(item, "COLLATE orders text only")
    return name


def resolve_window(node: ast.WindowExpr, scope: "Scope") -> Window:
    """What stands in the brackets after OVER."""
    partition = tuple(scope.resolve(item) for item in node.partition_by or ())
    order = tuple(
        _order_item(item, scope.resolve(item.expr), scope) for item in node.order_by or ()
    )
    return Window(partition, order, _frame(node))


def _frame(node: ast.WindowExpr) -> str:
    if node.frame_method is None or node.frame_start is None:
        return ""
    method = "ROWS" if node.frame_method == "ROWS" else "RANGE"
    start = _frame_end(node.frame_start, node)
    if node.frame_end is None:
        return f"{method} {start}"
    return f"{method} BETWEEN {start} AND {_frame_end(node.frame_end, node)}"


def _frame_end(node: ast.WindowFrameExpr, place: ast.Node) -> str:
    if node.frame_type not in _FRAME_TYPES:
        raise at(place, "Unknown end of a window frame")
    if node.frame_type == "CURRENT ROW":
        return "CURRENT ROW"
    value = node.frame_value
    if isinstance(value, ast.Constant):
        written = value.value
        if type(written) is not int:
            raise at(place, "The end of a window frame must be an integer")
        value = written
    if value is None:
        return f"UNBOUNDED {node.frame_type}"
    if type(value) is not int:
        raise at(place, "The end of a window frame must be an integer")
    return f"{value} {node.frame_type}"


def resolve_limit_by(node: ast.LimitByExpr, select: "Select", scope: "Scope") -> LimitBy:
    """``LIMIT n OFFSET m BY exprs``."""
    count = constant_count(node.n, "LIMIT")
    offset = constant_count(node.offset_value, "OFFSET")
    exprs = tuple(resolve_item(item, select, scope) for item in node.exprs)
    return LimitBy(count=count or 0, offset=offset or 0, exprs=exprs)
