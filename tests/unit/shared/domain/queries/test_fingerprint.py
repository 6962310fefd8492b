"""What the key of a result depends on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from hogql.context import Restrictions
from hogql.insights.registry import read_node
from shared.domain.queries.fingerprint import fingerprint, reads_own_lines
from shared.domain.teams.models import PathCleaningFilter, Project

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUERY = {"kind": "HogQLQuery", "query": "SELECT 1", "values": {"b": 1, "a": [1, 2]}}
PROJECT = Project(
    id=1,
    uuid=UUID(int=1),
    organization=UUID(int=2),
    organization_id=UUID(int=2),
    project_id=1,
    name="Project",
    api_token="phc_a",
    timezone="UTC",
    week_start_day=None,
    anonymize_ips=False,
    test_account_filters=[],
    test_account_filters_default_checked=False,
    path_cleaning_filters=[],
    aggregate_users_by_distinct_id=False,
    app_urls=[],
    cookieless_server_hash_mode=0,
    drop_rules=[],
    events_per_minute=None,
    created_at=NOW,
    updated_at=NOW,
)


def key_of(query: dict[str, Any], now: datetime = NOW, **project: Any) -> str:
    return fingerprint(PROJECT.model_copy(update=project), read_node(query), now)


@pytest.mark.parametrize(
    ("query", "now", "project"),
    [
        pytest.param(QUERY, NOW, {"id": 2}, id="project"),
        pytest.param(QUERY, NOW, {"timezone": "Asia/Tokyo"}, id="time zone"),
        pytest.param(QUERY, NOW, {"week_start_day": 1}, id="week"),
        pytest.param(QUERY, NOW, {"test_account_filters": [{"key": "a"}]}, id="test accounts"),
        pytest.param(
            QUERY, NOW, {"path_cleaning_filters": [PathCleaningFilter(regex="a")]}, id="paths"
        ),
        pytest.param(QUERY, NOW, {"aggregate_users_by_distinct_id": True}, id="distinct ids"),
        pytest.param({**QUERY, "query": "SELECT 2"}, NOW, {}, id="text"),
        pytest.param({**QUERY, "values": {"b": 1, "a": [2, 1]}}, NOW, {}, id="order of a list"),
        pytest.param(QUERY, NOW + timedelta(days=1), {}, id="day"),
    ],
)
def test_what_changes_the_answer_changes_the_key(
    query: dict[str, Any], now: datetime, project: dict[str, Any]
) -> None:
    assert key_of(query, now, **project) != key_of(QUERY)


@pytest.mark.parametrize(
    ("query", "now", "project"),
    [
        pytest.param({**QUERY, "values": {"a": [1, 2], "b": 1}}, NOW, {}, id="order of names"),
        pytest.param({**QUERY, "tags": {"scene": "x"}, "name": "x"}, NOW, {}, id="tags"),
        pytest.param({**QUERY, "explain": None}, NOW, {}, id="null"),
        pytest.param({"kind": "DataTableNode", "source": QUERY}, NOW, {}, id="wrapper"),
        pytest.param(QUERY, NOW + timedelta(hours=11), {}, id="hour"),
        pytest.param(QUERY, NOW, {"name": "Renamed"}, id="name of the project"),
    ],
)
def test_what_does_not_change_the_answer_keeps_the_key(
    query: dict[str, Any], now: datetime, project: dict[str, Any]
) -> None:
    assert key_of(query, now, **project) == key_of(QUERY)


def test_the_day_is_that_of_the_project() -> None:
    evening = datetime(2026, 11, 22, 16, tzinfo=UTC)  # one o'clock the next day in Tokyo

    assert key_of(QUERY, evening, timezone="Asia/Tokyo") != key_of(QUERY, timezone="Asia/Tokyo")


@pytest.mark.parametrize(
    "restrictions",
    [
        Restrictions(tables=frozenset({"persons"})),
        Restrictions(properties=frozenset({("person", "email")})),
    ],
)
def test_a_result_is_not_shared_with_whoever_may_read_more(restrictions: Restrictions) -> None:
    node = read_node(QUERY)
    assert fingerprint(PROJECT, node, NOW, restrictions=restrictions) != key_of(QUERY)
    again = fingerprint(PROJECT, node, NOW, restrictions=restrictions)
    assert again == fingerprint(PROJECT, node, NOW, restrictions=restrictions)


HIDDEN_QUERIES = [
    "(SELECT count() FROM query_log) > 0",
    "(SELECT count() FROM Query_Log) > 0",
    '(SELECT count() FROM "query\\x5flog") > 0',
]


@pytest.mark.parametrize("text", HIDDEN_QUERIES)
def test_a_query_in_a_filter_that_shows_one_s_own_lines_is_kept_for_oneself(text: str) -> None:
    series = [{"kind": "EventsNode", "event": "a"}]
    filters = [{"type": "hogql", "key": text}]
    node = {"kind": "TrendsQuery", "series": series, "properties": filters}
    assert reads_own_lines(read_node(node))
    plain = {"kind": "TrendsQuery", "series": series, "properties": []}
    assert not reads_own_lines(read_node(plain))
