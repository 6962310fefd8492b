"""Breakdowns, maths and formulas of trends over one small project, with numbers worked out by hand.

ann   Chrome  pro   o1    2 Jan 10:00 e n=1, 10:05 e n=3 (one session of 300 s), 3 Jan 09:00 e n=8
ben   Edge    free  o2    2 Jan 11:00 e n=5;  3 Jan 11:00 f
cat   Chrome  (no)  (no)  4 Jan 12:00 e n="many" on /shop/?a#b
"""

from itertools import count as counter
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from tests.integration.hogql.insights.assertions import find
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import (
    Told,
    ToldCohort,
    ToldPerson,
    ToldTeam,
    World,
    make_world,
)

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(100)
SESSION = "016f63b0-4980-7000-8000-000000000001"
ANN: "dict[str, JsonValue]" = {"$browser": "Chrome", "$groups": {"org": "o1"}}
EVENTS = TypeAdapter(list[Told]).validate_python(
    [
        {
            "distinct_id": "ben",
            "event": "$groupidentify",
            "timestamp": "2020-01-01T00:00:00Z",
            "properties": {
                "$group_type": "org",
                "$group_key": "o1",
                "$group_set": {"size": "big"},
            },
        },
        *(
            {
                "distinct_id": who,
                "event": event,
                "timestamp": f"2020-01-{at}:00Z",
                "properties": properties,
            }
            for who, event, at, properties in (
                ("ann", "e", "02T10:00", {**ANN, "n": 1, "$session_id": SESSION}),
                ("ann", "e", "02T10:05", {**ANN, "n": 3, "$session_id": SESSION}),
                ("ann", "e", "03T09:00", {**ANN, "n": 8}),
                ("ben", "e", "02T11:00", {"$browser": "Edge", "n": 5, "$groups": {"org": "o2"}}),
                ("ben", "f", "03T11:00", {"$browser": "Edge", "$groups": {"org": "o2"}}),
                (
                    "cat",
                    "e",
                    "04T12:00",
                    {"$browser": "Chrome", "n": "many", "$current_url": "https://x.y/shop/?#"},
                ),
            )
        ),
    ]
)
PERSONS = TypeAdapter(list[ToldPerson]).validate_python(
    [
        {"distinct_ids": ["ann"], "properties": {"plan": "pro"}},
        {"distinct_ids": ["ben"], "properties": {"plan": "free"}},
    ]
)
COHORTS = {"pros": ToldCohort(name="Pros", person_properties={"plan": "pro"}, is_static=False)}
COHORTS["all of ben"] = ToldCohort(name="Ben", person_properties={"plan": "free"}, is_static=True)
NONE, OTHER = "$$_posthog_breakdown_null_$$", "$$_posthog_breakdown_other_$$"


@pytest.fixture
def world(shared_clickhouse: "Client") -> World:
    return make_world(shared_clickhouse, next(TEAMS), EVENTS, persons=PERSONS, cohorts=COHORTS)


def ask(world: World, *series: "JsonValue", **fields: "JsonValue") -> "JsonValue":
    body: dict[str, JsonValue] = {
        "kind": "TrendsQuery",
        "series": [{"kind": "EventsNode", "event": "e", **_dict(one)} for one in series or ({},)],
        "dateRange": {"date_from": "2020-01-02", "date_to": "2020-01-04"},
        **fields,
    }
    return answer(body, team_id=world.team_id, context=world.context, known=world.known)


def _dict(value: "JsonValue") -> dict[str, "JsonValue"]:
    assert isinstance(value, dict)
    return value


def told(response: "JsonValue", *names: str) -> list[list["JsonValue"]]:
    rows = find(response, "results")
    assert isinstance(rows, list)
    return [[_dict(row)[name] for name in names] for row in rows]


