"""Windows that roll, sums and means of retention over a small project, worked out by hand.

ann   pro, 3 seats   2 Jan 09:00 paid 7, 10:00 signed_up 100, 12:00 paid 5
                     3 Jan 10:00 paid 10, 11:00 paid "many";  4 Jan 08:00 paid 2.5
ben   free, 2 seats  2 Jan 20:00 signed_up;  3 Jan 21:00 paid 30
cat   (no plan)      3 Jan 23:45 signed_up 1;  4 Jan 00:01 paid 4
"""

from itertools import count as counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.hogql.insights.people.points import Node, points_of
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

TEAMS = counter(76_000)
HAPPENED: tuple[tuple[str, str, str, object], ...] = (
    ("ann", "paid", "2020-01-02T09:00", 7),
    ("ann", "signed_up", "2020-01-02T10:00", 100),
    ("ann", "paid", "2020-01-02T12:00", 5),
    ("ann", "paid", "2020-01-03T10:00", 10),
    ("ann", "paid", "2020-01-03T11:00", "many"),
    ("ann", "paid", "2020-01-04T08:00", 2.5),
    ("ben", "signed_up", "2020-01-02T20:00", None),
    ("ben", "paid", "2020-01-03T21:00", 30),
    ("cat", "signed_up", "2020-01-03T23:45", 1),
    ("cat", "paid", "2020-01-04T00:01", 4),
)
PERSONS = [
    ToldPerson(distinct_ids=["ann"], properties={"plan": "pro", "seats": 3}),
    ToldPerson(distinct_ids=["ben"], properties={"plan": "free", "seats": 2}),
]
COHORTS = {"pros": ToldCohort(name="Pros", person_properties={"plan": "pro"}, is_static=False)}
SUM: Node = {"aggregationType": "sum", "aggregationProperty": "n"}
AVG: Node = {**SUM, "aggregationType": "avg"}
ROLLING: Node = {"timeWindowMode": "24_hour_windows"}
BY_PLAN: Node = {"breakdown": "plan", "breakdown_type": "person"}
NONE = "$$_posthog_breakdown_null_$$"


def tell(who: str, event: str, at: str, worth: object) -> Told:
    properties = {} if worth is None else {"n": worth}
    return Told.model_validate(
        {"distinct_id": who, "event": event, "timestamp": f"{at}:00Z", "properties": properties}
    )


@pytest.fixture
def world(shared_clickhouse: "Client") -> World:
    events = [tell(*one) for one in HAPPENED]
    return make_world(shared_clickhouse, next(TEAMS), events, persons=PERSONS, cohorts=COHORTS)


def asked(dates: Node | None = None, split: Node | None = None, **chosen: Any) -> Node:
    return {
        "kind": "RetentionQuery",
        "dateRange": dates or {"date_from": "2020-01-02", "date_to": "2020-01-03"},
        "retentionFilter": {
            "period": "Day",
            "totalIntervals": 3,
            "targetEntity": {"id": "signed_up", "type": "events"},
            "returningEntity": {"id": "paid", "type": "events"},
            **chosen,
        },
        **({"breakdownFilter": split} if split else {}),
    }


def ask(query: Node, world: World) -> Any:
    return answer(query, team_id=world.team_id, context=world.context, known=world.known)


def told(query: Node, world: World, field: str = "count") -> list[list[float]]:
    """One number of every cell; the lists of people are seen to be as long as the counts."""
    found = ask(query, world)
    for point in points_of(query, found):
        people = [row[0] for row in ask(point.question, world)["results"]]
        assert (len(set(people)), point.question) == (point.actors, point.question)
        assert len(people) == point.actors
    return [[cell[field] for cell in row["values"]] for row in found["results"]]


@pytest.mark.parametrize("kind", ["recurring", "first_time", "first_ever_occurrence"])
def test_a_sum_is_of_what_the_events_of_a_cell_are_worth(world: World, kind: str) -> None:
    query = asked(**SUM, retentionType=f"retention_{kind}")
    assert told(query, world) == [[2, 2, 1], [1, 1, 0]]
    assert told(query, world, "aggregation_value") == [[105, 40, 2.5], [1, 4, 0]]


def test_a_mean_is_by_the_people_of_the_cell(world: World) -> None:
    assert told(asked(**AVG), world, "aggregation_value") == [[52.5, 20, 2.5], [1, 4, 0]]


def test_a_property_of_persons_is_worth_itself_at_each_event(world: World) -> None:
    query = asked(
        aggregationType="sum", aggregationProperty="seats", aggregationPropertyType="person"
    )
    assert told(query, world, "aggregation_value") == [[8, 8, 3], [0, 0, 0]]


def test_the_same_event_on_both_sides_is_worth_itself_once(world: World) -> None:
    query = asked(**SUM, targetEntity={"id": "paid", "type": "events"})
    assert told(query, world, "aggregation_value") == [[12, 10, 2.5], [40, 2.5, 0]]


@pytest.mark.parametrize(
    ("chosen", "counts", "sums"),
    [
        ({"cumulative": True}, [[2, 2, 1], [1, 1, 0]], [[105, 42.5, 2.5], [1, 4, 0]]),
        ({"retentionCustomBrackets": [2]}, [[2, 2], [1, 1]], [[105, 42.5], [1, 4]]),
        ({"minimumOccurrences": 2}, [[2, 1, 0], [1, 0, 0]], [[105, 10, 0], [1, 0, 0]]),
    ],
    ids=["cumulative", "brackets", "minimum"],
)
def test_sums_go_with_every_way_of_counting(
    world: World, chosen: Node, counts: list[list[int]], sums: list[list[float]]
) -> None:
    query = asked(**SUM, **chosen)
    assert told(query, world) == counts
    assert told(query, world, "aggregation_value") == sums


