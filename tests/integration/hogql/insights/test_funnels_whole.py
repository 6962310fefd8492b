"""Funnels over one small project, with numbers worked out by hand.

ann   pro   o1    2 Jan 10:00 view (Chrome), 11:00 cart (Chrome), 13:00 pay (Edge)
ben   free  o1    2 Jan 12:00 view (Edge);  3 Jan 10:00 view (Edge), 10:30 cart (no browser)
cat   (no)  (no)  3 Jan 09:00 view (Opera);  staff
"""

from dataclasses import replace
from itertools import count as counter
from typing import TYPE_CHECKING

import pytest
from msgspec import structs
from pydantic import TypeAdapter

from hogql.context import Action
from hogql.property_filters.models import PropertyFilter
from tests.integration.hogql.insights.assertions import find
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import (
    Told,
    ToldCohort,
    ToldPerson,
    World,
    make_world,
)

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(9000)
ORG: "dict[str, JsonValue]" = {"$groups": {"org": "o1"}}
EVENTS = TypeAdapter(list[Told]).validate_python(
    [
        {
            "distinct_id": who,
            "event": event,
            "timestamp": f"2020-01-{at}:00Z",
            "properties": properties,
        }
        for who, event, at, properties in (
            ("ann", "view", "02T10:00", {**ORG, "$browser": "Chrome", "room": "r1"}),
            ("ann", "cart", "02T11:00", {**ORG, "$browser": "Chrome", "room": "r1"}),
            ("ann", "pay", "02T13:00", {**ORG, "$browser": "Edge", "room": "r2"}),
            ("ben", "view", "02T12:00", {**ORG, "$browser": "Edge", "room": "r2"}),
            ("ben", "view", "03T10:00", {**ORG, "$browser": "Edge"}),
            ("ben", "cart", "03T10:30", {**ORG}),
            ("cat", "view", "03T09:00", {"$browser": "Opera", "staff": True}),
        )
    ]
)
PERSONS = TypeAdapter(list[ToldPerson]).validate_python(
    [
        {"distinct_ids": ["ann"], "properties": {"plan": "pro"}},
        {"distinct_ids": ["ben"], "properties": {"plan": "free"}},
    ]
)
COHORTS = {"pros": ToldCohort(name="Pros", person_properties={"plan": "pro"}, is_static=False)}
NONE, OTHER = "$$_posthog_breakdown_null_$$", "$$_posthog_breakdown_other_$$"


@pytest.fixture
def world(shared_clickhouse: "Client") -> World:
    return make_world(shared_clickhouse, next(TEAMS), EVENTS, persons=PERSONS, cohorts=COHORTS)


def ask(world: World, funnel: "dict[str, JsonValue]", **fields: "JsonValue") -> "JsonValue":
    body: dict[str, JsonValue] = {
        "kind": "FunnelsQuery",
        "series": [{"kind": "EventsNode", "event": name} for name in ("view", "cart", "pay")],
        "dateRange": {"date_from": "2020-01-02", "date_to": "2020-01-03"},
        "funnelsFilter": funnel,
        **fields,
    }
    return answer(body, team_id=world.team_id, context=world.context, known=world.known)


def counts(response: "JsonValue") -> "JsonValue":
    return find(response, "results.*.count")


def by_value(response: "JsonValue") -> "dict[str, JsonValue]":
    lists = find(response, "results")
    assert isinstance(lists, list)
    return {str(find(each, "0.breakdown")): find(each, "*.count") for each in lists}


def test_each_step_counts_its_persons_and_the_time_from_the_one_before(world: World) -> None:
    response = ask(world, {})
    assert counts(response) == [3, 2, 1]
    assert find(response, "results.*.average_conversion_time") == [None, 2700, 7200]
    assert find(response, "results.*.median_conversion_time") == [None, 2700, 7200]
    assert find(response, "results.*.order") == [0, 1, 2]
    assert find(response, "results.*.action_id") == ["view", "cart", "pay"]


def test_nobody_at_all_is_no_step(world: World) -> None:
    response = ask(world, {}, dateRange={"date_from": "2019-01-02", "date_to": "2019-01-03"})
    assert find(response, "results") == []


@pytest.mark.parametrize("order", ["ordered", "strict"])
def test_events_outside_of_the_range_take_no_part(world: World, order: str) -> None:
    range_ = {"date_from": "2020-01-02", "date_to": "2020-01-02"}
    assert counts(ask(world, {"funnelOrderType": order}, dateRange={**range_})) == [2, 1, 1]


def test_groups_walk_together(world: World) -> None:
    response = ask(world, {}, aggregation_group_type_index=0)
    assert counts(response) == [1, 1, 1]


@pytest.mark.parametrize("order", ["ordered", "strict"])
def test_an_expression_says_who_walks(world: World, order: str) -> None:
    response = ask(world, {"funnelAggregateByHogQL": "properties.room", "funnelOrderType": order})
    assert counts(response) == [2, 1, 0]


def test_test_accounts_are_left_out(world: World) -> None:
    wanted = PropertyFilter.model_validate(
        {"key": "staff", "value": "true", "operator": "is_not", "type": "event"}
    )
    context = replace(world.context, test_account_filters=(wanted,))
    response = ask(replace(world, context=context), {}, filterTestAccounts=True)
    assert counts(response) == [2, 2, 1]


