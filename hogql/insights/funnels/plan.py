"""What a FunnelsQuery comes to: the same reading for build (what to ask) and shape (how to answer).

FunnelsQuery, context  ->  Plan(period, rules, exclusions, attribution, split or cohorts)
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql.insights.actors import Actor, actor_of, written
from hogql.insights.breakdowns import DEFAULT_LIMIT, SplitBy, split_by
from hogql.insights.cohort_breakdowns import CohortOf, cohorts_of
from hogql.insights.dates import resolve_period
from hogql.insights.entities import Math
from hogql.insights.errors import InsightError
from hogql.insights.funnels.chains import Rules
from hogql.insights.funnels.models import (
    Attribution,
    Exclusion,
    FunnelOrder,
    FunnelsFilter,
    FunnelsQuery,
    FunnelViz,
    WindowUnit,
)
from hogql.insights.nodes import IntervalType

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.entities import Entity
    from hogql.insights.periods import Period

MAX_POINTS: Final = 250_000
DEFAULT_WINDOW: Final = 14
_DAY: Final = 86_400_000
_UNITS: Final = {
    WindowUnit.SECOND: 1000,
    WindowUnit.MINUTE: 60_000,
    WindowUnit.HOUR: 3_600_000,
    WindowUnit.DAY: _DAY,
    WindowUnit.WEEK: 7 * _DAY,
    WindowUnit.MONTH: 30 * _DAY,
}
_MATHS: Final = frozenset(
    {
        None,
        Math.TOTAL,
        Math.FIRST_TIME_FOR_USER,
        Math.FIRST_TIME_FOR_USER_WITH_FILTERS,
        Math.FIRST_MATCHING_EVENT_FOR_USER,
    }
)
_NO_FILTER: Final = FunnelsFilter()


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A funnel: steps and places are 0-based; each cohort is a funnel of its own."""

    series: "tuple[Entity, ...]"
    period: "Period"
    actor: Actor
    order: FunnelOrder
    viz: FunnelViz
    rules: Rules
    exclusions: tuple[Exclusion, ...]
    from_step: int
    to_step: int
    bin_count: int | None
    attribution: Attribution
    attribution_step: int
    split: SplitBy | None
    cohorts: tuple[CohortOf | None, ...]

    @property
    def value_by_event(self) -> bool:
        """Whether the values are those of one step's events, of which an actor may have several."""
        return self.split is not None and self.attribution is Attribution.STEP


def plan_of(request: FunnelsQuery, context: "InsightContext") -> Plan:
    """Return what the request means now. Raises InsightError for what we cannot answer."""
    chosen = request.funnels_filter or _NO_FILTER
    _check_steps(request, chosen)
    viz = chosen.viz or FunnelViz.STEPS
    # How long conversion takes is shown for all values together.
    asked = None if viz is FunnelViz.TIME_TO_CONVERT else request.breakdown_filter
    is_trend = viz is FunnelViz.TRENDS
    interval = (request.interval if is_trend else None) or IntervalType.DAY
    last = len(request.series) - 1
    order = chosen.order or FunnelOrder.ORDERED
    plan = Plan(
        series=request.series,
        period=resolve_period(request.date_range, interval, context),
        actor=_actor(request, chosen, context),
        order=order,
        viz=viz,
        rules=_rules(request, chosen, order),
        exclusions=chosen.exclusions or (),
        from_step=chosen.from_step or 0,
        to_step=last if chosen.to_step is None else chosen.to_step,
        bin_count=chosen.bin_count,
        attribution=chosen.attribution or Attribution.FIRST_TOUCH,
        attribution_step=chosen.attribution_step or 0,
        split=split_by(asked, context, default_limit=DEFAULT_LIMIT),
        cohorts=cohorts_of(asked, context) or (None,),
    )
    _check_points(plan)
    _check_attribution(plan)
    return plan


def _actor(request: FunnelsQuery, chosen: FunnelsFilter, context: "InsightContext") -> Actor:
    if chosen.aggregate_by_hogql and chosen.aggregate_by_hogql != "person_id":
        return written(chosen.aggregate_by_hogql, attr="funnelsFilter.funnelAggregateByHogQL")
    return actor_of(request, context)


