"""What a funnel means, and what is refused, by field."""

from typing import TYPE_CHECKING

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.funnels.models import FunnelsQuery, WindowUnit
from hogql.insights.funnels.packed import is_packed
from hogql.insights.funnels.plan import plan_of
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

EVENTS: list["JsonValue"] = [
    {"kind": "EventsNode", "event": "one"},
    {"kind": "EventsNode", "event": "two"},
]
OPTIONAL: dict[str, "JsonValue"] = {
    "kind": "EventsNode",
    "event": "3",
    "optionalInFunnel": True,
}
EXCLUSION: dict[str, "JsonValue"] = {"kind": "EventsNode", "event": "x"}


def node(series: list["JsonValue"] = EVENTS, **funnel: "JsonValue") -> dict[str, "JsonValue"]:
    return {"kind": "FunnelsQuery", "series": series, "funnelsFilter": funnel}


def excluding(start: int, end: int) -> list["JsonValue"]:
    return [{**EXCLUSION, "funnelFromStep": start, "funnelToStep": end}]


def build(body: dict[str, "JsonValue"]) -> None:
    read = read_node(body)
    read.insight.build(read.request, make_context())


@pytest.mark.parametrize(
    ("unit", "milliseconds"),
    [
        (WindowUnit.SECOND, 1000),
        (WindowUnit.MINUTE, 60_000),
        (WindowUnit.HOUR, 3_600_000),
        (WindowUnit.DAY, 86_400_000),
        (WindowUnit.WEEK, 604_800_000),
        (WindowUnit.MONTH, 2_592_000_000),
    ],
)
def test_a_window_is_counted_in_its_unit(unit: WindowUnit, milliseconds: int) -> None:
    request = FunnelsQuery.model_validate(
        node(funnelWindowInterval=3, funnelWindowIntervalUnit=unit)
    )
    assert plan_of(request, make_context()).rules.window_ms == 3 * milliseconds


def test_a_window_is_a_fortnight_unless_it_is_said() -> None:
    plan = plan_of(FunnelsQuery.model_validate(node()), make_context())
    assert plan.rules.window_ms == 14 * 86_400_000


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        (node(EVENTS[:1]), "series"),
        (node([*EVENTS] * 11), "series"),
        (node([{"kind": "EventsNode", "event": "one", "math": "dau"}, *EVENTS]), "series.0.math"),
        (node([OPTIONAL, *EVENTS]), "series.0.optionalInFunnel"),
        (node([*EVENTS, OPTIONAL], funnelOrderType="strict"), "series.2.optionalInFunnel"),
        (node([*EVENTS, OPTIONAL], funnelOrderType="unordered"), "series.2.optionalInFunnel"),
        (node([*EVENTS, OPTIONAL], funnelVizType="trends"), "series.2.optionalInFunnel"),
        (node([*EVENTS, OPTIONAL], funnelVizType="time_to_convert"), "series.2.optionalInFunnel"),
        (node(exclusions=excluding(1, 1)), "funnelsFilter.exclusions.0.funnelFromStep"),
        (node(exclusions=excluding(0, 2)), "funnelsFilter.exclusions.0.funnelToStep"),
        (node(exclusions=[EXCLUSION]), "funnelsFilter.exclusions.0.funnelFromStep"),
        (node(funnelVizType="trends", funnelToStep=2), "funnelsFilter.funnelToStep"),
        (node(funnelVizType="time_to_convert", funnelFromStep=1), "funnelsFilter.funnelFromStep"),
        (node(funnelWindowInterval=0), "funnelsFilter.funnelWindowInterval"),
        (node(funnelWindowIntervalUnit="year"), "funnelsFilter.funnelWindowIntervalUnit"),
        (node(funnelOrderType="any"), "funnelsFilter.funnelOrderType"),
        (node(breakdownAttributionValue=2), "funnelsFilter.breakdownAttributionValue"),
        (node(funnelAggregateByHogQL="(("), "funnelsFilter.funnelAggregateByHogQL"),
        (node(nope=1), "funnelsFilter.nope"),
    ],
)
def test_what_makes_no_funnel_is_refused_by_its_field(
    body: dict[str, "JsonValue"], attr: str
) -> None:
    with pytest.raises(InsightError) as caught:
        build(body)
    assert caught.value.attr == attr


def test_bars_do_not_mind_between_which_steps_a_trend_was_measured() -> None:
    request = FunnelsQuery.model_validate(node(funnelFromStep=4, funnelToStep=7))
    assert plan_of(request, make_context()).rules.steps == 2


def test_steps_in_any_order_are_attributed_to_the_first_only() -> None:
    body = node(
        funnelOrderType="unordered", breakdownAttributionType="step", breakdownAttributionValue=1
    )
    request = FunnelsQuery.model_validate({**body, "breakdownFilter": {"breakdown": "plan"}})
    with pytest.raises(InsightError) as caught:
        plan_of(request, make_context())
    assert caught.value.attr == "funnelsFilter.breakdownAttributionValue"


def test_a_chart_of_too_many_points_is_refused() -> None:
    request = FunnelsQuery.model_validate(
        {
            **node(funnelVizType="trends"),
            "interval": "minute",
            "dateRange": {"date_from": "2018-01-01"},
        }
    )
    with pytest.raises(InsightError) as caught:
        plan_of(request, make_context())
    assert caught.value.attr == "interval"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (node(), True),
        (node(funnelVizType="time_to_convert"), True),
        (node(funnelVizType="trends"), False),
        (node(funnelOrderType="strict"), False),
        (node(exclusions=excluding(0, 1)), False),
        (node([EVENTS[0], EVENTS[0]]), False),
        (node([*EVENTS, OPTIONAL]), False),
        (node([EVENTS[0], {"kind": "EventsNode", "event": None}]), False),
        (node([EVENTS[0], {"kind": "ActionsNode", "id": 1}]), False),
    ],
)
def test_arrays_do_for_steps_that_no_event_can_share(
    body: dict[str, "JsonValue"], expected: bool
) -> None:
    plan = plan_of(FunnelsQuery.model_validate(body), make_context())
    assert is_packed(plan) is expected