BREAKDOWNS: list[tuple["JsonValue", list[list["JsonValue"]]]] = [
    ({"breakdown": "plan", "breakdown_type": "person"}, [["pro", 3], [NONE, 1], ["free", 1]]),
    (
        {"breakdown": "size", "breakdown_type": "group", "breakdown_group_type_index": 0},
        [["big", 3], [NONE, 2]],
    ),
    (
        {"breakdown": "$session_duration", "breakdown_type": "session"},
        [[NONE, 3], ["300", 2]],
    ),
    (
        {"breakdown": "distinct_id", "breakdown_type": "event_metadata"},
        [["ann", 3], ["ben", 1], ["cat", 1]],
    ),
    (
        {"breakdown": "concat('u-', distinct_id)", "breakdown_type": "hogql"},
        [["u-ann", 3], ["u-ben", 1], ["u-cat", 1]],
    ),
    (
        {"breakdown": "$current_url", "breakdown_normalize_url": True},
        [[NONE, 4], ["https://x.y/shop", 1]],
    ),
    ({"breakdowns": [{"property": "$browser"}]}, [[["Chrome"], 4], [["Edge"], 1]]),
    (
        {"breakdowns": [{"property": "$browser"}, {"property": "plan", "type": "person"}]},
        [[["Chrome", "pro"], 3], [["Chrome", NONE], 1], [["Edge", "free"], 1]],
    ),
    (
        {
            "breakdowns": [{"property": "$browser"}, {"property": "plan", "type": "person"}],
            "breakdown_limit": 1,
        },
        [[["Chrome", "pro"], 3], [[OTHER, OTHER], 2]],
    ),
    (
        {"breakdowns": [{"property": "n", "histogram_bin_count": 2}, {"property": "$browser"}]},
        [
            [["[1,4.5]", "Chrome"], 2],
            [[NONE, "Chrome"], 1],
            [["[4.5,8.01]", "Chrome"], 1],
            [["[4.5,8.01]", "Edge"], 1],
        ],
    ),
]


@pytest.mark.parametrize(("asked", "expected"), BREAKDOWNS)
@pytest.mark.parametrize("math", ["total", "hogql"])
def test_events_are_split_by_anything_in_one_pass_and_in_two(
    world: World, asked: "JsonValue", expected: list[list["JsonValue"]], math: str
) -> None:
    series: JsonValue = {"math": math, "math_hogql": "count()"}
    assert told(ask(world, series, breakdownFilter=asked), "breakdown_value", "count") == expected


def test_cohorts_are_rows_of_their_own(world: World) -> None:
    asked: JsonValue = [world.cohort_ids["pros"], world.cohort_ids["all of ben"], "all"]
    split: JsonValue = {"breakdown": asked, "breakdown_type": "cohort"}
    rows = told(ask(world, breakdownFilter=split), "breakdown_value", "label", "data")
    assert rows == [[1, "Pros", [2, 1, 0]], [2, "Ben", [1, 0, 0]], ["all", "all users", [3, 1, 1]]]


MATHS: list[tuple["JsonValue", list["JsonValue"]]] = [
    ({"math": "unique_session"}, [1, 0, 0]),
    ({"math": "unique_group", "math_group_type_index": 0}, [2, 1, 0]),
    ({"math": "avg_count_per_actor"}, [1.5, 1, 1]),
    ({"math": "median", "math_property": "n"}, [3, 8, 0]),
    ({"math": "sum", "math_property": "n", "math_multiplier": 0.5}, [4.5, 4, 0]),
    ({"math": "max", "math_property": "$session_duration"}, [300, 0, 0]),
    ({"math": "min", "math_property": "$time"}, [1577959200, 1578042000, 1578139200]),
    ({"math": "weekly_active"}, [2, 2, 3]),
    ({"math": "first_time_for_user"}, [2, 0, 1]),
    (
        {"math": "first_matching_event_for_user", "properties": [{"key": "n", "value": [3, 8]}]},
        [1, 0, 0],
    ),
    ({"math": "hogql", "math_hogql": "max(toFloat(properties.n)) * 2"}, [10, 16, 0]),
]


@pytest.mark.parametrize(("series", "expected"), MATHS)
def test_a_math_makes_a_number_of_each_day(
    world: World, series: "JsonValue", expected: list["JsonValue"]
) -> None:
    assert told(ask(world, series), "data") == [[expected]]


def test_groups_are_actors_where_a_query_says_so(world: World) -> None:
    by_day = ask(world, {"math": "dau"}, aggregation_group_type_index=0)
    assert told(by_day, "data") == [[[2, 1, 0]]]


