"""Paths around the steps of a funnel, worked out by hand.

ann  09:00 /home   09:05 signed_up   09:10 /plans   09:20 paid   09:25 /thanks
ben  09:00 /home   09:05 signed_up   09:10 /help
cid  09:00 /home   09:02 /plans
"""

from itertools import count as counter
from typing import TYPE_CHECKING

import pytest

from shared.ids import person_id
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import Told, World, make_world

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

    Node = dict[str, JsonValue]

TEAMS = counter(12_950)
DAY = "2020-01-02"
DATES: "Node" = {"date_from": DAY, "date_to": DAY}
HAPPENED = """
ann 09:00 /home
ann 09:05 signed_up
ann 09:10 /plans
ann 09:20 paid
ann 09:25 /thanks
ben 09:00 /home
ben 09:05 signed_up
ben 09:10 /help
cid 09:00 /home
cid 09:02 /plans
"""
NAMES = ("ann", "ben", "cid")
STRICT: "Node" = {"funnelOrderType": "strict"}


def told(line: str) -> Told:
    who, clock, what = line.split()
    is_view = what.startswith("/")
    return Told.model_validate(
        {
            "distinct_id": who,
            "event": "$pageview" if is_view else what,
            "timestamp": f"{DAY}T{clock}:00Z",
            "properties": {"$current_url": what} if is_view else {},
        }
    )


@pytest.fixture
def world(shared_clickhouse: "Client") -> World:
    events = [told(line) for line in HAPPENED.strip().splitlines()]
    return make_world(shared_clickhouse, next(TEAMS), events)


def asked(kind: str, step: int, *, funnel: "Node | None" = None, **chosen: "JsonValue") -> "Node":
    steps: list[JsonValue] = [
        {"kind": "EventsNode", "event": name} for name in ("$pageview", "signed_up", "paid")
    ]
    source: Node = {"kind": "FunnelsQuery", "series": steps, "dateRange": DATES, **(funnel or {})}
    return {
        "kind": "PathsQuery",
        "dateRange": DATES,
        "pathsFilter": {"includeEventTypes": ["$pageview", "custom_event"], **chosen},
        "funnelPathsFilter": {
            "funnelPathType": f"funnel_path_{kind}",
            "funnelStep": step,
            "funnelSource": source,
        },
    }


def edges(world: World, question: "Node") -> list[tuple[str, str, "JsonValue"]]:
    found = answer(question, team_id=world.team_id, context=world.context, known=world.known)
    assert isinstance(found, dict)
    assert isinstance(found["results"], list)
    rows = [row for row in found["results"] if isinstance(row, dict)]
    return [(str(row["source"])[2:], str(row["target"])[2:], row["value"]) for row in rows]


@pytest.mark.parametrize(
    ("kind", "step", "expected"),
    [
        ("before_step", 2, [("/home", "signed_up", 2)]),
        (
            "before_step",
            3,
            [("/home", "signed_up", 1), ("signed_up", "/plans", 1), ("/plans", "paid", 1)],
        ),
        ("between_steps", 3, [("signed_up", "/plans", 1), ("/plans", "paid", 1)]),
        (
            "after_step",
            2,
            [
                ("signed_up", "/help", 1),
                ("signed_up", "/plans", 1),
                ("/plans", "paid", 1),
                ("paid", "/thanks", 1),
            ],
        ),
        ("after_step", 3, [("paid", "/thanks", 1)]),
        ("before_step", -3, [("/home", "signed_up", 1)]),
        ("between_steps", -3, [("/home", "signed_up", 1)]),
        ("before_step", -2, []),
    ],
)
def test_paths_are_those_around_the_step(
    world: World, kind: str, step: int, expected: list[tuple[str, str, int]]
) -> None:
    assert edges(world, asked(kind, step)) == expected


def test_who_dropped_out_is_followed_after_the_window(world: World) -> None:
    window: Node = {"funnelWindowInterval": 2, "funnelWindowIntervalUnit": "minute"}
    question = asked("after_step", -2, funnel={"funnelsFilter": window})
    assert edges(world, question) == [
        ("signed_up", "/help", 1),
        ("signed_up", "/plans", 1),
        ("/plans", "paid", 1),
        ("paid", "/thanks", 1),
    ]


def test_a_funnel_that_is_walked_is_answered_as_one_that_is_packed(world: World) -> None:
    question = asked("before_step", 2, funnel={"funnelsFilter": STRICT})
    assert edges(world, question) == [("/home", "signed_up", 2)]
    question = asked("after_step", 3, funnel={"funnelsFilter": STRICT})
    assert edges(world, question) == []


def test_neither_a_breakdown_nor_a_drawing_changes_who_it_is(world: World) -> None:
    funnel: Node = {
        "breakdownFilter": {"breakdown": "$current_url", "breakdown_type": "event"},
        "funnelsFilter": {"funnelVizType": "trends", "breakdownAttributionType": "all_events"},
    }
    plain = asked("before_step", 3)
    assert edges(world, asked("before_step", 3, funnel=funnel)) == edges(world, plain)


@pytest.mark.parametrize("funnel", [{}, {"funnelsFilter": STRICT}], ids=["packed", "walked"])
def test_the_people_of_an_edge_are_those_who_went_along_it(world: World, funnel: "Node") -> None:
    source = asked(
        "before_step", 2, funnel=funnel, pathStartKey="1_/home", pathEndKey="2_signed_up"
    )
    people: Node = {"kind": "InsightActorsQuery", "source": source}
    listed: Node = {"kind": "ActorsQuery", "select": ["id"], "source": people}
    for question in (people, listed):
        found = answer(question, team_id=world.team_id, context=world.context, known=world.known)
        assert isinstance(found, dict)
        assert isinstance(found["results"], list)
        ids = {str(row[0]) for row in found["results"] if isinstance(row, list)}
        assert ids == {str(person_id(world.team_id, who)) for who in ("ann", "ben")}
