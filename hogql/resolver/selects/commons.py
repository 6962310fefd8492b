"""``WITH``: common tables are resolved once and printed under our own name; columns unfold.

WITH events AS (SELECT ...)       ->  cte_0, so that no name of a query can hide a real table
WITH RECURSIVE t AS (a UNION ALL b)  ->  b may read t; ClickHouse stops after 1,000 rounds
"""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.plan.queries import CommonTable, SelectSet, columns_of
from hogql.resolver.coerce import as_value
from hogql.resolver.outputs import name_outputs
from hogql.resolver.scope import ColumnExpression, Scope, at, check_name

if TYPE_CHECKING:
    from hogql.plan.queries import Query


def define_commons(ctes: tuple["ast.CTE", ...], scope: Scope) -> None:
    """Make each name known to what follows it; to itself only when it is recursive."""
    for cte in ctes:
        check_name(cte.name, cte)
        if cte.using_key:
            raise at(cte, "USING KEY is not supported")
        if cte.cte_type == "column":
            scope.commons[cte.name] = ColumnExpression(cte.expr)
        elif cte.recursive and isinstance(cte.expr, ast.SelectSetQuery):
            scope.commons[cte.name] = _recursive(cte, cte.expr, scope)
        else:
            scope.commons[cte.name] = _table(cte, scope)


def _table(cte: "ast.CTE", scope: Scope) -> CommonTable:
    scope.state.count_expansion()
    query = scope.state.resolve_query(cte.expr, scope)
    _name(query, cte)
    return _register(CommonTable(name="", query=query), cte, scope)


def _register(common: CommonTable, cte: "ast.CTE", scope: Scope) -> CommonTable:
    """Give it its place: behind every table that it reads."""
    commons = scope.state.commons
    common.name = f"cte_{len(commons)}"
    common.is_materialized = bool(cte.materialized) and not common.is_recursive
    commons.append(common)
    return common


def _recursive(cte: "ast.CTE", query: "ast.SelectSetQuery", scope: Scope) -> CommonTable:
    """A table that the arms behind its first one may read."""
    if query.limit is not None or query.offset is not None or query.outer_order_by:
        raise at(cte, "A recursive table takes no ORDER BY, LIMIT or OFFSET behind its arms")
    common = CommonTable(name="", query=SelectSet(operator="", arms=[]), is_open=True)
    before = 0
    inner = Scope(state=scope.state, parent=scope)

    def on_first(found: "SelectSet", arms: Scope) -> None:
        nonlocal before
        before = len(scope.state.commons)
        for column in columns_of(found):
            column.expr = as_value(column.expr)
        _name(found, cte)
        common.query = found
        arms.commons[cte.name] = common

    scope.state.count_expansion()
    operators = {part.set_operator for part in query.subsequent_select_queries}
    common.query = scope.state.resolve_set(query, inner, on_first)
    common.is_open = False
    if common.is_recursive and operators != {"UNION ALL"}:
        raise at(cte, "A recursive table joins its arms with UNION ALL")
    if common.is_recursive and len(scope.state.commons) > before:
        raise at(cte, "A recursive table can not hold another WITH", "Write it before")
    return _register(common, cte, scope)


def _name(query: "Query", cte: "ast.CTE") -> None:
    columns = columns_of(query)
    if cte.columns:
        if len(cte.columns) != len(columns):
            raise at(cte, f"{len(columns)} columns can not take {len(cte.columns)} names")
        for column, name in zip(columns, cte.columns, strict=True):
            check_name(name, cte)
            column.name = name
    name_outputs(query)
