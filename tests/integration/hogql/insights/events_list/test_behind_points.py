"""The events behind a point of a trend are as many as it says (insights 10, 11)."""

from itertools import count as counter
from typing import TYPE_CHECKING, Any

import pytest

from hogql.insights.errors import InsightError
from tests.integration.hogql.insights.people.points import Node, points_of
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import Told, World, make_world

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = counter(7700)
HAPPENED = """
ann 2020-01-02T09:00:00Z paid pro
ann 2020-01-02T23:59:59Z paid free
ann 2020-01-03T00:00:00Z paid pro
ben 2020-01-03T10:00:00Z paid pro
ben 2020-01-03T11:00:00Z seen pro
cid 2020-01-09T10:00:00Z paid free
"""
TREND: Node = {
    "kind": "TrendsQuery",
    "series": [{"kind": "EventsNode", "event": "paid"}],
    "dateRange": {"date_from": "2020-01-02", "date_to": "2020-01-05"},
}
BY_PLAN: Node = {"breakdownFilter": {"breakdown": "plan", "breakdown_type": "event"}}


@pytest.fixture
def world(shared_clickhouse: "Client") -> World:
    events = [
        Told.model_validate(
            {"distinct_id": who, "timestamp": at, "event": event, "properties": {"plan": plan}}
        )
        for who, at, event, plan in map(str.split, HAPPENED.strip().splitlines())
    ]
    return make_world(shared_clickhouse, next(TEAMS), events)


def ask(query: Node, world: World) -> Any:
    return answer(query, team_id=world.team_id, context=world.context, known=world.known)


def behind(source: Node, **more: Any) -> Node:
    select = ["event", "distinct_id", "properties.plan", "timestamp"]
    return {"kind": "EventsQuery", "select": select, "source": source, **more}


@pytest.mark.parametrize(
    "more",
    [
        {},
        BY_PLAN,
        {"breakdownFilter": {**BY_PLAN["breakdownFilter"], "breakdown_limit": 1}},
        {"compareFilter": {"compare": True, "compare_to": "-7d"}},
        {"trendsFilter": {"display": "ActionsLineGraphCumulative"}},
        {"trendsFilter": {"display": "BoldNumber"}},
    ],
    ids=["plain", "split", "rest", "compared", "cumulative", "total"],
)
def test_as_many_events_are_listed_as_the_point_says(world: World, more: Node) -> None:
    query = {**TREND, **more}
    points = points_of(query, ask(query, world))
    assert sum(point.events or 0 for point in points) > 0
    for point in points:
        found = ask(behind(point.question), world)["results"]
        assert (len(found), point.question) == (point.events, point.question)
        assert {row[0] for row in found} <= {"paid"}


def test_the_list_may_be_filtered_further(world: World) -> None:
    source = {"kind": "InsightActorsQuery", "source": TREND, "day": "2020-01-03"}
    found = ask(behind(source, where=["distinct_id = 'ben'"]), world)["results"]
    assert [row[:3] for row in found] == [["paid", "ben", "pro"]]
    assert ask(behind(source, after="2020-01-03T09:00:00"), world)["results"] == found


@pytest.mark.parametrize(
    ("source", "attr"),
    [
        ({"source": {**TREND, "kind": "LifecycleQuery"}}, "source.source.kind"),
        ({"source": TREND, "day": "2021-01-01"}, "source.day"),
        ({"source": TREND, "series": 3}, "source.series"),
        (
            {
                "source": {
                    **TREND,
                    "series": [{**TREND["series"][0], "math": "first_time_for_user"}],
                }
            },
            "source.source.series.0.math",
        ),
    ],
)
def test_what_has_no_events_behind_it_is_refused_by_its_field(
    world: World, source: Node, attr: str
) -> None:
    with pytest.raises(InsightError) as refused:
        ask(behind({"kind": "InsightActorsQuery", **source}), world)
    assert refused.value.attr == attr
