"""EventsQuery from the node to ClickHouse and back; another team has the same events."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hogql.context import Action, Context
from hogql.insights.context import Answer, InsightContext
from hogql.insights.events_list.build import build
from hogql.insights.events_list.models import EventsQuery
from hogql.insights.events_list.shape import shape
from shared.ids import person_id
from tests.integration.hogql.insights.events import GivenEvent, insert_events, read_events
from tests.integration.hogql.insights.run import ask

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = count(7600)
CONTEXT = InsightContext(
    timezone="UTC", week_start_day=0, now=datetime(2020, 1, 24, 12, tzinfo=UTC), actions={1: "Pays"}
)
EVENTS = read_events("""
2020-01-20 12:00:00 u1 old plan=free
2020-01-24 09:00:00 u1 view plan=free
2020-01-24 10:00:00 u2 paid plan=pro
2020-01-24 11:00:00 u1 view plan=pro
""")


def asked(client: "Client", body: dict[str, Any]) -> dict[str, Any]:
    team = next(TEAMS)
    for owner in (team, next(TEAMS)):
        insert_events(client, owner, EVENTS)
    return asked_of(team, body)


def asked_of(team: int, body: dict[str, Any]) -> dict[str, Any]:
    actions = (Action(id=1, name="Pays", condition="event = 'paid'"),)
    request = EventsQuery.model_validate({"kind": "EventsQuery", **body})
    known = Context(team_id=team, actions=actions, group_types=("company",))
    answers: list[Answer] = [
        ask(query.tree, team, CONTEXT, known) for query in build(request, CONTEXT)
    ]
    return shape(answers, request, CONTEXT).model_dump(mode="json", by_alias=True)


def test_a_star_is_an_event_and_a_person_an_object(shared_clickhouse: "Client") -> None:
    response = asked(shared_clickhouse, {"select": ["*", "person", "event"], "limit": 1})
    ((event, person, name),) = response["results"]
    assert list(event) == [
        *("uuid", "event", "properties", "timestamp", "distinct_id", "elements_chain"),
        "created_at",
    ]
    assert (event["event"], event["properties"], name) == ("view", {"plan": "pro"}, "view")
    assert event["timestamp"].startswith("2020-01-24T11:00:00")
    assert list(person) == ["uuid", "created_at", "properties", "distinct_id"]
    assert UUID(person["uuid"]).int
    assert person["distinct_id"] == "u1"
    assert response["columns"] == ["*", "person", "event"]
    assert len(response["types"]) == 3
    assert (response["hasMore"], response["limit"], response["offset"]) == (True, 1, 0)


def test_the_page_behind_the_last_row_says_so(shared_clickhouse: "Client") -> None:
    response = asked(shared_clickhouse, {"select": ["event"], "limit": 2, "offset": 2})
    assert response["results"] == [["view"]]
    assert (response["hasMore"], response["offset"]) == (False, 2)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ["view", "paid", "view"]),
        ({"after": "all"}, ["view", "paid", "view", "old"]),
        ({"after": "-7d", "before": "-2d"}, ["old"]),
        ({"after": "2020-01-24T09:00:00", "before": "2020-01-24T11:00:00"}, ["paid"]),
        ({"event": "paid"}, ["paid"]),
        ({"events": ["paid", "old"], "after": "all"}, ["paid", "old"]),
        ({"actionId": 1}, ["paid"]),
        ({"where": ["event = 'view'", "properties.plan = 'free'"]}, ["view"]),
        ({"properties": [{"key": "plan", "value": "pro", "type": "event"}]}, ["view", "paid"]),
        ({"fixedProperties": [{"key": "plan", "value": "free", "type": "event"}]}, ["view"]),
        ({"orderBy": ["event", "timestamp"]}, ["paid", "view", "view"]),
    ],
)
def test_the_events_are_those_that_match(
    shared_clickhouse: "Client", body: dict[str, Any], expected: list[str]
) -> None:
    response = asked(shared_clickhouse, {"select": ["event"], **body})
    assert response["results"] == [[name] for name in expected]


def test_events_of_the_future_are_shown_to_who_names_an_end(shared_clickhouse: "Client") -> None:
    team = next(TEAMS)
    events = read_events("2020-01-24 12:00:04 u1 soon\n2020-01-24 12:00:06 u1 later")
    insert_events(shared_clickhouse, team, events)
    assert asked_of(team, {"select": ["event"]})["results"] == [["soon"]]
    for before in ("all", "2020-01-24T13:00:00"):
        found = asked_of(team, {"select": ["event"], "before": before})["results"]
        assert found == [["later"], ["soon"]]


def test_an_event_at_either_bound_is_not_shown(shared_clickhouse: "Client") -> None:
    team = next(TEAMS)
    at = datetime(2020, 1, 24, 9, tzinfo=UTC)
    events = [
        GivenEvent(at=at + timedelta(milliseconds=place), distinct_id="u1", name=f"e{place}")
        for place in range(4)
    ]
    insert_events(shared_clickhouse, team, events)
    body = {"after": "2020-01-24T09:00:00.000Z", "before": "2020-01-24T09:00:00.003Z"}
    assert asked_of(team, {"select": ["event"], **body})["results"] == [["e2"], ["e1"]]


def test_the_events_of_one_person_are_found(shared_clickhouse: "Client") -> None:
    team = next(TEAMS)
    insert_events(shared_clickhouse, team, EVENTS)
    body = {"select": ["event"], "personId": str(person_id(team, "u2"))}
    assert asked_of(team, body)["results"] == [["paid"]]


def test_an_aggregate_groups_by_the_other_columns(shared_clickhouse: "Client") -> None:
    response = asked(shared_clickhouse, {"select": ["event", "count()", "properties.plan -- Plan"]})
    assert sorted(response["results"]) == [
        ["paid", 1, "pro"],
        ["view", 1, "free"],
        ["view", 1, "pro"],
    ]
    totals = asked(shared_clickhouse, {"select": ["event", "count()"]})
    assert totals["results"] == [["view", 2], ["paid", 1]]


def test_no_condition_reaches_the_events_of_another_team(shared_clickhouse: "Client") -> None:
    body = {"select": ["count()"], "where": ["1 = 1 OR team_id > 0"], "after": "all"}
    assert asked(shared_clickhouse, body)["results"] == [[4]]
