"""FunnelsQuery as HogQL: the journeys of actors, a few at a time in one row (insights 4.9).

    events  ->  (value, times, masks) of each actor  ->  rows of many actors' journeys
                                                     ->  numbers by value (packed.py)

A journey is what chains.py walks: two arrays, in the order of time and then of the steps. Whoever
cannot enter the funnel is left out, and so is noise after noise, which changes nothing.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import InsightContext, Query
from hogql.insights.funnels.chains import STEP_BITS
from hogql.insights.funnels.models import Attribution, FunnelOrder
from hogql.insights.funnels.packed import STEP_BITS as PACKED_BITS
from hogql.insights.funnels.packed import depths, is_packed, moments, packed
from hogql.insights.funnels.plan import Plan, plan_of
from hogql.insights.funnels.shards import conditions
from hogql.insights.funnels.steps import is_concerned, mask_of, number_of
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of

if TYPE_CHECKING:
    from typing import LiteralString

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
    SELECT actor, {shown} AS shown, {journey} AS journey
    FROM {events} WHERE {is_fed} GROUP BY actor HAVING {enters}
"""
_ENTRANCES: Final = """
    SELECT actor, {shown} AS shown, {journey} AS journey, minIf(at, mask = 1) AS entered
    FROM {events} WHERE {is_fed} GROUP BY actor HAVING {enters}
"""
_ENTERED: Final = """
    SELECT {shown} AS shown FROM {events} WHERE {is_fed} GROUP BY actor HAVING {enters}
"""
_WHOLE: Final = "arraySort(groupArray({item}))"
_ONLY_IF_LONG: Final = """
    arraySort(if(
        countIf(mask = 2) > 0 AND maxIf(at, mask = 2) >= minIf(at, mask = 1),
        groupArray({item}), arraySlice(groupArray({item}), 1, 0)
    ))
"""
"""Who never did the second step has no need of its events: it came as far as the first."""

_VALUES: Final = "groupArray(arrayMap(e -> tupleElement(e, 3), kept))"
_SHARDS: Final = """
    SELECT groupArray(shown) AS shown_,
        groupArray(arrayMap(e -> tupleElement(e, 1), kept)) AS times,
        groupArray(arrayMap(e -> tupleElement(e, 2), kept)) AS masks, {values} AS values_,
        {actors} AS actors_
    FROM (SELECT actor, shown, {kept} AS kept FROM {journeys})
    GROUP BY modulo(tupleElement(arrayElement(kept, 1), 1), {shards})
"""
_NOTHING: Final = ast.Constant(value="")
_NAMES: Final = parse_expr("groupArray(toString(actor))")
_STRICT: Final = """
    arrayFilter(
        (e, before) -> tupleElement(e, 2) != 0 OR tupleElement(before, 2) != 0,
        journey, arrayConcat(array(arrayElement(journey, 1)), arrayPopBack(journey))
    )
"""


