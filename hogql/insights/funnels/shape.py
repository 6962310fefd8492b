"""Journeys as the answer of a FunnelsQuery: steps, time to convert, or trends.

rows  ->  outcomes by value (journeys.py)  ->  numbers (tally.py, entries.py)  ->  results
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hogql.insights.axis import Axis
from hogql.insights.funnels.entries import Entries
from hogql.insights.funnels.journeys import (
    NO_SPLIT,
    journeys_of,
    kept_values,
    outcomes_by_value,
)
from hogql.insights.funnels.models import (
    BreakdownValue,
    FunnelDateRange,
    FunnelOrder,
    FunnelResults,
    FunnelsQuery,
    FunnelsQueryResponse,
    FunnelStep,
    FunnelTimes,
    FunnelTrend,
    FunnelViz,
)
from hogql.insights.funnels.packed import is_packed
from hogql.insights.funnels.packed_rows import read_packed, read_packed_times, read_parts
from hogql.insights.funnels.plan import Plan, plan_of
from hogql.insights.funnels.shards import together
from hogql.insights.funnels.tally import (
    StepNumbers,
    Tally,
    bins_of,
    conversion_time,
    conversion_times,
    step_numbers,
    total_times,
)
from hogql.insights.sampling import factor_of, scaled_up
from hogql.insights.series import series_id, series_name, series_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hogql.insights.breakdowns import Value
    from hogql.insights.cohort_breakdowns import CohortOf
    from hogql.insights.context import Answer, InsightContext, Row
    from hogql.insights.funnels.chains import Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """The actors under one value, or of one cohort."""

    value: "Value"
    cohort: "CohortOf | None"
    steps: tuple[StepNumbers, ...]


def shape(
    answers: "Sequence[Answer]", request: FunnelsQuery, context: "InsightContext"
) -> FunnelsQueryResponse:
    """Return the response; ``answers`` are those of ``build``'s queries, in their order."""
    plan = plan_of(request, context)
    whole = together(answers, context.shards)
    tallies = _tallies(whole, plan, context) if plan.viz is FunnelViz.STEPS else ()
    total = tallies[0].total if len(tallies) == 1 else conversion_time(())
    return FunnelsQueryResponse(
        results=_results(whole, tallies, request, plan, context),
        total_average_conversion_time=total.average,
        total_median_conversion_time=total.median,
        isUdf=False,
        hogql=" UNION ALL ".join(answer.hogql for answer in answers),
        resolved_date_range=FunnelDateRange(date_from=plan.period.start, date_to=plan.period.end),
    )


def _results(
    answers: "Sequence[Answer]",
    tallies: "Sequence[Tally]",
    request: FunnelsQuery,
    plan: Plan,
    context: "InsightContext",
) -> FunnelResults:
    if plan.viz is FunnelViz.TRENDS:
        return tuple(_trends(answers, plan))
    if plan.viz is FunnelViz.TIME_TO_CONVERT:
        return _times(answers, plan, factor_of(request))
    lists = tuple(_steps(part, request, plan, context) for part in _parts(tallies, plan))
    is_split = plan.split is not None or plan.cohorts != (None,)
    if is_split:
        return lists
    return lists[0] if lists else ()


def _tallies(
    answers: "Sequence[Answer]", plan: Plan, context: "InsightContext"
) -> "tuple[Tally, ...]":
    """The numbers of each cohort, of everybody without a breakdown by cohorts."""
    read = _walked
    if is_packed(plan):
        read = read_packed if context.shards == 1 else read_parts
    return tuple(read(answer.rows, plan) for answer in answers)


def _parts(tallies: "Sequence[Tally]", plan: Plan) -> "Iterator[_Part]":
    """The numbers of each value, most actors first and the rest last."""
    for cohort, tally in zip(plan.cohorts, tallies, strict=True):
        ranked = sorted(
            tally.steps.items(), key=lambda one: (one[0] is None, -one[1][0].count, one[0] or ())
        )
        for value, steps in ranked:
            if not (value is None and plan.split is not None and plan.split.hides_other):
                yield _Part(value=value, cohort=cohort, steps=steps)


