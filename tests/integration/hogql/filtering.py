"""Conditions over one team's events, compiled and run on the embedded ClickHouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hogql import ast
from hogql.compile import compile_query

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from hogql.context import Context


def names_where(client: Client, condition: ast.Expr, context: Context) -> list[str]:
    """Return the names of the events for which a condition holds, in order."""
    event = ast.Field(chain=("event",))
    query = ast.SelectQuery(
        select=(event,),
        select_from=ast.JoinExpr(table=ast.Field(chain=("events",))),
        where=condition,
        order_by=(ast.OrderExpr(expr=event),),
        limit=ast.Constant(value=10_000),
    )
    compiled = compile_query(query, context)
    result = client.query(
        compiled.sql, parameters=dict(compiled.parameters), settings=dict(compiled.settings)
    )
    return [str(row[0]) for row in result.result_rows]