def test_sums_are_split_by_values(world: World) -> None:
    query = asked(split=BY_PLAN, **SUM)
    rows = ask(query, world)["results"]
    assert [row["breakdown_value"] for row in rows[::2]] == [NONE, "free", "pro"]
    assert told(query, world, "aggregation_value") == [
        *([0, 0, 0], [1, 4, 0]),
        *([0, 30, 0], [0, 0, 0]),
        *([105, 10, 2.5], [0, 0, 0]),
    ]


def test_sums_are_split_by_cohorts(world: World) -> None:
    split = {"breakdown": [world.cohort_ids["pros"]], "breakdown_type": "cohort"}
    query = asked(split=split, **SUM)
    assert told(query, world, "aggregation_value") == [[105, 10, 2.5], [0, 0, 0]]


def test_plain_counts_tell_no_value(world: World) -> None:
    (cell, *_) = ask(asked(aggregationProperty="n"), world)["results"][0]["values"]
    assert cell == {"count": 2, "aggregation_value": None, "label": "Day 0"}


@pytest.mark.parametrize(
    ("chosen", "counts"),
    [
        ({}, [[2, 2, 0], [1, 0, 0]]),
        ({"retentionType": "retention_first_time"}, [[2, 2, 0], [1, 0, 0]]),
        ({"cumulative": True}, [[2, 2, 0], [1, 0, 0]]),
        ({"minimumOccurrences": 2}, [[2, 1, 0], [1, 0, 0]]),
        ({"retentionCustomBrackets": [2]}, [[2, 2], [1, 0]]),
    ],
    ids=["plain", "first", "cumulative", "minimum", "brackets"],
)
def test_windows_begin_with_the_own_start(
    world: World, chosen: Node, counts: list[list[int]]
) -> None:
    assert told(asked(**ROLLING, **chosen), world) == counts


def test_rolling_windows_are_split_by_the_value_of_the_start(world: World) -> None:
    query = asked(split=BY_PLAN, **ROLLING)
    assert told(query, world) == [
        *([0, 0, 0], [1, 0, 0]),
        *([1, 1, 0], [0, 0, 0]),
        *([1, 1, 0], [0, 0, 0]),
    ]


def test_everybody_has_one_start(world: World) -> None:
    query = asked(**ROLLING, targetEntity={"id": "paid", "type": "events"})
    assert told(query, world) == [[1, 1, 0], [1, 0, 0]]


JANUARY = {"date_from": "2020-01-01", "date_to": "2020-01-31"}
SECOND = {"date_from": "2020-01-02", "date_to": "2020-01-02"}
SUMMER_TIME = {"date_from": "2020-03-07", "date_to": "2020-03-07"}
TEN = {"date_from": "2020-01-02T10:00:00", "date_to": "2020-01-02T10:59:59"}
NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("zone", "period", "dates", "start", "back", "counts"),
    [
        ("UTC", "Hour", TEN, "2020-01-02T10:59", "2020-01-02T11:01", [1, 1]),
        ("UTC", "Day", SECOND, "2020-01-02T18:00", "2020-01-04T17:30", [1, 1]),
        ("UTC", "Day", SECOND, "2020-01-02T18:00", "2020-01-04T18:00", [1, 0]),
        ("UTC", "Day", {"date_to": "2020-01-03"}, "2020-01-02T18:00", "2020-01-03T23:00", [1, 1]),
        ("UTC", "Day", {"date_to": "2020-01-03"}, "2020-01-02T18:00", "2020-01-04T17:30", [1, 0]),
        ("Asia/Kolkata", "Day", SECOND, "2020-01-02T05:10", "2020-01-03T04:35", [1, 1]),
        ("Asia/Kolkata", "Day", SECOND, "2020-01-02T05:10", "2020-01-03T04:25", [1, 0]),
        (NEW_YORK, "Day", SUMMER_TIME, "2020-03-07T17:00", "2020-03-08T16:59", [1, 0]),
        (NEW_YORK, "Day", SUMMER_TIME, "2020-03-07T17:00", "2020-03-08T17:00", [1, 1]),
        ("UTC", "Week", SECOND, "2020-01-02T23:00", "2020-01-09T01:00", [1, 1]),
        ("UTC", "Month", JANUARY, "2020-01-31T12:00", "2020-02-29T23:00", [1, 0]),
        ("UTC", "Month", JANUARY, "2020-01-31T12:00", "2020-03-01T00:30", [1, 1]),
        ("UTC", "Month", JANUARY, "2020-01-31T12:00", "2020-03-30T23:00", [1, 1]),
    ],
)
def test_a_window_has_hours_or_days(
    shared_clickhouse: "Client",
    *,
    zone: str,
    period: str,
    dates: Node,
    start: str,
    back: str,
    counts: list[int],
) -> None:
    events = [tell("ann", "signed_up", start, None), tell("ann", "paid", back, None)]
    team = ToldTeam(timezone=zone)
    world = make_world(shared_clickhouse, next(TEAMS), events, team=team)
    query = asked(dates, **ROLLING, period=period, totalIntervals=2)
    assert told(query, world)[0] == counts
