"""The list of people behind every number is as long as the number says (insights 11)."""

from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.integration.hogql.insights.cases import CASES, Case, tell, with_ids
from tests.integration.hogql.insights.people.points import KINDS, Node, Point, points_of
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from tests.integration.hogql.insights.world import World

MOST_POINTS = 24
WITHOUT_PEOPLE = frozenset(
    {
        *("trends-18-sum", "trends-19-avg", "trends-20-hogql-math", "trends-21-max-per-actor"),
        *("trends-35-quantiles", "trends-06-compare-to-1w", "trends-28-cohort-breakdown-formula"),
        *("funnel-28-trends-two-runs-one-day", "funnel-30-time-to-convert-auto"),
        *("funnel-31-time-to-convert-7-bins", "funnel-17-exclusion-both-in-window"),
        "funnel-24-first-time-step",
    }
)
"""Whose numbers count no people, and funnels that nobody is in."""


def is_whole(case: Case) -> bool:
    query = cast("Node", case.query)
    smoothing = (query.get("trendsFilter") or {}).get("smoothingIntervals", 1)
    is_refused = any(one.path == "$status" for one in case.assertions)
    is_sampled = query.get("samplingFactor", 1) != 1
    return query["kind"] in KINDS and smoothing == 1 and not is_refused and not is_sampled


def ask(query: Node, world: "World") -> Any:
    return answer(query, team_id=world.team_id, context=world.context, known=world.known)


def some(points: list[Point]) -> list[Point]:
    """Those with people first, as most points of a chart have none."""
    known = [point for point in points if point.actors is not None or point.events is not None]
    ranked = sorted(known, key=lambda one: not (one.actors or one.events))
    step = max(1, len(ranked) // MOST_POINTS)
    return [*ranked[: MOST_POINTS // 2], *ranked[MOST_POINTS // 2 :: step]][:MOST_POINTS]


WHOLE = [case for case in CASES if is_whole(case) and case.id not in WITHOUT_PEOPLE]


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case.id)
def test_a_list_is_as_long_as_its_number_says(case: Case, shared_clickhouse: "Client") -> None:
    world = tell(case, shared_clickhouse)
    query = cast("Node", with_ids(case.query, world))
    points = some(points_of(query, ask(query, world)))
    assert points
    for point in points:
        found = ask(point.question, world)["results"]
        assert len({row[0] for row in found}) == len(found)
        if point.actors is not None:
            assert (len(found), point.question) == (point.actors, point.question)
        if point.events is not None:
            assert (sum(row[1] for row in found), point.question) == (point.events, point.question)


def test_there_are_cases_of_every_kind() -> None:
    assert {cast("Node", case.query)["kind"] for case in WHOLE} == KINDS
