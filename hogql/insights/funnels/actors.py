"""Who reached a step of a funnel, or dropped out before it.

    FunnelsActorsQuery(funnelStep 2)   who came as far as step 2, steps being counted from 1
    FunnelsActorsQuery(funnelStep -2)  who came to step 1 and no further

Of a step -k that is optional, or comes after one that is, it is who did the closest required step
before k, but not k: as many as the two counts differ by where k is required.

Packed funnels are one statement. Others are walked in Python, so that the journeys have to be there
before it is known whom to ask about: ``prepare`` asks for them, ``actors`` walks them. No more than
50,000 people of a walked funnel are listed, the first by their ids.
"""

from collections import Counter
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.axis import Axis
from hogql.insights.breakdowns import NULL_VALUE, is_rest, is_value
from hogql.insights.context import Query
from hogql.insights.errors import InsightError
from hogql.insights.funnels.build import named_depths, named_journeys
from hogql.insights.funnels.entries import Entries
from hogql.insights.funnels.journeys import (
    is_of_step,
    kept_values,
    named_journeys_of,
    outcome_of,
)
from hogql.insights.funnels.models import FunnelViz
from hogql.insights.funnels.packed import is_packed
from hogql.insights.funnels.plan import Plan, plan_of
from hogql.insights.funnels.written import MOST_ROWS, key_written, written
from hogql.insights.people.found import Found, found_of, inside
from hogql.insights.people.points import place_of
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hogql.insights.breakdowns import Value
    from hogql.insights.cohort_breakdowns import CohortOf
    from hogql.insights.context import Answer, InsightContext
    from hogql.insights.funnels.chains import Outcome
    from hogql.insights.funnels.models import FunnelsActorsQuery

_OF_DEPTH: Final = """
    SELECT actor AS actor_id, 1 AS event_count FROM {depths} WHERE {is_deep} AND {is_value}
"""
_NAMED: Final = """
    SELECT {key} AS actor_id, 1 AS event_count FROM (SELECT arrayJoin({rows}) AS named)
"""
_NAME: Final = parse_expr("arrayElement(named, 1)")


def prepare(asked: "FunnelsActorsQuery", context: "InsightContext") -> tuple[Query, ...]:
    """Return what must be known before it can be said who it is."""
    with inside("source"):
        plan = plan_of(asked.source, context)
    if is_packed(plan):
        return ()
    tree = named_journeys(plan, asked.source, context, _cohort(asked, plan))
    return (Query(name="journeys", tree=tree),)


def actors(asked: "FunnelsActorsQuery", context: "InsightContext") -> Found:
    """Return the people of a step. Raises InsightError, naming what there is no step of."""
    with inside("source"):
        plan = plan_of(asked.source, context)
    if is_packed(plan):
        return found_of(_packed(asked, plan, context), plan.actor)
    (journeys,) = context.prepared
    names = sorted(set(_walked(asked, plan, journeys)))[:MOST_ROWS]
    rows = written([[name] for name in names])
    tree = select(_NAMED, key=key_written(plan.actor, _NAME), rows=rows)
    return found_of(tree, plan.actor)


def _packed(asked: "FunnelsActorsQuery", plan: Plan, context: "InsightContext") -> ast.SelectQuery:
    split, value = plan.split, ast.Field(chain=("value",))
    return select(
        _OF_DEPTH,
        depths=named_depths(plan, asked.source, context, _cohort(asked, plan)),
        is_deep=is_deep(asked, plan),
        is_value=TRUE if split is None else is_value(split, asked.step_breakdown, value),
    )


def _walked(asked: "FunnelsActorsQuery", plan: Plan, journeys: "Answer") -> "Iterator[str]":
    """The actors whose journeys came as far as it is asked."""
    is_trend = plan.viz is FunnelViz.TRENDS
    reached = [*(_entries if is_trend else _outcomes)(asked, plan, journeys)]
    shown = kept_values(Counter(value for _, value, _ in reached).items(), plan)
    is_any_value = plan.split is None or asked.step_breakdown is None
    wanted = _wanted(asked)
    for name, value, is_one in reached:
        if is_one and (is_any_value or shown(value) == wanted):
            yield name


