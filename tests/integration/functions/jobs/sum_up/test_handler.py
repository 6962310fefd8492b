"""What was inserted, summed up by hour and by value: how often it is done makes no difference."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from functions.jobs.sum_up.handler import handle
from shared import clock, ids
from shared.domain.spans import floor
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAM = 7
NOW = clock.now()
NOON = NOW.replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
AGAIN = {
    "since": (NOW - timedelta(minutes=10)).isoformat(),
    "until": (NOW + timedelta(hours=1)).isoformat(),
}


def _store(
    clickhouse: Client,
    *properties: dict[str, str],
    team_id: int = TEAM,
    inserted_at: datetime | None = None,
) -> None:
    names = ["uuid", "team_id", "event", "timestamp", "distinct_id", "person_id", "properties"]
    rows = [
        [uuid4(), team_id, "paid", NOON, "ann", ids.person_id(team_id, "ann"), found]
        for found in properties
    ]
    extra = [] if inserted_at is None else [inserted_at]
    added = [] if inserted_at is None else ["inserted_at"]
    clickhouse.insert("events", [[*row, *extra] for row in rows], column_names=[*names, *added])


def _values(clickhouse: Client, kind: str = "event") -> dict[tuple[int, str, str], int]:
    rows = clickhouse.query(
        "SELECT team_id, name, value, max(n) FROM property_values"
        " WHERE kind = {kind:String} GROUP BY ALL",
        parameters={"kind": kind},
    ).result_rows
    return {(team_id, name, value): n for team_id, name, value, n in rows}


def _hours(clickhouse: Client) -> list[tuple[int, str, datetime, int]]:
    found = clickhouse.query("SELECT team_id, event, hour, n FROM event_hours FINAL").result_rows
    return [(team_id, event, hour, n) for team_id, event, hour, n in found]


def test_values_are_counted_and_counting_again_adds_nothing(clickhouse: Client) -> None:
    _store(clickhouse, {"plan": "pro"}, {"plan": "pro"}, {"plan": "free"})
    handle(AGAIN, None)
    first = _values(clickhouse)
    handle(AGAIN, None)
    assert first == _values(clickhouse) == {(TEAM, "plan", "pro"): 2, (TEAM, "plan", "free"): 1}


def test_columns_of_their_own_are_properties_too(clickhouse: Client) -> None:
    names = ["uuid", "team_id", "event", "timestamp", "distinct_id", "person_id", "$browser"]
    row = [uuid4(), TEAM, "paid", NOON, "ann", ids.person_id(TEAM, "ann"), "Firefox"]
    clickhouse.insert("events", [row], column_names=names)
    handle(AGAIN, None)
    assert _values(clickhouse) == {(TEAM, "$browser", "Firefox"): 1}


def test_what_tells_who_somebody_is_stays_out(clickhouse: Client) -> None:
    private = {
        "email": "x",
        "$user_id": "7",
        "$ip": "1.2.3.4",
        "$device_id": "d",
        "sessionId": "s",
        "first_name": "Ann",
        "contact": "ann@example.com",
        "ref": "0190b5a4-6c1e-7cc0-8000-000000000000",
        "call": "+49 (30) 1234-5678",
        "long": "x" * 257,
        "list": '["a"]',
        "object": '{"a":1}',
        "empty": "",
    }
    _store(clickhouse, {**private, "item_id": "99", "plan": "pro", "width": "x" * 256})
    handle(AGAIN, None)
    assert {name for _, name, _ in _values(clickhouse)} == {"item_id", "plan", "width"}


def test_a_property_that_always_differs_is_left_out_and_the_most_frequent_are_kept(
    clickhouse: Client,
) -> None:
    rows = [{"unique": f"v{n}", "skewed": "often" if n % 4 else f"rare {n}"} for n in range(6000)]
    _store(clickhouse, *rows)
    handle(AGAIN, None)
    found = _values(clickhouse)
    assert {name for _, name, _ in found} == {"skewed"}
    assert len(found) == 1000
    assert found[TEAM, "skewed", "often"] == 4500


def test_persons_and_groups_have_values(clickhouse: Client) -> None:
    clickhouse.insert(
        "person",
        [[TEAM, uuid4(), {"plan": "pro", "email": "ann@example.com"}, 1]],
        column_names=["team_id", "id", "properties", "version"],
    )
    clickhouse.insert(
        "groups",
        [[TEAM, "company", "acme", {"industry": "herons"}, 1]],
        column_names=["team_id", "group_type", "group_key", "properties", "version"],
    )
    handle(AGAIN, None)
    assert _values(clickhouse, "person") == {(TEAM, "plan", "pro"): 1}
    assert _values(clickhouse, "group") == {(TEAM, "company.industry", "herons"): 1}


def test_an_hour_is_counted_anew_when_it_gets_events(clickhouse: Client) -> None:
    _store(clickhouse, {}, {})
    handle(AGAIN, None)
    assert _hours(clickhouse) == [(TEAM, "paid", NOON, 2)]
    _store(clickhouse, {}, {}, {})
    handle(AGAIN, None)
    handle(AGAIN, None)
    assert _hours(clickhouse) == [(TEAM, "paid", NOON, 5)]


def test_the_same_event_twice_counts_once_in_its_hour(clickhouse: Client) -> None:
    names = ["uuid", "team_id", "event", "timestamp", "distinct_id", "person_id"]
    row = [uuid4(), TEAM, "paid", NOON, "ann", ids.person_id(TEAM, "ann")]
    clickhouse.insert("events", [row], column_names=names)
    clickhouse.insert("events", [[*row[:5], ids.person_id(TEAM, "bob")]], column_names=names)
    handle(AGAIN, None)
    assert _hours(clickhouse) == [(TEAM, "paid", NOON, 1)]


def test_each_run_goes_on_where_the_last_one_ended(clickhouse: Client) -> None:
    early = floor(clock.now() - timedelta(minutes=1)) - timedelta(seconds=1)
    assert handle({}, None) == {"spans": 1}
    _store(clickhouse, {"plan": "pro"}, inserted_at=early - timedelta(hours=3))
    assert handle({}, None)["spans"] in {1, 2}
    assert _values(clickhouse) == {}
    _store(clickhouse, {"plan": "late"}, inserted_at=early)
    handle({}, None)
    assert {value for _, _, value in _values(clickhouse)} == {"late"}


def test_a_stretch_without_an_end_is_refused(clickhouse: Client) -> None:
    assert clickhouse
    with pytest.raises(InvalidRequestError):
        handle({"since": NOW.isoformat()}, None)