def _walked(rows: "Iterable[Row]", plan: Plan) -> Tally:
    found = outcomes_by_value(journeys_of(rows, plan), plan)
    shown = kept_values(((value, len(each)) for value, each in found.items()), plan)
    merged: defaultdict[Value, list[Outcome]] = defaultdict(list)
    for value, outcomes in found.items():
        merged[shown(value)].extend(outcomes)
    everybody = (outcome for each in found.values() for outcome in each)
    return Tally(
        steps={value: step_numbers(each, plan.rules) for value, each in merged.items()},
        total=conversion_time(total_times(everybody, plan.rules)),
    )


def _steps(
    part: _Part, request: FunnelsQuery, plan: Plan, context: "InsightContext"
) -> tuple[FunnelStep, ...]:
    is_free = plan.order is FunnelOrder.UNORDERED
    name = part.cohort.name if part.cohort else _reported(part.value, None, plan)
    value = _reported(part.value, part.cohort, plan)
    return tuple(
        FunnelStep(
            action_id=None if is_free else series_id(series),
            name=_completed(at + 1) if is_free else series_name(series, context),
            custom_name=None if is_free else series.custom_name,
            order=at,
            people=(),
            count=scaled_up(numbers.count, factor_of(request)),
            type=series_type(series),
            average_conversion_time=numbers.average,
            median_conversion_time=numbers.median,
            converted_people_url=None,
            dropped_people_url=None,
            breakdown=name,
            breakdown_value=value,
        )
        for at, (series, numbers) in enumerate(zip(plan.series, part.steps, strict=True))
    )


def _completed(steps: int) -> str:
    return "Completed 1 step" if steps == 1 else f"Completed {steps} steps"


def _reported(value: "Value", cohort: "CohortOf | None", plan: Plan) -> BreakdownValue:
    """The value as a list, also for one property; the id for a cohort."""
    if cohort is not None:
        return cohort.reported
    if plan.split is None:
        return None
    found = plan.split.reported(value)
    return (found,) if isinstance(found, str) else found


def _times(answers: "Sequence[Answer]", plan: Plan, factor: float) -> FunnelTimes:
    rows = [row for answer in answers for row in answer.rows]
    if is_packed(plan):
        times = read_packed_times(rows)
    else:
        found = outcomes_by_value(journeys_of(rows, plan), plan)
        outcomes = (outcome for each in found.values() for outcome in each)
        times = conversion_times(outcomes, plan.from_step, plan.to_step)
    return FunnelTimes(
        bins=tuple((start, scaled_up(n, factor)) for start, n in bins_of(times, plan.bin_count)),
        average_conversion_time=sum(times) / len(times) if times else None,
    )


def _trends(answers: "Sequence[Answer]", plan: Plan) -> "Iterator[FunnelTrend]":
    axis = Axis(plan.period)
    entries = Entries(plan, axis)
    for cohort, answer in zip(plan.cohorts, answers, strict=True):
        found: defaultdict[Value, Counter[tuple[int, int]]] = defaultdict(Counter)
        if plan.split is None:
            found[NO_SPLIT].update(())
        for value, events in journeys_of(answer.rows, plan):
            found[value].update(entries.depths(events))
        shown = kept_values(((value, each.total()) for value, each in found.items()), plan)
        merged: defaultdict[Value, Counter[tuple[int, int]]] = defaultdict(Counter)
        for value, each in found.items():
            merged[shown(value)].update(each)
        for value in sorted(merged, key=lambda one: (one is None, -merged[one].total(), one or ())):
            yield _trend(merged[value], axis, plan, _reported(value, cohort, plan))


def _trend(
    depths: "Counter[tuple[int, int]]", axis: Axis, plan: Plan, value: BreakdownValue
) -> FunnelTrend:
    reached_from = [0] * len(axis.days)
    reached_to = [0] * len(axis.days)
    for (place, depth), count in depths.items():
        reached_from[place] += count if depth > plan.from_step else 0
        reached_to[place] += count if depth > plan.to_step else 0
    rates = zip(reached_to, reached_from, strict=True)
    return FunnelTrend(
        count=len(axis.days),
        data=tuple(round(100 * to / entered, 2) if entered else 0 for to, entered in rates),
        days=axis.days,
        labels=axis.labels,
        breakdown_value=value,
    )