def test_a_formula_is_computed_by_value_and_period(world: World) -> None:
    response = ask(
        world,
        {},
        {"event": "f"},
        trendsFilter={
            "formulaNodes": [{"formula": "A-B", "custom_name": "More"}, {"formula": "B*A"}]
        },
        breakdownFilter={"breakdown": "$browser"},
        compareFilter={"compare": True, "compare_to": "-1d"},
    )
    rows = told(response, "label", "breakdown_value", "data", "order", "compare_label", "action")
    assert rows == [
        ["More - Chrome", "Chrome", [2, 1, 1], 0, "current", None],
        ["More - Edge", "Edge", [1, -1, 0], 0, "current", None],
        ["More - Chrome", "Chrome", [0, 2, 1], 0, "previous", None],
        ["More - Edge", "Edge", [0, 1, -1], 0, "previous", None],
        ["Formula (B*A) - Chrome", "Chrome", [0, 0, 0], 1, "current", None],
        ["Formula (B*A) - Edge", "Edge", [0, 0, 0], 1, "current", None],
        ["Formula (B*A) - Chrome", "Chrome", [0, 0, 0], 1, "previous", None],
        ["Formula (B*A) - Edge", "Edge", [0, 0, 0], 1, "previous", None],
    ]


def test_a_formula_of_totals_has_a_rest(world: World) -> None:
    response = ask(
        world,
        {},
        {"math": "dau"},
        trendsFilter={"display": "ActionsPie", "formula": "A*10+B"},
        breakdownFilter={
            "breakdown": "distinct_id",
            "breakdown_type": "event_metadata",
            "breakdown_limit": 1,
        },
    )
    assert told(response, "breakdown_value", "aggregated_value", "data") == [
        ["ann", 31, []],
        [OTHER, 22, []],
    ]
    assert find(response, "hasMore") is True


def test_a_group_of_events_is_one_series(world: World) -> None:
    nodes: JsonValue = [
        {"kind": "EventsNode", "event": "e", "properties": [{"key": "$browser", "value": "Edge"}]},
        {"kind": "EventsNode", "event": "f"},
    ]
    body: JsonValue = [{"kind": "GroupNode", "operator": "OR", "nodes": nodes, "name": "Either"}]
    assert told(ask(world, series=body), "label", "data") == [["Either", [1, 1, 0]]]


@pytest.mark.parametrize(("interval", "points"), [("hour", 24 * 3), ("minute", 24 * 60)])
def test_active_users_are_looked_back_for_in_short_intervals(
    world: World, interval: str, points: int
) -> None:
    dates: JsonValue = {"date_from": "2020-01-04T00:00:00", "date_to": "2020-01-04T23:59:00"}
    if interval == "hour":
        dates = {"date_from": "2020-01-02", "date_to": "2020-01-04T23:59:00"}
    ((data,),) = told(
        ask(world, {"math": "weekly_active"}, interval=interval, dateRange=dates), "data"
    )
    assert isinstance(data, list)
    assert len(data) == points
    assert [data[0], data[-1]] == [0 if interval == "hour" else 2, 3]
    if interval == "hour":
        assert data[9:12] == [0, 1, 2]


def test_the_hour_that_a_clock_repeats_is_two_points_of_each_value(
    shared_clickhouse: "Client",
) -> None:
    hours = ("2020-10-24T23:30:00Z", "2020-10-25T00:30:00Z", "2020-10-25T01:30:00Z")
    events = [
        Told.model_validate({"distinct_id": "ann", "event": "e", "timestamp": at}) for at in hours
    ]
    berlin = make_world(
        shared_clickhouse, next(TEAMS), events, team=ToldTeam(timezone="Europe/Berlin")
    )
    asked: dict[str, JsonValue] = {
        "interval": "hour",
        "dateRange": {"date_from": "2020-10-25", "date_to": "2020-10-25T04:00:00"},
    }
    splits: list[dict[str, JsonValue]] = [{}, {"breakdownFilter": {"breakdown": "$browser"}}]
    for split in splits:
        found = told(ask(berlin, **asked, **split), "data", "days")
        assert found == [
            [
                [0, 1, 1, 1, 0, 0],
                [f"2020-10-25 {hour}:00:00" for hour in ("00", "01", "02", "02", "03", "04")],
            ]
        ]


def test_a_share_of_all_is_all(world: World) -> None:
    assert told(ask(world, samplingFactor=1), "count") == told(ask(world), "count")
    ((count,),) = told(ask(world, samplingFactor=0.5), "count")
    assert count in {0, 2, 4, 6, 8, 10}
