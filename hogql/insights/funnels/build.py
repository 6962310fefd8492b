"""FunnelsQuery as HogQL: the journeys of actors, a few at a time in one row (insights 4.9).

    events  ->  (value, times, masks) of each actor  ->  rows of many actors' journeys

A journey is what chains.py walks: two arrays, in the order of time and then of the steps. Whoever
cannot enter the funnel is left out, and so is noise after noise, which changes nothing.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import InsightContext, Query
from hogql.insights.funnels.chains import STEP_BITS
from hogql.insights.funnels.models import Attribution, FunnelOrder
from hogql.insights.funnels.plan import Plan, plan_of
from hogql.insights.funnels.steps import is_concerned, mask_of
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.templates import select
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from hogql.insights.cohort_breakdowns import CohortOf
    from hogql.insights.funnels.models import FunnelsQuery

MAX_ROWS: Final = ast.Constant(value=50_000)
SHARDS: Final = ast.Constant(value=997)
"""Rows hold the journeys of many actors, so that the number of rows is no limit to theirs.

A prime, as the actors are divided by the millisecond of their first event.
"""

_EVENTS: Final = """
    SELECT {key} AS actor, toUnixTimestamp64Milli(timestamp) AS at, {mask} AS mask, {value} AS value
    FROM events WHERE {where}
"""
_JOURNEYS: Final = """
    SELECT {shown} AS shown, arraySort(groupArray({item})) AS journey
    FROM {events} WHERE {is_fed} GROUP BY actor HAVING {enters}
"""
_JOURNEYS_BY_VALUE: Final = """
    SELECT value AS shown, arraySort(groupArray({item})) AS journey
    FROM {events} WHERE {is_fed} GROUP BY actor, value HAVING {enters}
"""
_SHARDS: Final = """
    SELECT groupArray(shown) AS shown_,
        groupArray(arrayMap(e -> tupleElement(e, 1), kept)) AS times,
        groupArray(arrayMap(e -> tupleElement(e, 2), kept)) AS masks, {values} AS values_
    FROM (SELECT shown, {kept} AS kept FROM {journeys})
    GROUP BY modulo(tupleElement(arrayElement(kept, 1), 1), {shards})
"""
_STRICT: Final = """
    arrayFilter(
        (e, before) -> tupleElement(e, 2) != 0 OR tupleElement(before, 2) != 0,
        journey, arrayConcat(array(arrayElement(journey, 1)), arrayPopBack(journey))
    )
"""


def build(request: "FunnelsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return one query, or one for each cohort of a breakdown."""
    plan = plan_of(request, context)
    factor = factor_of(request)
    return tuple(
        Query(name=_name(cohort), tree=sampled(_query(plan, request, context, cohort), factor))
        for cohort in plan.cohorts
    )


def _name(cohort: "CohortOf | None") -> str:
    return "funnel" if cohort is None else f"funnel, cohort {cohort.reported}"


def _query(
    plan: Plan, request: "FunnelsQuery", context: InsightContext, cohort: "CohortOf | None"
) -> ast.SelectQuery:
    where = is_concerned(plan, request, context, cohort)
    nothing = ast.Constant(value="")
    events = select(
        _EVENTS,
        key=plan.actor.key,
        mask=mask_of(plan, context),
        value=nothing if plan.split is None else plan.split.value(where),
        where=where,
    )
    journeys = select(
        _JOURNEYS_BY_VALUE if _is_by_value(plan) else _JOURNEYS,
        events=events,
        item=parse_expr("tuple(at, mask, value)" if plan.value_by_event else "tuple(at, mask)"),
        is_fed=parse_expr("true" if plan.rules.is_strict else "mask != 0"),
        enters=_enters(plan),
        **({} if _is_by_value(plan) else {"shown": _shown(plan)}),
    )
    values = "groupArray(arrayMap(e -> tupleElement(e, 3), kept))"
    tree = select(
        _SHARDS,
        journeys=journeys,
        kept=parse_expr(_STRICT if plan.rules.is_strict else "journey"),
        values=parse_expr(values) if plan.value_by_event else nothing,
        shards=SHARDS,
    )
    return replace(tree, limit=MAX_ROWS)


def _is_by_value(plan: Plan) -> bool:
    """Whether the events of each value are a journey of their own."""
    return plan.split is not None and plan.attribution is Attribution.ALL_EVENTS


def _shown(plan: Plan) -> ast.Expr:
    """The value that a whole journey counts under: of the first or last event that is a step."""
    if plan.split is None or plan.value_by_event:
        return ast.Constant(value="")
    steps = ast.Constant(value=STEP_BITS)
    if plan.attribution is Attribution.LAST_TOUCH:
        text = "argMaxIf(value, tuple(at, mask, value), bitAnd(mask, {steps}) != 0)"
    else:
        text = "argMinIf(value, tuple(at, mask, value), bitAnd(mask, {steps}) != 0)"
    return parse_expr(text, steps=steps)


def _enters(plan: Plan) -> ast.Expr:
    """Only who did the first step, or any one where the order is free, is in the funnel."""
    entry = STEP_BITS if plan.order is FunnelOrder.UNORDERED else 1
    return parse_expr("countIf(bitAnd(mask, {entry}) != 0) > 0", entry=ast.Constant(value=entry))
