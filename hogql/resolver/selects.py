"""SELECT and set operations, clause by clause (hogql 5).

FROM -> ARRAY JOIN -> SELECT list -> WHERE -> GROUP BY -> HAVING -> ORDER BY -> LIMIT
"""

from typing import Final

from msgspec.structs import replace

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.plan.making import tuple_of
from hogql.plan.nodes import Alias, Local, Logic, Node, Value
from hogql.plan.queries import Column, GroupMode, Query, Select, SelectSet, arms_of, columns_of
from hogql.resolver.clauses import (
    constant_count,
    resolve_item,
    resolve_limit_by,
    resolve_order,
    resolve_window,
)
from hogql.resolver.coerce import as_condition, as_value
from hogql.resolver.commons import define_commons
from hogql.resolver.joins import resolve_from
from hogql.resolver.outputs import name_of, name_outputs
from hogql.resolver.scope import Scope, at
from hogql.resolver.stars import expand_columns, expand_star
from hogql.types import UNKNOWN

_MODES: Final[dict[str | None, GroupMode]] = {
    None: "",
    "all": "",
    "rollup": "ROLLUP",
    "cube": "CUBE",
    "grouping_sets": "GROUPING SETS",
}
_SETS: Final[dict[str, str]] = {
    "UNION ALL": "UNION ALL",
    "UNION DISTINCT": "UNION DISTINCT",
    "INTERSECT": "INTERSECT",
    "INTERSECT DISTINCT": "INTERSECT DISTINCT",
    "EXCEPT": "EXCEPT",
}
MAX_ARMS: Final = 500


def resolve_query(node: ast.Node, parent: Scope) -> Query:
    """A SELECT or a set of them, seen from the scope around it."""
    if isinstance(node, ast.SelectQuery | ast.SelectSetQuery) and node.outer_order_by:
        node = _order_outside(node)
    if isinstance(node, ast.SelectSetQuery):
        return resolve_set(node, parent)
    if isinstance(node, ast.SelectQuery):
        return resolve_select(node, Scope(state=parent.state, parent=parent))
    parent.resolve(node)
    raise at(node, "A query is expected here")


def _order_outside(node: ast.SelectQuery | ast.SelectSetQuery) -> ast.SelectQuery:
    """``(query) ORDER BY x`` as ``SELECT * FROM (query) ORDER BY x``."""
    inner = replace(node, outer_order_by=None)
    is_set = isinstance(node, ast.SelectSetQuery)
    if is_set:
        inner = replace(inner, limit=None, offset=None)
    return ast.SelectQuery(
        start=node.start,
        end=node.end,
        select=(ast.Field(chain=("*",)),),
        select_from=ast.JoinExpr(table=inner),
        order_by=node.outer_order_by,
        limit=node.limit if is_set else None,
        offset=node.offset if is_set else None,
    )


def resolve_set(node: ast.SelectSetQuery, parent: Scope) -> SelectSet:
    """Set operations from left to right; common tables of the first arm serve all arms."""
    if len(node.subsequent_select_queries) >= MAX_ARMS:
        raise at(node, f"A query may have at most {MAX_ARMS} arms")
    scope = Scope(state=parent.state, parent=parent)
    first = _arm(node.initial_select_query, scope)
    found = SelectSet(operator="", arms=[first])
    for part in node.subsequent_select_queries:
        operator = _SETS.get(part.set_operator)
        if operator is None:
            raise at(part, f"{part.set_operator} is not supported")
        arm = _arm(part.select_query, scope)
        if len(columns_of(arm)) != len(columns_of(first)):
            raise at(part, "All arms of a set operation need the same number of columns")
        if found.operator not in {"", operator}:
            found = SelectSet(operator=operator, arms=[found, arm])
        else:
            found.operator = operator
            found.arms.append(arm)
    _level_persons(found)
    name_outputs(found)
    if node.limit_with_ties or node.limit_percent:
        raise at(node, "WITH TIES and percentages are not supported")
    found.limit = constant_count(node.limit, "LIMIT")
    found.offset = constant_count(node.offset, "OFFSET")
    return found


def _arm(node: ast.Node, scope: Scope) -> Query:
    if isinstance(node, ast.SelectQuery):
        inner = Scope(state=scope.state, parent=scope)
        if node.ctes:
            define_commons(node.ctes, scope)
        return resolve_select(node, inner, has_commons=True)
    return resolve_query(node, scope)


