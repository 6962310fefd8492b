"""``WITH``: common tables are resolved once and printed under our own name; columns unfold.

WITH events AS (SELECT ...)  ->  cte_0, so that no name of a query can hide a physical table
"""

from typing import TYPE_CHECKING

from hogql.plan.queries import CommonTable, columns_of
from hogql.resolver.outputs import name_outputs
from hogql.resolver.scope import ColumnExpression, Scope, at, check_name

if TYPE_CHECKING:
    from hogql import ast
    from hogql.plan.queries import Column


def define_commons(ctes: tuple["ast.CTE", ...], scope: Scope) -> None:
    """Make each name known to what follows it, not to itself."""
    for cte in ctes:
        check_name(cte.name, cte)
        if cte.recursive or cte.using_key:
            raise at(cte, "WITH RECURSIVE is not supported")
        if cte.cte_type == "column":
            scope.commons[cte.name] = ColumnExpression(cte.expr)
        else:
            scope.commons[cte.name] = _table(cte, scope)


def _table(cte: "ast.CTE", scope: Scope) -> CommonTable:
    state = scope.state
    state.count_expansion()
    query = state.resolve_query(cte.expr, scope)
    if cte.columns:
        _rename(columns_of(query), cte)
    name_outputs(query)
    common = CommonTable(name=f"cte_{len(state.commons)}", query=query)
    state.commons.append(common)
    return common


def _rename(columns: "list[Column]", cte: "ast.CTE") -> None:
    names = cte.columns or ()
    if len(names) != len(columns):
        raise at(cte, f"{len(columns)} columns can not take {len(names)} names")
    for column, name in zip(columns, names, strict=True):
        check_name(name, cte)
        column.name = name
