"""Names, properties and samples of values, from the node to ClickHouse and back."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from hogql.context import Action, Context
from hogql.insights.context import InsightContext
from tests.integration.hogql.insights.events import insert_events, read_events
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = count(7000)
CONTEXT = InsightContext(
    timezone="UTC",
    week_start_day=0,
    now=datetime(2020, 2, 1, tzinfo=UTC),
    actions={1: "Pays"},
)
EVENTS = read_events("""
2020-01-20 12:00:00 u1 paid plan=pro amount=5 $ip=1.2.3.4 $browser=Chrome
2020-01-21 12:00:00 u1 paid plan=pro amount=7
2020-01-22 12:00:00 u2 paid plan=free amount=9
2020-01-22 12:00:00 u2 seen
2019-11-22 12:00:00 u2 seen
2019-11-22 12:00:00 u2 old plan=never
""")
PERSON = ("team_id", "id", "created_at", "properties", "is_deleted", "version")


def asked(client: "Client", body: dict[str, Any], *, now: datetime = CONTEXT.now) -> Any:
    team = next(TEAMS)
    for owner in (team, next(TEAMS)):
        insert_events(client, owner, EVENTS)
        insert_actors(client, owner)
    actions = (Action(id=1, name="Pays", condition="event = 'paid'"),)
    known = Context(team_id=team, actions=actions, group_types=("company",))
    return answer(body, team_id=team, context=replace(CONTEXT, now=now), known=known)


def insert_actors(client: "Client", team: int) -> None:
    born = [datetime(2020, 1, day, tzinfo=UTC) for day in (1, 2, 3)]
    plans = ["free", "pro", "pro"]
    ids = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(3)]
    persons = [
        [team, one, at, {"plan": plan}, 0, 1]
        for one, at, plan in zip(ids, born, plans, strict=True)
    ]
    client.insert("person", persons, column_names=PERSON)
    names = ("team_id", "group_type", "group_key", "created_at", "properties", "is_deleted")
    groups = [[team, "company", "acme", born[0], {"size": "12"}, 0, 1]]
    client.insert("groups", groups, column_names=(*names, "version"))


def test_the_events_of_a_project_are_those_of_30_days(shared_clickhouse: "Client") -> None:
    response = asked(shared_clickhouse, {"kind": "TeamTaxonomyQuery"})
    assert response["results"] == [{"event": "paid", "count": 3}, {"event": "seen", "count": 1}]


def test_the_events_are_read_page_by_page(shared_clickhouse: "Client") -> None:
    first = asked(shared_clickhouse, {"kind": "TeamTaxonomyQuery", "limit": 1})
    rest = asked(shared_clickhouse, {"kind": "TeamTaxonomyQuery", "limit": 1, "offset": 1})
    assert [one["event"] for one in first["results"]] == ["paid"]
    assert [one["event"] for one in rest["results"]] == ["seen"]
    assert (first["hasMore"], rest["hasMore"]) == (True, False)


@pytest.mark.parametrize("subject", [{"event": "paid"}, {"actionId": 1}])
def test_an_event_has_properties_with_their_latest_values(
    subject: dict[str, Any], shared_clickhouse: "Client"
) -> None:
    response = asked(
        shared_clickhouse, {"kind": "EventTaxonomyQuery", "maxPropertyValues": 2, **subject}
    )
    assert response["results"] == [
        {"property": "amount", "sample_values": ["9", "7"], "sample_count": 3},
        {"property": "plan", "sample_values": ["free", "pro"], "sample_count": 2},
        {"property": "$browser", "sample_values": ["Chrome"], "sample_count": 1},
    ]


def test_named_properties_have_their_most_frequent_values(shared_clickhouse: "Client") -> None:
    properties = ["plan", "nothing"]
    response = asked(
        shared_clickhouse,
        {"kind": "EventTaxonomyQuery", "event": "paid", "properties": properties},
    )
    assert response["results"] == [
        {"property": "plan", "sample_values": ["pro", "free"], "sample_count": 2}
    ]


def test_properties_of_persons_keep_the_order_asked(shared_clickhouse: "Client") -> None:
    response = asked(
        shared_clickhouse,
        {"kind": "ActorsPropertyTaxonomyQuery", "properties": ["nothing", "plan"]},
    )
    assert response["results"] == [
        {"sample_values": [], "sample_count": 0},
        {"sample_values": ["pro", "free"], "sample_count": 2},
    ]


def test_properties_of_groups_are_those_of_their_type(shared_clickhouse: "Client") -> None:
    body = {"kind": "ActorsPropertyTaxonomyQuery", "properties": ["size"], "groupTypeIndex": 0}
    response = asked(shared_clickhouse, body)
    assert response["results"] == [{"sample_values": ["12"], "sample_count": 1}]


@pytest.mark.parametrize(
    ("asked_for", "expected"),
    [
        ({}, [("pro", 2), ("free", 1)]),
        ({"search_value": "R"}, [("pro", 2), ("free", 1)]),
        ({"search_value": "PR"}, [("pro", 2)]),
        ({"search_value": "%"}, []),
        ({"event_names": ["seen"]}, []),
        ({"event_names": ["seen", "paid"]}, [("pro", 2), ("free", 1)]),
        ({"property_key": "event", "is_column": True}, [("paid", 3), ("seen", 1)]),
        ({"property_type": "person"}, [("pro", 2), ("free", 1)]),
        ({"property_type": "person", "search_value": "fr"}, [("free", 1)]),
    ],
)
def test_the_values_of_a_property_come_with_the_most_frequent_first(
    shared_clickhouse: "Client", asked_for: dict[str, Any], expected: list[tuple[str, int]]
) -> None:
    node = {"kind": "PropertyValuesQuery", "property_type": "event", "property_key": "plan"}
    response = asked(
        shared_clickhouse, {**node, **asked_for}, now=datetime(2020, 1, 25, tzinfo=UTC)
    )
    assert [(one["name"], one["count"]) for one in response["results"]] == expected
