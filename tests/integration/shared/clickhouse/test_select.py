"""Compiled queries on a real engine: rows, costs, and errors in our own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from hogql.compile import Compiled, compile_query
from hogql.context import Context
from shared import settings
from shared.clickhouse.select import run
from shared.errors import (
    InvalidRequestError,
    ProductError,
    QueryTimeoutError,
    TemporarilyUnavailableError,
)

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

HOSTILE = 'it\'s \\ "%s" {x}\n\t\0 ü'


def store(client: Client, team_id: int, event: str) -> None:
    client.command(
        "INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id, properties)"
        " SELECT generateUUIDv4(), {team_id:UInt32}, {event:String}, '2026-11-22 12:00:00.250',"
        " 'ann', generateUUIDv4(), map('plan', {event:String})",
        parameters={"team_id": team_id, "event": event},
    )


def statement(sql: str, **settings_: str | float) -> Compiled:
    """A statement that the compiler would not write, to make ClickHouse fail."""
    return Compiled(
        sql=sql,
        parameters={},
        settings={"readonly": 2, **settings_},
        columns=("x",),
        hogql="",
        limit=None,
        tables=(),
    )


@pytest.mark.usefixtures("clickhouse")
def test_an_answer_without_rows_still_says_its_columns_and_types() -> None:
    query = "SELECT event, count() AS views, properties.plan FROM events GROUP BY event, 3"
    answer = run(compile_query(query, Context(team_id=7, timezone="UTC")))
    assert (answer.rows, len(answer.columns)) == ([], 3)
    assert answer.types == ("LowCardinality(String)", "UInt64", "Nullable(String)")


def test_a_query_answers_rows_columns_types_and_cost(clickhouse: Client) -> None:
    for _ in range(3):
        store(clickhouse, 7, "viewed")
    store(clickhouse, 8, "viewed")
    answer = run(
        compile_query(
            "SELECT event, count() AS views, max(timestamp) FROM events GROUP BY event",
            Context(team_id=7, timezone="Europe/Berlin"),
        )
    )
    assert answer.columns[:2] == ("event", "views")
    assert answer.types[1] == "UInt64"
    ((event, views, last),) = answer.rows
    assert (event, views) == ("viewed", 3)
    assert last == datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC)
    assert last.astimezone(ZoneInfo("Europe/Berlin")).hour == 13
    assert answer.rows_read > 0
    assert answer.bytes_read > 0
    assert answer.elapsed_ms > 0


def test_values_travel_as_they_are(clickhouse: Client) -> None:
    store(clickhouse, 7, HOSTILE)
    escaped = HOSTILE.replace("\\", "\\\\").replace("'", "\\'")
    answer = run(
        compile_query(
            f"SELECT event FROM events WHERE properties.plan = '{escaped}'", Context(team_id=7)
        )
    )
    assert answer.rows == [(HOSTILE,)]


@pytest.mark.parametrize(
    ("sql", "limits", "error", "code"),
    [
        pytest.param(
            "SELECT toInt64('secret') AS x", {}, InvalidRequestError, "query_value", id="value"
        ),
        pytest.param(
            "SELECT sum('secret') AS x", {}, InvalidRequestError, "query_types", id="types"
        ),
        pytest.param(
            "SELECT sleepEachRow(1) AS x FROM numbers(3)",
            {"max_execution_time": 1},
            QueryTimeoutError,
            "query_timeout",
            id="time",
        ),
        pytest.param(
            "SELECT groupArray(number) AS x FROM numbers(10000000)",
            {"max_memory_usage": 10_000_000},
            QueryTimeoutError,
            "query_memory_limit",
            id="memory",
        ),
        pytest.param(
            "SELECT uniqState('secret') AS x",
            {},
            InvalidRequestError,
            "query_value",
            id="a value of no type of ours",
        ),
        pytest.param(
            "SELECT repeat('secret', 100) AS x, throwIf(number = 200) FROM numbers(300)"
            " SETTINGS max_block_size = 10",
            {"readonly": 0},
            InvalidRequestError,
            "query_value",
            id="an error behind the first rows",
        ),
        pytest.param("SELECT secret AS x", {}, ProductError, "query_failed", id="our mistake"),
        pytest.param("TRUNCATE TABLE events", {}, ProductError, "query_failed", id="a change"),
    ],
)
@pytest.mark.usefixtures("clickhouse")
def test_what_clickhouse_refuses_is_told_in_our_words(
    sql: str, limits: dict[str, float], error: type[ProductError], code: str
) -> None:
    with pytest.raises(error) as caught:
        run(statement(sql, **limits))
    assert caught.value.code == code
    assert "secret" not in caught.value.detail
    assert "DB::" not in caught.value.detail


def test_nothing_is_changed_by_a_statement_that_is_read_only(clickhouse: Client) -> None:
    store(clickhouse, 7, "viewed")
    with pytest.raises(ProductError):
        run(statement("ALTER TABLE events DELETE WHERE 1"))
    assert clickhouse.query("SELECT count() FROM events").result_rows == [(1,)]


def test_a_server_that_is_away_is_temporarily_unavailable() -> None:
    away = replace(settings.current(), clickhouse_url="http://127.0.0.1:1")
    with settings.use(away), pytest.raises(TemporarilyUnavailableError):
        run(statement("SELECT 1 AS x"))
