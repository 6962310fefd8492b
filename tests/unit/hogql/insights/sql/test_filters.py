"""``{filters}`` stands for conditions on the table of the SELECT around it."""

from __future__ import annotations

from typing import Final

import pytest

from hogql.canonical import to_hogql
from hogql.insights.sql.filters import fill_filters
from hogql.insights.sql.models import HogQLFilters
from hogql.parser import parse_select
from tests.unit.hogql.insights.contexts import make_context

SINCE: Final = "toDateTime('2020-01-02T00:00:00.000Z')"
FILTERS: Final = HogQLFilters.model_validate(
    {
        "dateRange": {"date_from": "2020-01-02"},
        "properties": [{"key": "plan", "value": "pro", "type": "event"}],
    }
)
DATES: Final = HogQLFilters.model_validate({"dateRange": {"date_from": "2020-01-02"}})


def filled(text: str, filters: HogQLFilters | None = FILTERS) -> str:
    return to_hogql(fill_filters(parse_select(text), filters, make_context("UTC")))


def same(text: str) -> str:
    return to_hogql(parse_select(text))


def test_a_table_that_stands_alone_needs_no_name() -> None:
    assert filled("SELECT 1 FROM events WHERE {filters}") == same(
        f"SELECT 1 FROM events WHERE timestamp >= {SINCE} AND properties.plan = 'pro'"
    )


def test_a_table_that_is_joined_is_named() -> None:
    joined = "FROM events AS e JOIN persons AS p ON p.id = e.person_id"
    assert filled(f"SELECT 1 {joined} WHERE {{filters}}") == same(
        f"SELECT 1 {joined} WHERE e.timestamp >= {SINCE} AND e.properties.plan = 'pro'"
    )


def test_the_table_need_not_be_the_first() -> None:
    joined = "FROM (SELECT 1 AS x) AS q CROSS JOIN events"
    assert filled(f"SELECT 1 {joined} WHERE {{filters}}", DATES) == same(
        f"SELECT 1 {joined} WHERE events.timestamp >= {SINCE}"
    )


def test_every_select_has_its_own_table() -> None:
    text = (
        "WITH a AS (SELECT event FROM events WHERE {filters}) SELECT 1 FROM a, events AS e "
        "WHERE {filters} AND e.event IN (SELECT event FROM events AS i, a WHERE {filters})"
    )
    assert filled(text, DATES) == same(
        f"WITH a AS (SELECT event FROM events WHERE timestamp >= {SINCE}) "
        f"SELECT 1 FROM a, events AS e WHERE e.timestamp >= {SINCE} AND e.event IN "
        f"(SELECT event FROM events AS i, a WHERE i.timestamp >= {SINCE})"
    )


@pytest.mark.parametrize(
    ("table", "time"),
    [
        ("sessions", "$start_timestamp"),
        ("persons", "created_at"),
        ("session_replay_events", "min_first_timestamp"),
        ("mine", "timestamp"),
    ],
)
def test_dates_are_about_the_time_of_the_table(table: str, time: str) -> None:
    assert filled(f"SELECT 1 FROM {table} WHERE {{filters}}", DATES) == same(
        f"SELECT 1 FROM {table} WHERE {time} >= {SINCE}"
    )


@pytest.mark.parametrize(
    "text", ["SELECT {filters}", "SELECT 1 FROM events WHERE {filters}", "SELECT 1 LIMIT {filters}"]
)
def test_without_filters_nothing_is_asked(text: str) -> None:
    assert filled(text, None) == same(text.replace("{filters}", "true"))
