"""When each actor was in a funnel, and whether it came through.

    packed funnels   one statement         ->  rows (actor, is_done, begun, ended)
    others           journeys -> walked    ->  the same rows, written into the statement

A stay begins with the first step of the deepest try and ends with its last step; of who did not
come through it ends with the window. Times are milliseconds.
"""

import json
from itertools import islice
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import PERSON
from hogql.insights.context import Query
from hogql.insights.correlation.plan import Plan, plan_of
from hogql.insights.errors import InsightError
from hogql.insights.funnels.actors import is_of_step, step_of
from hogql.insights.funnels.build import named_journeys, packed_stays
from hogql.insights.funnels.journeys import named_journeys_of, outcome_of
from hogql.insights.people.found import inside
from hogql.insights.templates import select
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.insights.context import Answer, InsightContext
    from hogql.insights.correlation.models import FunnelCorrelationQuery

MOST_WALKED: Final = 50_000
"""So many actors fit into a statement."""

_OF_STEP: Final = "SELECT actor, is_done, begun, ended FROM {stays} WHERE {is_deep}"
_WRITTEN: Final = """
    SELECT {key} AS actor, arrayElement(stay, 2) = '1' AS is_done,
        ifNull(toInt(arrayElement(stay, 3)), 0) AS begun,
        ifNull(toInt(arrayElement(stay, 4)), 0) AS ended
    FROM (SELECT arrayJoin({stays}) AS stay)
"""
MOST_IN_A_TEXT: Final = 1000
"""So many stays are one value of the statement: no value is longer than a server reads."""


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
        return _written(plan, _walked(plan, journeys))
    with inside("source.source"):
        stays = packed_stays(plan.funnel, plan.source, context, part)
    return select(_OF_STEP, stays=stays, is_deep=_is_deep(plan))


def _is_deep(plan: Plan) -> ast.Expr:
    step = _step(plan)
    return parse_expr(
        "depth >= {step}" if step > 0 else "depth = {step}",
        step=ast.Constant(value=step if step > 0 else -step - 1),
    )


def _step(plan: Plan) -> int:
    """The step that the actors did; all who entered did the first."""
    if plan.asked.funnel_step is None:
        return 1
    with inside("source"):
        return step_of(plan.asked, plan.funnel)


def _walked(plan: Plan, journeys: "Answer") -> list[list[str]]:
    found = list(islice(_all_walked(plan, journeys), MOST_WALKED + 1))
    if len(found) > MOST_WALKED:
        message = (
            f"More than {MOST_WALKED:,} entered this funnel. Correlations of that many need steps "
            "in order that are events of different names, none optional, without exclusions."
        )
        raise InsightError(message, attr="source.source.series")
    return found


def _all_walked(plan: Plan, journeys: "Answer") -> "Iterator[list[str]]":
    step, rules = _step(plan), plan.funnel.rules
    for name, (_, events) in named_journeys_of(journeys.rows, plan.funnel):
        outcome = outcome_of(events, plan.funnel)
        if outcome is None or not is_of_step(outcome, step, plan.funnel):
            continue
        is_done = outcome.depth == rules.steps
        begun = outcome.times[0]
        ended = outcome.times[-1] if is_done else begun + rules.window_ms
        yield [name, str(int(is_done)), str(begun), str(ended)]


def _written(plan: Plan, stays: list[list[str]]) -> ast.SelectQuery:
    starts = range(0, len(stays), MOST_IN_A_TEXT)
    texts = [json.dumps(stays[at : at + MOST_IN_A_TEXT]) for at in starts]
    values = tuple(
        parse_expr("JSONExtract({stays}, 'Array(Array(String))')", stays=ast.Constant(value=text))
        for text in texts or ["[]"]
    )
    return select(
        _WRITTEN,
        key=parse_expr(
            "toUUID(arrayElement(stay, 1))" if plan.key == PERSON.key else "arrayElement(stay, 1)"
        ),
        stays=values[0] if len(values) == 1 else ast.Call(name="arrayConcat", args=values),
    )
