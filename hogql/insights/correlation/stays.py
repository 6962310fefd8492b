"""When each actor was in a funnel, and whether it came through.

    packed funnels   one statement         ->  rows (actor, is_done, begun, ended)
    others           journeys -> walked    ->  the same rows, written into the statement

A stay begins with the first step of the deepest try and ends with its last step; of who did not
come through it ends with the window. Times are milliseconds.
"""

from itertools import islice
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.context import Query
from hogql.insights.correlation.plan import Plan, plan_of
from hogql.insights.errors import InsightError
from hogql.insights.funnels.actors import is_deep, who_came
from hogql.insights.funnels.build import named_journeys, packed_moments
from hogql.insights.funnels.journeys import named_journeys_of, outcome_of
from hogql.insights.funnels.packed import moment_of
from hogql.insights.funnels.written import MOST_ROWS, key_written, written
from hogql.insights.people.found import inside
from hogql.insights.templates import select
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.insights.context import Answer, InsightContext
    from hogql.insights.correlation.models import FunnelCorrelationQuery

_PACKED: Final = """
    SELECT actor, depth = {steps} AS is_done, {first} AS begun,
        if(is_done, {last}, begun + {window}) AS ended
    FROM {moments} WHERE {is_deep}
"""
_WRITTEN: Final = """
    SELECT {key} AS actor, arrayElement(stay, 2) = '1' AS is_done,
        ifNull(toInt(arrayElement(stay, 3)), 0) AS begun,
        ifNull(toInt(arrayElement(stay, 4)), 0) AS ended
    FROM (SELECT arrayJoin({stays}) AS stay)
"""
_NAME: Final = parse_expr("arrayElement(stay, 1)")


def prepare(request: "FunnelCorrelationQuery", context: "InsightContext") -> tuple[Query, ...]:
    """Return what must be known before it can be said who stayed how long."""
    plan = plan_of(request, context)
    if plan.is_packed:
        return ()
    with inside("source.source"):
        tree = named_journeys(plan.funnel, plan.source, context, None)
    return (Query(name="journeys", tree=tree),)


def stays_of(plan: Plan, context: "InsightContext", part: ast.Expr) -> ast.SelectQuery:
    """Return rows (actor, is_done, begun, ended), one for each actor of a part of them.

    Those of a walked funnel are always all of them.
    """
    if not plan.is_packed:
        (journeys,) = context.prepared
        return select(
            _WRITTEN,
            key=key_written(plan.funnel.actor, _NAME),
            stays=written(_walked(plan, journeys)),
        )
    with inside("source.source"):
        moments = packed_moments(plan.funnel, plan.source, context, part)
    with inside("source"):
        is_asked = is_deep(plan.asked, plan.funnel)
    steps = plan.funnel.rules.steps
    return select(
        _PACKED,
        moments=moments,
        is_deep=is_asked,
        steps=ast.Constant(value=steps),
        first=moment_of(0),
        last=moment_of(steps - 1),
        window=ast.Constant(value=plan.funnel.rules.window_ms),
    )


def _walked(plan: Plan, journeys: "Answer") -> list[list[str]]:
    found = list(islice(_all_walked(plan, journeys), MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        message = (
            f"More than {MOST_ROWS:,} entered this funnel. Correlations of that many need steps "
            "in order that are events of different names, none optional, without exclusions."
        )
        raise InsightError(message, attr="source.source.series")
    return found


def _all_walked(plan: Plan, journeys: "Answer") -> "Iterator[list[str]]":
    with inside("source"):
        is_meant = who_came(plan.asked, plan.funnel)
    rules = plan.funnel.rules
    for name, (_, events) in named_journeys_of(journeys.rows, plan.funnel):
        outcome = outcome_of(events, plan.funnel)
        if outcome is None or not is_meant(outcome):
            continue
        is_done = outcome.depth == rules.steps
        begun = outcome.times[0]
        ended = outcome.times[-1] if is_done else begun + rules.window_ms
        yield [name, str(int(is_done)), str(begun), str(ended)]
