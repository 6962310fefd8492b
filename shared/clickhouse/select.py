"""Runs a compiled query: the only place where HogQL meets ClickHouse.

    Compiled(sql, typed parameters, settings) --run--> Rows

Values travel as server-side parameters, so no text of a user is ever part of a statement.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from clickhouse_connect.driver.exceptions import Error, NotSupportedError, StreamFailureError

from shared.clickhouse import connect
from shared.clickhouse.failures import explain, unreadable
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clickhouse_connect.driver.query import QueryResult

    from hogql.compile import Compiled
    from hogql.settings import Setting
    from shared.errors import ProductError

_logger: Final = logger("clickhouse")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """The answer to a query, and what it cost.

    ``columns`` are the names that the query asked for, ``types`` ClickHouse's names of the types.
    Times in rows are aware of their zone. ``elapsed_ms`` is what the caller waited.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    rows_read: int
    bytes_read: int
    memory_bytes: int
    elapsed_ms: float


UNREADABLE: Final = (NotSupportedError, StreamFailureError, ValueError, OverflowError)
"""What the client raises for a type or a value that it can not turn into Python's."""


def run(compiled: Compiled, *, settings: Mapping[str, Setting] | None = None) -> Rows:
    """Return the rows of a query; ``settings`` are those it runs with, if not its own.

    The errors say in our words what was wrong: InvalidRequestError, QueryTimeoutError (time,
    memory or amount of data), ThrottledError, TemporarilyUnavailableError.
    """
    started = time.perf_counter()
    result = _ask(compiled, compiled.sql, settings)
    cost = result.summary
    return Rows(
        columns=compiled.columns,
        types=tuple(kind.name for kind in result.column_types) or _types_without_rows(compiled),
        rows=_rows_of(result),
        rows_read=int(cost.get("read_rows", 0)),
        bytes_read=int(cost.get("read_bytes", 0)),
        memory_bytes=int(cost.get("memory_usage", 0)),
        elapsed_ms=(time.perf_counter() - started) * 1000,
    )


def estimate(compiled: Compiled) -> dict[str, int] | None:
    """Return how many rows of each physical table the indexes leave to read; nothing is read.

    None where ClickHouse can not tell: an estimate is no reason to fail.
    """
    try:
        found = connect.client().query(
            f"EXPLAIN ESTIMATE {compiled.sql}",
            parameters=dict(compiled.parameters),
            settings=dict(compiled.settings),
        )
    except Error as error:
        facts = {"error_code": error.code, "error_name": error.name}
        _logger.warning("no estimate", extra=facts)
        return None
    rows: dict[str, int] = {}
    for _, table, _, count, _ in found.result_rows:
        rows[str(table)] = rows.get(str(table), 0) + int(count)
    return rows


def _ask(
    compiled: Compiled, sql: str, settings: Mapping[str, Setting] | None = None
) -> QueryResult:
    try:
        return connect.client().query(
            sql,
            parameters=dict(compiled.parameters),
            settings=dict(compiled.settings if settings is None else settings),
        )
    except Error as error:
        # ClickHouse's own text quotes data: it goes neither to the caller nor to the log.
        _logger.warning("query failed", extra={"error_code": error.code, "error_name": error.name})
        raise _meaning_of(error) from error
    except UNREADABLE as error:
        raise unreadable() from error


def _meaning_of(error: Error) -> ProductError:
    is_ours = error.code is None and isinstance(error, UNREADABLE)
    return unreadable() if is_ours else explain(error.code)


def _rows_of(result: QueryResult) -> list[tuple[Any, ...]]:
    """Return the rows. Trap: all blocks but the first are read here, and may fail here."""
    try:
        return [tuple(row) for row in result.result_rows]
    except Error as error:
        _logger.warning("result failed", extra={"error_code": error.code, "error_name": error.name})
        raise _meaning_of(error) from error
    except UNREADABLE as error:
        raise unreadable() from error


def _types_without_rows(compiled: Compiled) -> tuple[str, ...]:
    """Return the types of an empty answer. Trap: the wire format says them only beside rows."""
    described = _ask(compiled, f"DESCRIBE ({compiled.sql})")
    return tuple(str(row[1]) for row in described.result_rows)
