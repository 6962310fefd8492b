"""Lines of the log of queries: written together, never at the cost of an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from shared import clock
from shared.clickhouse import query_log
from shared.clickhouse.query_log import LONGEST_TEXT, Line, note, write_waiting

if TYPE_CHECKING:
    import pytest
    from clickhouse_connect.driver.client import Client

LINE: Final = Line(
    team_id=7,
    user_id=3,
    event_time=clock.now(),
    query_id="cache_7_a",
    client_query_id="",
    kind="HogQLQuery",
    name="",
    query="SELECT 1",
    status="finished",
    error_code="",
    duration_ms=12,
    read_rows=1,
    read_bytes=8,
    result_rows=1,
    memory_bytes=0,
)


def queries(client: Client) -> list[str]:
    found = client.query("SELECT query FROM query_log ORDER BY query").result_rows
    return [str(query) for (query,) in found]


def test_the_first_line_is_written_at_once_and_others_wait(clickhouse: Client) -> None:
    note(LINE)
    note(replace(LINE, query="SELECT 2"))
    assert queries(clickhouse) == ["SELECT 1"]

    write_waiting()
    assert queries(clickhouse) == ["SELECT 1", "SELECT 2"]


def test_lines_are_written_together_when_the_last_time_is_long_ago(
    clickhouse: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 4):
        note(replace(LINE, query=f"SELECT {number}"))
    monkeypatch.setattr(query_log, "PAUSE_SECONDS", 0.0)
    note(replace(LINE, query="SELECT 4"))

    assert queries(clickhouse) == ["SELECT 1", "SELECT 2", "SELECT 3", "SELECT 4"]


def test_a_line_is_stored_as_it_is(clickhouse: Client) -> None:
    note(LINE)
    row = clickhouse.query(
        "SELECT team_id, user_id, status, duration_ms, event_time FROM query_log"
    )

    (found,) = row.result_rows
    assert found[:4] == (7, 3, "finished", 12)
    assert abs((found[4] - LINE.event_time).total_seconds()) < 0.001


def test_no_text_is_too_long_or_too_strange(clickhouse: Client) -> None:
    note(replace(LINE, query="\ud800" + "x" * 2 * LONGEST_TEXT))

    (text,) = queries(clickhouse)
    assert (text[:2], len(text)) == ("?x", LONGEST_TEXT)


def test_nobody_fails_for_a_log_that_can_not_be_written(clickhouse: Client) -> None:
    clickhouse.command("DROP TABLE query_log")

    note(LINE)
    note(LINE)
    write_waiting()