def test_filters_are_for_all_steps(world: World) -> None:
    chrome: JsonValue = [{"key": "$browser", "value": "Chrome", "type": "event"}]
    assert counts(ask(world, {}, properties=chrome)) == [1, 1, 0]


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        ("first_touch", {"Chrome": [1, 1, 1], "Edge": [1, 1, 0], "Opera": [1, 0, 0]}),
        ("last_touch", {"Edge": [1, 1, 1], NONE: [1, 1, 0], "Opera": [1, 0, 0]}),
        ("all_events", {"Chrome": [1, 1, 0], "Edge": [1, 0, 0], "Opera": [1, 0, 0]}),
        ("step", {"Chrome": [1, 1, 1], "Edge": [1, 1, 0], "Opera": [1, 0, 0]}),
    ],
)
def test_a_breakdown_attributes_each_actor(
    world: World, attribution: str, expected: "dict[str, JsonValue]"
) -> None:
    response = ask(
        world,
        {"breakdownAttributionType": attribution, "breakdownAttributionValue": 0},
        breakdownFilter={"breakdown": "$browser", "breakdown_type": "event"},
    )
    assert by_value(response) == {str([name]): numbers for name, numbers in expected.items()}


@pytest.mark.parametrize("order", ["ordered", "strict"])
def test_the_rest_is_one_list_and_may_be_hidden(world: World, order: str) -> None:
    split: dict[str, JsonValue] = {"breakdown": "$browser", "breakdown_limit": 1}
    response = ask(world, {"funnelOrderType": order}, breakdownFilter=split)
    assert by_value(response) == {
        "['Chrome']": [1, 1, 1],
        str([OTHER]): [2, 1, 0],
    }
    hidden = ask(
        world,
        {"funnelOrderType": order},
        breakdownFilter={**split, "breakdown_hide_other_aggregation": True},
    )
    assert by_value(hidden) == {"['Chrome']": [1, 1, 1]}


def test_a_breakdown_by_cohort_has_its_name_and_id(world: World) -> None:
    identity = world.cohort_ids["pros"]
    response = ask(world, {}, breakdownFilter={"breakdown": [identity], "breakdown_type": "cohort"})
    assert find(response, "results.0.*.count") == [1, 1, 1]
    assert find(response, "results.0.0.breakdown") == "Pros"
    assert find(response, "results.0.0.breakdown_value") == identity


def test_a_person_property_splits_too(world: World) -> None:
    response = ask(world, {}, breakdownFilter={"breakdown": "plan", "breakdown_type": "person"})
    assert by_value(response) == {
        "['pro']": [1, 1, 1],
        "['free']": [1, 1, 0],
        str([NONE]): [1, 0, 0],
    }


def test_several_properties_split_into_lists(world: World) -> None:
    response = ask(
        world, {}, breakdownFilter={"breakdown": ["$browser", "room"], "breakdown_type": "event"}
    )
    assert by_value(response) == {
        "['Chrome', 'r1']": [1, 1, 1],
        "['Edge', 'r2']": [1, 1, 0],
        str(["Opera", NONE]): [1, 0, 0],
    }


def test_a_trend_is_the_rate_of_the_day_of_entry(world: World) -> None:
    response = ask(world, {"funnelVizType": "trends", "funnelToStep": 1})
    # On 2 January ann and ben enter, and ben's cart of the next day is in the window.
    assert find(response, "results.0.data") == [100, 50]
    assert find(response, "results.0.days") == ["2020-01-02", "2020-01-03"]
    hour: dict[str, JsonValue] = {"funnelWindowInterval": 1, "funnelWindowIntervalUnit": "hour"}
    narrow = ask(world, {"funnelVizType": "trends", "funnelToStep": 1, **hour})
    assert find(narrow, "results.0.data") == [50, 50]


def test_a_trend_has_a_line_for_each_value(world: World) -> None:
    response = ask(world, {"funnelVizType": "trends"}, breakdownFilter={"breakdown": "$browser"})
    assert find(response, "results.*.breakdown_value") == [["Edge"], ["Chrome"], ["Opera"]]
    assert find(response, "results.*.data") == [[0, 0], [100, 0], [0, 0]]


def test_an_action_may_be_a_step_and_an_exclusion(world: World) -> None:
    action = Action(id=7, name="Carted", condition="event = 'cart'")
    known = structs.replace(world.known, actions=(action,))
    context = replace(world.context, actions={7: "Carted"})
    told = replace(world, known=known, context=context)
    series: JsonValue = [
        {"kind": "EventsNode", "event": "view"},
        {"kind": "ActionsNode", "id": 7, "custom_name": "In the cart"},
    ]
    response = ask(told, {}, series=series)
    assert counts(response) == [3, 2]
    assert find(response, "results.1.name") == "Carted"
    assert find(response, "results.1.custom_name") == "In the cart"
    assert find(response, "results.1.type") == "actions"
    exclusions: JsonValue = [
        {"kind": "ActionsNode", "id": 7, "funnelFromStep": 0, "funnelToStep": 2}
    ]
    plain: JsonValue = [{"kind": "EventsNode", "event": name} for name in ("view", "x", "pay")]
    assert counts(ask(told, {"exclusions": exclusions}, series=plain)) == [1, 0, 0]


def test_a_sample_is_scaled_up(world: World) -> None:
    assert counts(ask(world, {}, samplingFactor=1)) == [3, 2, 1]
    sampled = counts(ask(world, {}, samplingFactor=0.5))
    assert isinstance(sampled, list)
    assert all(isinstance(count, int) and count % 2 == 0 for count in sampled)