def build(request: "FunnelsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return one query, or one for each cohort of a breakdown and each shard of the actors."""
    plan = plan_of(request, context)
    factor = factor_of(request)
    parts = tuple(conditions(plan.actor.key, context.shards))
    found: list[Query] = []
    for cohort in plan.cohorts:
        where = is_concerned(plan, request, context, cohort)
        for at, part in enumerate(parts):
            name = f"{_name(cohort)}, shard {at}" if len(parts) > 1 else _name(cohort)
            tree = _query(plan, context, where, part)
            found.append(Query(name=name, tree=sampled(tree, factor)))
    return tuple(found)


def _name(cohort: "CohortOf | None") -> str:
    return "funnel" if cohort is None else f"funnel, cohort {cohort.reported}"


def _query(plan: Plan, context: InsightContext, where: ast.Expr, part: ast.Expr) -> ast.SelectQuery:
    events = _events(plan, context, where, part)
    journeys = _by_actor(_JOURNEYS, plan, events)
    if is_packed(plan):
        entered = _by_actor(_ENTERED, plan, events) if plan.split else None
        tree = packed(plan, journeys, entered, is_whole=context.shards == 1)
    else:
        tree = _walkable(plan, journeys, actors=_NOTHING)
    return replace(tree, limit=MAX_ROWS)


def _walkable(plan: Plan, journeys: ast.SelectQuery, *, actors: ast.Expr) -> ast.SelectQuery:
    return select(
        _SHARDS,
        journeys=journeys,
        kept=parse_expr(_STRICT if plan.rules.is_strict else "journey"),
        values=parse_expr(_VALUES) if plan.value_by_event else _NOTHING,
        actors=actors,
        shards=SHARDS,
    )


def named_journeys(
    plan: Plan, request: "FunnelsQuery", context: InsightContext, cohort: "CohortOf | None"
) -> ast.SelectQuery:
    """Return the journeys of actors who are named: for funnels that are walked."""
    where = is_concerned(plan, request, context, cohort)
    journeys = _by_actor(_JOURNEYS, plan, _events(plan, context, where, TRUE))
    tree = _walkable(plan, journeys, actors=_NAMES)
    return sampled(replace(tree, limit=MAX_ROWS), factor_of(request))


def named_depths(
    plan: Plan, request: "FunnelsQuery", context: InsightContext, cohort: "CohortOf | None"
) -> ast.SelectQuery:
    """Return a row (actor, value, depth) for each actor: for funnels that are packed."""
    events = _events(plan, context, is_concerned(plan, request, context, cohort), TRUE)
    entered = _by_actor(_ENTERED, plan, events) if plan.split else None
    tree = depths(plan, _by_actor(_JOURNEYS, plan, events), entered)
    return sampled(tree, factor_of(request))


def packed_moments(
    plan: Plan, request: "FunnelsQuery", context: InsightContext, part: ast.Expr
) -> ast.SelectQuery:
    """Return when each actor of a part of them came to which step (``packed.moments``).

    For funnels that are packed and not split.
    """
    events = _events(plan, context, is_concerned(plan, request, context, None), part)
    tree = moments(plan, _by_actor(_ENTRANCES, plan, events))
    return sampled(tree, factor_of(request))


def _events(
    plan: Plan, context: InsightContext, where: ast.Expr, part: ast.Expr
) -> ast.SelectQuery:
    """The events to read; what their values are is asked of all actors, not of a part of them."""
    value = ast.Constant(value="") if plan.split is None else plan.split.value(where)
    mask = number_of(plan, context) if is_packed(plan) else mask_of(plan, context)
    return select(_EVENTS, key=plan.actor.key, mask=mask, value=value, where=all_of(where, part))


def _by_actor(template: "LiteralString", plan: Plan, events: ast.SelectQuery) -> ast.SelectQuery:
    """One row for each actor, or for each value of it where values have journeys of their own."""
    tree = select(
        template,
        shown=_shown(plan),
        journey=parse_expr(_ONLY_IF_LONG if is_packed(plan) else _WHOLE, item=_item(plan)),
        events=events,
        is_fed=parse_expr("true" if plan.rules.is_strict else "mask != 0"),
        enters=_enters(plan),
    )
    if _is_by_value(plan):
        return replace(tree, group_by=(*(tree.group_by or ()), ast.Field(chain=("value",))))
    return tree


def _item(plan: Plan) -> ast.Expr:
    if is_packed(plan):
        return parse_expr("at * {codes} + mask", codes=ast.Constant(value=1 << PACKED_BITS))
    return parse_expr("tuple(at, mask, value)" if plan.value_by_event else "tuple(at, mask)")


def _is_by_value(plan: Plan) -> bool:
    """Whether the events of each value are a journey of their own."""
    return plan.split is not None and plan.attribution is Attribution.ALL_EVENTS


def _shown(plan: Plan) -> ast.Expr:
    """The value that a whole journey counts under: of the first or last event that is a step."""
    if plan.split is None or plan.value_by_event:
        return ast.Constant(value="")
    if _is_by_value(plan):
        return ast.Field(chain=("value",))
    steps = ast.Constant(value=STEP_BITS)
    if plan.attribution is Attribution.LAST_TOUCH:
        text = "argMaxIf(value, tuple(at, mask, value), bitAnd(mask, {steps}) != 0)"
    else:
        text = "argMinIf(value, tuple(at, mask, value), bitAnd(mask, {steps}) != 0)"
    return parse_expr(text, steps=steps)


def _enters(plan: Plan) -> ast.Expr:
    """Only who did the first step, or any one where the order is free, is in the funnel."""
    if is_packed(plan):
        return parse_expr("countIf(mask = 1) > 0")
    entry = STEP_BITS if plan.order is FunnelOrder.UNORDERED else 1
    return parse_expr("countIf(bitAnd(mask, {entry}) != 0) > 0", entry=ast.Constant(value=entry))
