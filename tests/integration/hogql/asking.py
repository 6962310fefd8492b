"""Asking HogQL of a client: compiled, run with its settings, rows as tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hogql.compile import compile_query
from hogql.context import Context

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

PROJECT: Final = Context(team_id=7)


def rows_of(client: Client, query: str, context: Context = PROJECT) -> list[tuple[Any, ...]]:
    """The rows that a query answers."""
    compiled = compile_query(query, context)
    result = client.query(
        compiled.sql, parameters=dict(compiled.parameters), settings=dict(compiled.settings)
    )
    return [tuple(row) for row in result.result_rows]
