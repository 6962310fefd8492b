"""Entries of a trend: one for each bucket in which an actor began."""

from typing import TYPE_CHECKING

from hogql.insights.axis import Axis
from hogql.insights.funnels.entries import Entries
from hogql.insights.funnels.models import FunnelsQuery
from hogql.insights.funnels.plan import plan_of
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

HOUR = 3_600_000
MIDNIGHT = 1_577_923_200_000
"""2020-01-02 in UTC."""

ONE, TWO = 1, 2


def depths(events: list[tuple[int, int]], **funnel: "JsonValue") -> dict[int, int]:
    plan = plan_of(
        FunnelsQuery.model_validate(
            {
                "kind": "FunnelsQuery",
                "series": [{"kind": "EventsNode", "event": name} for name in ("one", "two")],
                "dateRange": {"date_from": "2020-01-02", "date_to": "2020-01-04"},
                "funnelsFilter": {"funnelVizType": "trends", "funnelWindowInterval": 1, **funnel},
            }
        ),
        make_context(),
    )
    at = [(MIDNIGHT + hour * HOUR, mask) for hour, mask in events]
    return dict(Entries(plan, Axis(plan.period)).depths(at))


def test_an_actor_enters_again_in_another_bucket() -> None:
    assert depths([(1, ONE), (2, TWO), (25, ONE)]) == {0: 2, 1: 1}


def test_the_bucket_is_that_of_the_first_step() -> None:
    assert depths([(23, ONE), (30, TWO)]) == {0: 2}


def test_a_later_entry_does_not_end_an_earlier_one() -> None:
    assert depths([(23, ONE), (25, ONE), (30, TWO)]) == {0: 2, 1: 2}


def test_a_later_entry_breaks_a_strict_one() -> None:
    assert depths([(23, ONE), (25, ONE), (30, TWO)], funnelOrderType="strict") == {0: 1, 1: 2}


def test_any_step_enters_where_the_order_is_free() -> None:
    assert depths([(1, TWO), (25, ONE)], funnelOrderType="unordered") == {0: 2, 1: 1}


def test_two_runs_in_one_bucket_are_one_entry() -> None:
    assert depths([(1, ONE), (2, TWO), (3, ONE), (4, TWO)]) == {0: 2}
