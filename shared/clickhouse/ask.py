"""Runs a short statement of our own; what the compiler makes goes through ``select``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.clickhouse.failures import explain
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_logger = logger("clickhouse")


def ask(sql: str, parameters: Mapping[str, object], *, seconds: int) -> Sequence[Sequence[Any]]:
    """Return the rows; a ProductError in our own words when ClickHouse does not give them."""
    try:
        return (
            connect.client()
            .query(sql, parameters=dict(parameters), settings={"max_execution_time": seconds})
            .result_rows
        )
    except Error as error:
        _logger.warning("query failed", extra={"error_code": error.code, "error_name": error.name})
        raise explain(error.code) from error
