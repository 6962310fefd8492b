"""SELECT and set operations, clause by clause (hogql 5).

FROM -> ARRAY JOIN -> SELECT list -> WHERE -> GROUP BY -> HAVING -> ORDER BY -> LIMIT
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.plan.nodes import Alias, Local, Logic, Node
from hogql.plan.queries import Column, Query, Select
from hogql.resolver.coerce import as_condition, as_value
from hogql.resolver.joins.chain import resolve_from
from hogql.resolver.outputs import name_of, name_outputs
from hogql.resolver.reach.stars import expand_columns, expand_star
from hogql.resolver.scope import Scope, at, printed_name
from hogql.resolver.selects.clauses import resolve_limit_by, resolve_order, resolve_window
from hogql.resolver.selects.commons import define_commons
from hogql.resolver.selects.fills import resolve_interpolate
from hogql.resolver.selects.groups import resolve_groups
from hogql.resolver.selects.rows import fold, resolve_rows
from hogql.resolver.selects.sets import resolve_set
from hogql.types import UNKNOWN

if TYPE_CHECKING:
    from hogql.plan.queries import Join


def resolve_query(node: ast.Node, parent: Scope) -> Query:
    """A SELECT or a set of them, seen from the scope around it."""
    if isinstance(node, ast.SelectQuery | ast.SelectSetQuery):
        return _resolve_stages(node, parent)
    parent.resolve(node)
    raise at(node, "A query is expected here")


def _resolve_stages(node: ast.SelectQuery | ast.SelectSetQuery, parent: Scope) -> Query:
    """``(query) ORDER BY x LIMIT n`` as ``SELECT * FROM (query) ORDER BY x LIMIT n``."""
    if node.stages:
        first, *others = node.stages
        query: ast.Query = _with_clauses(replace(node, stages=()), first)
        for stage in others:
            query = _around(query, stage)
        return _resolve_stages(query, parent)
    if isinstance(node, ast.SelectSetQuery):
        if node.outer_order_by or _has_share(node):
            return _resolve_stages(
                _around(_with_clauses(node, _NOTHING), _clauses_of(node)), parent
            )
        return resolve_set(node, parent)
    if node.outer_order_by:
        ordered = ast.OuterClauses(order_by=node.outer_order_by)
        return _resolve_stages(_around(replace(node, outer_order_by=None), ordered), parent)
    return resolve_select(node, Scope(state=parent.state, parent=parent))


_NOTHING: Final = ast.OuterClauses()
NO_ARRAYS: Final = frozenset(
    {"bool", "int", "float", "string", "date", "datetime", "uuid", "interval"}
)


def _has_share(node: ast.SelectSetQuery) -> bool:
    """Whether the limit behind a set is one that only a SELECT can have."""
    rows = fold(node.limit) if node.limit is not None else None
    has_part = rows is not None and rows != int(rows)
    return bool(node.limit_with_ties or node.limit_percent or has_part)


def _clauses_of(node: ast.SelectSetQuery) -> ast.OuterClauses:
    return ast.OuterClauses(
        order_by=node.outer_order_by,
        limit=node.limit,
        limit_with_ties=node.limit_with_ties,
        limit_percent=node.limit_percent,
        offset=node.offset,
    )


def _with_clauses(
    node: ast.SelectQuery | ast.SelectSetQuery, clauses: ast.OuterClauses
) -> ast.SelectQuery | ast.SelectSetQuery:
    return replace(
        node,
        outer_order_by=clauses.order_by,
        limit=clauses.limit,
        limit_with_ties=clauses.limit_with_ties,
        limit_percent=clauses.limit_percent,
        offset=clauses.offset,
    )


def _around(node: ast.Query, clauses: ast.OuterClauses) -> ast.SelectQuery:
    return ast.SelectQuery(
        start=node.start,
        end=node.end,
        select=(ast.Field(chain=("*",)),),
        select_from=ast.JoinExpr(table=node),
        order_by=clauses.order_by,
        limit=clauses.limit,
        limit_with_ties=clauses.limit_with_ties,
        limit_percent=clauses.limit_percent,
        offset=clauses.offset,
    )


def resolve_select(
    node: ast.SelectQuery, scope: Scope, joins: "list[Join] | None" = None
) -> Select:
    """One SELECT; ``joins`` are its sources when the scope knows them already."""
    if node.ctes:
        define_commons(node.ctes, scope)
    select = Select(distinct=bool(node.distinct), joins=joins or [])
    scope.state.selects.append(select)
    if node.select_from is not None:
        select.joins = resolve_from(node.select_from, scope)
    _refuse_distinct_on(node)
    _resolve_array_join(node, select, scope)
    scope.windows = frozenset(name for name, _ in node.window_exprs or ())
    _resolve_columns(node, select, scope)
    select.where = _resolve_where(node, scope)
    resolve_groups(node, select, scope)
    scope.clause = "HAVING"
    if node.having is not None:
        select.having = as_condition(scope.resolve(node.having))
    _resolve_windows(node, select, scope)
    select.order_by = resolve_order(node.order_by or (), select, scope)
    select.interpolate = resolve_interpolate(node.interpolate, select, scope)
    if node.limit_by is not None:
        select.limit_by = resolve_limit_by(node.limit_by, select, scope)
    resolve_rows(node, select)
    if _is_wrapped(select):
        name_outputs(select)
    select.has_aggregate = scope.aggregates > 0
    return select


def _is_wrapped(select: Select) -> bool:
    """Whether the printer may put the SELECT into another one, which needs names to read."""
    has_part = select.share is not None or select.has_ties or select.totals is not None
    return has_part or select.limit_by is not None


def _resolve_windows(node: ast.SelectQuery, select: Select, scope: Scope) -> None:
    scope.clause = "ORDER BY"
    select.windows = {
        printed_name(name): resolve_window(window, scope)
        for name, window in node.window_exprs or ()
    }
    if node.qualify is not None:
        select.qualify = as_condition(scope.resolve(node.qualify))


def _resolve_array_join(node: ast.SelectQuery, select: Select, scope: Scope) -> None:
    if node.array_join_list is None:
        return
    scope.clause = "ARRAY JOIN"
    if not select.joins:
        raise at(node, "ARRAY JOIN needs a table to select from")
    items: list[Node] = []
    for item in node.array_join_list:
        if not isinstance(item, ast.Alias):
            raise at(item, "ARRAY JOIN arrays must have an alias")
        expr = as_value(scope.resolve(item.expr))
        if expr.type.kind in NO_ARRAYS:
            raise at(item, "ARRAY JOIN needs an array")
        items.append(Alias(expr.type, expr, item.alias))
        one = Local(expr.type.item or UNKNOWN, item.alias)
        scope.define(item.alias, one, item, is_aggregate=False)
    is_left = (node.array_join_op or "").startswith("LEFT")
    select.array_join = ("LEFT ARRAY JOIN" if is_left else "ARRAY JOIN", tuple(items))
    scope.clause = "SELECT"


def _refuse_distinct_on(node: ast.SelectQuery) -> None:
    """``DISTINCT ON (x)`` reads as a call of a function ``on``."""
    first = node.select[0]
    call = first.expr if isinstance(first, ast.Alias) else first
    if node.distinct and isinstance(call, ast.Call) and call.name.lower() == "on":
        message = "DISTINCT ON is not supported"
        fix = "Write LIMIT 1 BY at the end of the query"
        raise UnsupportedSyntaxError(message, start=call.start, end=call.end, fix=fix)


def _resolve_columns(node: ast.SelectQuery, select: Select, scope: Scope) -> None:
    for item in node.select:
        if isinstance(item, ast.Field) and item.chain[-1] == "*":
            select.columns.extend(expand_star(item, scope))
        elif isinstance(item, ast.ColumnsExpr):
            select.columns.extend(expand_columns(item, scope))
        elif isinstance(item, ast.SpreadExpr) and isinstance(item.expr, ast.ColumnsExpr):
            select.columns.extend(expand_columns(item.expr, scope))
        else:
            select.columns.append(_column(item, scope))
    if not select.columns:
        raise at(node, "SELECT needs a column")


def _column(item: ast.Node, scope: Scope) -> Column:
    before = scope.aggregates
    alias = item.alias if isinstance(item, ast.Alias) else None
    expr = scope.resolve(item.expr if isinstance(item, ast.Alias) else item)
    is_aggregate = scope.aggregates > before
    if alias is None:
        name = name_of(item, scope.state.text)
        return Column(name=name, expr=expr, is_aggregate=is_aggregate)
    scope.define(alias, expr, item, is_aggregate=is_aggregate)
    return Column(name=alias, expr=expr, alias=alias, is_aggregate=is_aggregate)


def _resolve_where(node: ast.SelectQuery, scope: Scope) -> tuple[Node, ...]:
    scope.clause = "WHERE"
    found: list[Node] = []
    for part in (node.prewhere, node.where):
        if part is not None:
            _flatten(as_condition(scope.resolve(part)), found)
    return tuple(found)


def _flatten(node: Node, found: list[Node]) -> None:
    if isinstance(node, Logic) and node.op == "AND":
        for item in node.items:
            _flatten(item, found)
    else:
        found.append(node)