def _outcomes(
    asked: "FunnelsActorsQuery", plan: Plan, journeys: "Answer"
) -> "Iterator[tuple[str, Value, bool]]":
    is_meant = who_came(asked, plan)
    for name, (value, events) in named_journeys_of(journeys.rows, plan):
        outcome = outcome_of(events, plan)
        if outcome is not None:
            yield name, value, is_meant(outcome)


def _entries(
    asked: "FunnelsActorsQuery", plan: Plan, journeys: "Answer"
) -> "Iterator[tuple[str, Value, bool]]":
    """Who entered in the bucket, and converted or, of a drop-off, did not."""
    if asked.entrance_period_start is None:
        raise InsightError("Which bucket is meant?", attr="funnelTrendsEntrancePeriodStart")
    start = asked.entrance_period_start
    wanted = place_of(start, plan.period, attr="funnelTrendsEntrancePeriodStart")
    entries = Entries(plan, Axis(plan.period))
    for name, (value, events) in named_journeys_of(journeys.rows, plan):
        for place, depth in entries.depths(events):
            is_through = depth > plan.to_step
            is_left = depth > plan.from_step and not is_through
            is_asked = is_left if asked.trends_drop_off else is_through
            yield name, value, place == wanted and is_asked


def is_deep(asked: "FunnelsActorsQuery", plan: Plan) -> ast.Expr:
    """Return the condition on the column ``depth`` of a packed funnel. Raises InsightError."""
    if asked.custom_steps:
        _check_custom(asked.custom_steps, plan)
        steps = tuple(ast.Constant(value=step) for step in asked.custom_steps)
        return parse_expr("depth IN {steps}", steps=ast.Tuple(exprs=steps))
    step = _step_of(asked, plan)
    return parse_expr(
        "depth >= {step}" if step > 0 else "depth = {step}",
        step=ast.Constant(value=step if step > 0 else -step - 1),
    )


def who_came(asked: "FunnelsActorsQuery", plan: Plan) -> "Callable[[Outcome], bool]":
    """Return which outcomes of a walked funnel are meant. Raises InsightError."""
    custom = asked.custom_steps
    if custom:
        _check_custom(custom, plan)
        return lambda outcome: outcome.depth in custom
    step = _step_of(asked, plan)
    return lambda outcome: is_of_step(outcome, step, plan.rules)


def _check_custom(steps: tuple[int, ...], plan: Plan) -> None:
    for at, step in enumerate(steps):
        if step > len(plan.series):
            message = f"Steps are 1 to {len(plan.series)}."
            raise InsightError(message, attr=f"funnelCustomSteps.{at}")


def _step_of(asked: "FunnelsActorsQuery", plan: Plan) -> int:
    """Return the step that is asked for, from 1, or from -2 down. Raises InsightError."""
    step = asked.funnel_step
    if step is None:
        raise InsightError("Which step is meant?", attr="funnelStep")
    if step in (0, -1) or abs(step) > len(plan.series):
        message = f"Steps are 1 to {len(plan.series)}, or -2 and below for who dropped out."
        raise InsightError(message, attr="funnelStep")
    return step


def _wanted(asked: "FunnelsActorsQuery") -> "Value":
    if is_rest(asked.step_breakdown):
        return None
    written = asked.step_breakdown
    texts = written if isinstance(written, tuple) else (written,)
    return tuple("" if text == NULL_VALUE else str(text) for text in texts)


def _cohort(asked: "FunnelsActorsQuery", plan: Plan) -> "CohortOf | None":
    if plan.cohorts == (None,):
        return None
    written = asked.step_breakdown
    text = str(written[0] if isinstance(written, tuple) and written else written)
    wanted = "all" if text == "0" else text
    for cohort in plan.cohorts:
        if cohort is not None and wanted in (str(cohort.reported), cohort.name):
            return cohort
    raise InsightError("The funnel has no such cohort.", attr="funnelStepBreakdown")
