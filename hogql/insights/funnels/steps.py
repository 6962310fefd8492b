"""Which events a funnel is about: a bit for each step and each exclusion that an event matches.

series, exclusions  ->  condition of each step  ->  mask of an event, condition on all events
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.entities import EventsNode, Math
from hogql.insights.funnels.chains import EXCLUSION_BITS
from hogql.insights.funnels.models import FunnelOrder
from hogql.insights.series import is_event_of, matches_any, matches_query, matches_series
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of, any_of

if TYPE_CHECKING:
    from hogql.insights.cohort_breakdowns import CohortOf
    from hogql.insights.context import InsightContext
    from hogql.insights.entities import Entity
    from hogql.insights.funnels.models import FunnelsQuery
    from hogql.insights.funnels.plan import Plan

EXCLUSIONS: Final = "funnelsFilter.exclusions"
_FIRSTS: Final = frozenset(
    {
        Math.FIRST_TIME_FOR_USER,
        Math.FIRST_TIME_FOR_USER_WITH_FILTERS,
        Math.FIRST_MATCHING_EVENT_FOR_USER,
    }
)
_FIRST: Final = """
    tuple(toString({key}), timestamp) IN (
        SELECT toString(actor), first_at
        FROM (
            SELECT {key} AS actor, min(timestamp) AS first_at
            FROM events WHERE {where} GROUP BY actor
        )
    )
"""


def step_conditions(plan: "Plan", context: "InsightContext") -> tuple[ast.Expr, ...]:
    """Return for each step the condition that an event of the range is it."""
    return tuple(
        _is_step(one, plan, context, attr=f"series.{at}") for at, one in enumerate(plan.series)
    )


def mask_of(plan: "Plan", context: "InsightContext") -> ast.Expr:
    """Return the number whose bits say what an event is, 0 for neither step nor exclusion."""
    bits: list[ast.Expr] = [
        _bit(condition, at) for at, condition in enumerate(step_conditions(plan, context))
    ]
    for at, one in enumerate(plan.exclusions):
        condition = matches_series(one, context, attr=f"{EXCLUSIONS}.{at}")
        bits.append(_bit(condition, EXCLUSION_BITS + at))
    mask: ast.Expr = bits[0]
    for bit in bits[1:]:
        mask = ast.ArithmeticOperation(left=mask, op=ast.ArithmeticOperationOp.Add, right=bit)
    return mask


def number_of(plan: "Plan", context: "InsightContext") -> ast.Expr:
    """Return the step of an event, counted from one, 0 for none: where no event can be two."""
    pairs = enumerate(step_conditions(plan, context), start=1)
    parts = [part for at, is_it in pairs for part in (is_it, ast.Constant(value=at))]
    return ast.Call(name="multiIf", args=(*parts, ast.Constant(value=0)))


def is_concerned(
    plan: "Plan", request: "FunnelsQuery", context: "InsightContext", cohort: "CohortOf | None"
) -> ast.Expr:
    """Return the condition on the events to read: in strict order, all events of the range."""
    is_any: ast.Expr = TRUE
    if plan.order is not FunnelOrder.STRICT:
        is_any = _is_any(plan, context)
    return all_of(
        is_any,
        plan.period.contains_timestamp(),
        matches_query(request, context),
        plan.actor.exists,
        TRUE if cohort is None else cohort.condition(),
    )


def are_disjoint(plan: "Plan") -> bool:
    """Return whether no event can be two steps: all are events of different names."""
    names = [one.event for one in plan.series if isinstance(one, EventsNode) and one.event]
    return len(names) == len(plan.series) == len(set(names))


def _is_any(plan: "Plan", context: "InsightContext") -> ast.Expr:
    of_steps = matches_any(plan.series, context)
    if not plan.exclusions or of_steps == TRUE:
        return of_steps
    of_exclusions = matches_any(plan.exclusions, context, attr=EXCLUSIONS)
    return TRUE if of_exclusions == TRUE else any_of(of_steps, of_exclusions)


def _is_step(series: "Entity", plan: "Plan", context: "InsightContext", *, attr: str) -> ast.Expr:
    matches = matches_series(series, context, attr=attr)
    if series.math not in _FIRSTS:
        return matches
    is_ever = series.math is Math.FIRST_TIME_FOR_USER
    looked_for = is_event_of(series, context, attr=attr) if is_ever else matches
    where = all_of(looked_for, plan.period.to_end(), plan.actor.exists)
    return all_of(matches, parse_expr(_FIRST, key=plan.actor.key, where=where))


def _bit(condition: ast.Expr, place: int) -> ast.Expr:
    return ast.Call(
        name="if",
        args=(condition, ast.Constant(value=1 << place), ast.Constant(value=0)),
    )
