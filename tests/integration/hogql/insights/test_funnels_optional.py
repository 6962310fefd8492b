"""Funnels with a step that may be passed over: numbers, people and values, worked out by hand.

ann  pro   view 10:00, cart 11:00, pay 13:00
ben  free  view 10:00,             pay 10:30, cart 10:40
cat  free  view 10:00, cart 10:10
"""

from itertools import count as counter
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from tests.integration.hogql.insights.assertions import find
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import Told, World, make_world

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(9500)
EVENTS = TypeAdapter(list[Told]).validate_python(
    [
        {
            "distinct_id": who,
            "event": event,
            "timestamp": f"2020-01-02T{at}:00Z",
            "properties": {"plan": plan},
        }
        for who, plan, event, at in (
            ("ann", "pro", "view", "10:00"),
            ("ann", "pro", "cart", "11:00"),
            ("ann", "pro", "pay", "13:00"),
            ("ben", "free", "view", "10:00"),
            ("ben", "free", "pay", "10:30"),
            ("ben", "free", "cart", "10:40"),
            ("cat", "free", "view", "10:00"),
            ("cat", "free", "cart", "10:10"),
        )
    ]
)
SPLIT: "JsonValue" = {"breakdown": "plan"}


@pytest.fixture
def world(shared_clickhouse: "Client") -> World:
    return make_world(shared_clickhouse, next(TEAMS), EVENTS)


def funnel(**fields: "JsonValue") -> "dict[str, JsonValue]":
    return {
        "kind": "FunnelsQuery",
        "series": [
            {"kind": "EventsNode", "event": "view"},
            {"kind": "EventsNode", "event": "cart", "optionalInFunnel": True},
            {"kind": "EventsNode", "event": "pay"},
        ],
        "dateRange": {"date_from": "2020-01-02", "date_to": "2020-01-03"},
        **fields,
    }


def ask(world: World, body: "dict[str, JsonValue]") -> "JsonValue":
    return answer(body, team_id=world.team_id, context=world.context, known=world.known)


def people(world: World, step: int, **fields: "JsonValue") -> int:
    named = fields.pop("named", None)
    source: dict[str, JsonValue] = {
        "kind": "FunnelsActorsQuery",
        "source": funnel(**fields),
        "funnelStep": step,
    }
    if named is not None:
        source["funnelStepBreakdown"] = named
    found = find(ask(world, {"kind": "ActorsQuery", "source": source, "select": ["id"]}), "results")
    assert isinstance(found, list)
    return len(found)


def test_who_passes_over_an_optional_step_converts(world: World) -> None:
    response = ask(world, funnel())
    assert find(response, "results.*.count") == [3, 2, 2]


def test_times_are_from_the_required_step_before(world: World) -> None:
    response = ask(world, funnel())
    assert find(response, "results.*.average_conversion_time") == [None, 2100, 6300]
    assert find(response, "results.*.median_conversion_time") == [None, 2100, 6300]


@pytest.mark.parametrize(("step", "count"), [(1, 3), (2, 2), (3, 2), (-2, 1), (-3, 1)])
def test_people_of_a_step_are_as_many_as_its_number(world: World, step: int, count: int) -> None:
    assert people(world, step) == count


@pytest.mark.parametrize("attribution", ["first_touch", "last_touch", "all_events"])
def test_values_have_numbers_and_people_of_their_own(world: World, attribution: str) -> None:
    fields: dict[str, JsonValue] = {
        "breakdownFilter": SPLIT,
        "funnelsFilter": {"breakdownAttributionType": attribution},
    }
    lists = find(ask(world, funnel(**fields)), "results")
    assert isinstance(lists, list)
    found = {str(find(each, "0.breakdown")): find(each, "*.count") for each in lists}
    assert found == {"['free']": [2, 1, 1], "['pro']": [1, 1, 1]}
    assert [people(world, step, named=["free"], **fields) for step in (1, 2, 3, -2, -3)] == [
        2,
        1,
        1,
        1,
        1,
    ]


def test_of_values_of_the_optional_step_are_only_those_who_did_it_at_some_time(
    world: World,
) -> None:
    attributed: JsonValue = {"breakdownAttributionType": "step", "breakdownAttributionValue": 1}
    lists = find(ask(world, funnel(breakdownFilter=SPLIT, funnelsFilter=attributed)), "results")
    assert isinstance(lists, list)
    found = {str(find(each, "0.breakdown")): find(each, "*.count") for each in lists}
    assert found == {"['free']": [2, 1, 1], "['pro']": [1, 1, 1]}