def _level_persons(query: SelectSet) -> None:
    """Arms hand out persons by key only when all of them do; else all hand out UUIDs."""
    arms = arms_of(query)
    for place in range(len(columns_of(query))):
        columns = [arm.columns[place] for arm in arms]
        kinds = {column.expr.type.kind for column in columns}
        if "person" in kinds and len(kinds) > 1:
            for column in columns:
                column.expr = as_value(column.expr)


def resolve_select(node: ast.SelectQuery, scope: Scope, *, has_commons: bool = False) -> Select:
    """One SELECT."""
    _refuse_parts(node)
    if node.ctes and not has_commons:
        define_commons(node.ctes, scope)
    select = Select(distinct=bool(node.distinct))
    scope.state.selects.append(select)
    if node.select_from is not None:
        select.joins = resolve_from(node.select_from, scope)
    _resolve_array_join(node, select, scope)
    scope.windows = frozenset(name for name, _ in node.window_exprs or ())
    _resolve_columns(node, select, scope)
    select.where = _resolve_where(node, scope)
    _resolve_groups(node, select, scope)
    scope.clause = "HAVING"
    if node.having is not None:
        select.having = as_condition(scope.resolve(node.having))
    scope.clause = "ORDER BY"
    select.windows = {
        name: resolve_window(window, scope) for name, window in node.window_exprs or ()
    }
    select.order_by = resolve_order(node.order_by or (), select, scope)
    if node.limit_by is not None:
        select.limit_by = resolve_limit_by(node.limit_by, select, scope)
        name_outputs(select)
    select.limit = constant_count(node.limit, "LIMIT")
    select.offset = constant_count(node.offset, "OFFSET")
    select.has_aggregate = scope.aggregates > 0
    return select


def _refuse_parts(node: ast.SelectQuery) -> None:
    for what, is_there in (
        ("QUALIFY", node.qualify is not None),
        ("INTERPOLATE", bool(node.interpolate)),
        ("LIMIT WITH TIES", bool(node.limit_with_ties)),
        ("LIMIT in per cent", bool(node.limit_percent)),
        ("GROUP BY WITH TOTALS", node.group_by_with_totals),
        ("GROUP BY WITH ROLLUP", node.group_by_with is not None),
    ):
        if is_there:
            fix = "Write GROUP BY ROLLUP(...)" if "ROLLUP" in what else None
            message = f"{what} is not supported"
            raise UnsupportedSyntaxError(message, start=node.start, end=node.end, fix=fix)


def _resolve_array_join(node: ast.SelectQuery, select: Select, scope: Scope) -> None:
    if node.array_join_list is None:
        return
    scope.clause = "ARRAY JOIN"
    if node.select_from is None:
        raise at(node, "ARRAY JOIN needs a table to select from")
    items: list[Node] = []
    for item in node.array_join_list:
        if not isinstance(item, ast.Alias):
            raise at(item, "ARRAY JOIN arrays must have an alias")
        expr = as_value(scope.resolve(item.expr))
        items.append(Alias(expr.type, expr, item.alias))
        one = Local(expr.type.item or UNKNOWN, item.alias)
        scope.define(item.alias, one, item, is_aggregate=False)
    is_left = (node.array_join_op or "").startswith("LEFT")
    select.array_join = ("LEFT ARRAY JOIN" if is_left else "ARRAY JOIN", tuple(items))
    scope.clause = "SELECT"


def _resolve_columns(node: ast.SelectQuery, select: Select, scope: Scope) -> None:
    for item in node.select:
        if isinstance(item, ast.Field) and item.chain[-1] == "*":
            select.columns.extend(expand_star(item, scope))
        elif isinstance(item, ast.ColumnsExpr):
            select.columns.extend(expand_columns(item, scope))
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


def _resolve_groups(node: ast.SelectQuery, select: Select, scope: Scope) -> None:
    scope.clause = "GROUP BY"
    if node.group_by_mode == "all":
        groups = [column.expr for column in select.columns if not column.is_aggregate]
        select.group_by = tuple(item for item in groups if not isinstance(item, Value))
        return
    select.group_mode = _MODES[node.group_by_mode]
    found: list[Node] = []
    for item in node.group_by or ():
        if isinstance(item, ast.GroupingSet):
            inner = tuple(resolve_item(expr, select, scope) for expr in item.exprs)
            found.append(tuple_of(inner))
        else:
            found.append(resolve_item(item, select, scope))
    select.group_by = tuple(found)