def _rules(request: FunnelsQuery, chosen: FunnelsFilter, order: FunnelOrder) -> Rules:
    unit = _UNITS[chosen.window_unit or WindowUnit.DAY]
    return Rules(
        steps=len(request.series),
        window_ms=(chosen.window_interval or DEFAULT_WINDOW) * unit,
        is_strict=order is FunnelOrder.STRICT,
        exclusions=tuple(
            (one.funnel_from_step, one.funnel_to_step) for one in chosen.exclusions or ()
        ),
        optional=frozenset(
            at for at, series in enumerate(request.series) if series.optional_in_funnel
        ),
    )


def _check_steps(request: FunnelsQuery, chosen: FunnelsFilter) -> None:
    if request.compare_filter and request.compare_filter.compare:
        message = "Funnels are not compared with another period yet."
        raise InsightError(message, attr="compareFilter.compare")
    last = len(request.series) - 1
    for at, series in enumerate(request.series):
        if series.math not in _MATHS:
            raise InsightError("A step of a funnel has no such math.", attr=f"series.{at}.math")
        if series.optional_in_funnel:
            _check_optional(at, chosen)
    for at, one in enumerate(chosen.exclusions or ()):
        place = f"funnelsFilter.exclusions.{at}"
        if one.funnel_from_step >= one.funnel_to_step:
            message = "An exclusion ends at a later step than it begins."
            raise InsightError(message, attr=f"{place}.funnelFromStep")
        if one.funnel_to_step > last:
            message = f"There is no step {one.funnel_to_step}: the last one is {last}."
            raise InsightError(message, attr=f"{place}.funnelToStep")
    _check_places(chosen, last)


def _check_optional(at: int, chosen: FunnelsFilter) -> None:
    """Check that a step may be passed over: a later one, in order, where bars show each step."""
    attr = f"series.{at}.optionalInFunnel"
    if at == 0:
        raise InsightError("The first step of a funnel cannot be optional.", attr=attr)
    if chosen.order not in (None, FunnelOrder.ORDERED):
        raise InsightError("Only steps in order can be optional.", attr=attr)
    if chosen.viz not in (None, FunnelViz.STEPS):
        raise InsightError("Steps can be optional only where the steps are shown.", attr=attr)


def _check_places(chosen: FunnelsFilter, last: int) -> None:
    """Check the steps that are named; bars show all steps, so what is measured does not matter."""
    named = [(chosen.attribution_step, "breakdownAttributionValue")]
    if chosen.viz not in (None, FunnelViz.STEPS):
        named += [(chosen.to_step, "funnelToStep"), (chosen.from_step, "funnelFromStep")]
        end = last if chosen.to_step is None else chosen.to_step
        if (chosen.from_step or 0) >= end:
            message = "The step to start from comes before the one to reach."
            raise InsightError(message, attr="funnelsFilter.funnelFromStep")
    for place, name in named:
        if place is not None and place > last:
            message = f"There is no step {place}: the last one is {last}."
            raise InsightError(message, attr=f"funnelsFilter.{name}")


def _check_attribution(plan: Plan) -> None:
    if plan.value_by_event and plan.order is FunnelOrder.UNORDERED and plan.attribution_step:
        message = "Steps in any order can be attributed to step 0 only."
        raise InsightError(message, attr="funnelsFilter.breakdownAttributionValue")


def _check_points(plan: Plan) -> None:
    """Refuse a chart that nobody can read before it is computed."""
    if plan.viz is not FunnelViz.TRENDS:
        return
    lines = plan.split.limit + 1 if plan.split else len(plan.cohorts)
    points = lines * plan.period.count_of_buckets()
    if points > MAX_POINTS:
        raise InsightError(
            f"That is up to {points:,} points, more than {MAX_POINTS:,}. Use a longer interval, a "
            "shorter range or a smaller breakdown_limit.",
            attr="interval",
        )
