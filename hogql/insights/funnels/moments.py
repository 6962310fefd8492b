"""When the actors of a step were there: the time of each around which other events are looked at.

    FunnelPathsFilter(before, step 2)    up to step 2 of who came to it
    FunnelPathsFilter(between, step 2)   from step 1 to step 2
    FunnelPathsFilter(after, step -2)    after the window of who came to step 1 and no further

    FunnelPathsFilter  ->  rows of (actor_id, since, until) in milliseconds, both inclusive

Of somebody who dropped out it is the last step that was done. What the funnel is split by, and how
it is drawn, does not matter. Packed funnels are one statement; the others are walked in Python,
their journeys being asked for first (``prepare``).

Source: PostHog ``paths_query_runner.py`` (``handle_funnel``), ``funnels/base.py``.
"""

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from hogql import ast
from hogql.insights.context import Query
from hogql.insights.errors import InsightError
from hogql.insights.funnels.build import named_journeys, packed_moments
from hogql.insights.funnels.journeys import is_of_step, named_journeys_of, outcome_of
from hogql.insights.funnels.models import FunnelPathType
from hogql.insights.funnels.packed import is_packed, moment_of
from hogql.insights.funnels.plan import plan_of
from hogql.insights.funnels.written import MOST_ROWS, key_written, written
from hogql.insights.people.found import inside
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.insights.actors import Actor
    from hogql.insights.context import Answer, InsightContext
    from hogql.insights.funnels.models import FunnelPathsFilter
    from hogql.insights.funnels.plan import Plan

_T = TypeVar("_T")

SOURCE: Final = "funnelSource"
FIRST_MOMENT: Final = 0
LAST_MOMENT: Final = 1 << 52
"""In milliseconds: no event is before the first, none after the last."""

_PACKED: Final = """
    SELECT actor AS actor_id, {since} AS since, {until} AS until FROM {moments} WHERE {is_of_step}
"""
_WALKED: Final = """
    SELECT {key} AS actor_id, ifNull(toInt(arrayElement(found, 2)), 0) AS since,
        ifNull(toInt(arrayElement(found, 3)), 0) AS until
    FROM (SELECT arrayJoin({rows}) AS found)
"""
_NAME: Final = parse_expr("arrayElement(found, 1)")


def prepare(asked: "FunnelPathsFilter", context: "InsightContext") -> tuple[Query, ...]:
    """Return what must be asked before it is known who it is."""
    plan = _plan(asked, context)
    if is_packed(plan):
        return ()
    with inside(SOURCE):
        tree = named_journeys(plan, asked.source, context, None)
    return (Query(name="journeys", tree=tree),)


def moments(
    asked: "FunnelPathsFilter", context: "InsightContext"
) -> "tuple[ast.SelectQuery, Actor]":
    """Return the rows, and whom they are about. Raises InsightError below the filter's place."""
    plan = _plan(asked, context)
    _check(asked, plan)
    if is_packed(plan):
        return _packed(asked, plan, context), plan.actor
    (journeys,) = context.prepared
    return _walked(asked, plan, journeys), plan.actor


def _plan(asked: "FunnelPathsFilter", context: "InsightContext") -> "Plan":
    chosen = asked.source.funnels_filter
    drawn = chosen.model_copy(update={"viz": None}) if chosen else None
    source = asked.source.model_copy(update={"breakdown_filter": None, "funnels_filter": drawn})
    with inside(SOURCE):
        return plan_of(source, context)


def _check(asked: "FunnelPathsFilter", plan: "Plan") -> None:
    if asked.step in (0, -1) or abs(asked.step) > len(plan.series):
        message = f"Steps are 1 to {len(plan.series)}, or -2 and below for who dropped out."
        raise InsightError(message, attr="funnelStep")
    if asked.kind is FunnelPathType.BETWEEN and _place(asked, plan) == 0:
        raise InsightError("There is no step before the first one.", attr="funnelStep")


def _place(asked: "FunnelPathsFilter", plan: "Plan") -> int:
    """The step, counted from 0, that is asked about, or that who dropped out did last."""
    return asked.step - 1 if asked.step > 0 else plan.rules.required_before(-asked.step - 1)


def _packed(asked: "FunnelPathsFilter", plan: "Plan", context: "InsightContext") -> ast.SelectQuery:
    place = _place(asked, plan)
    with inside(SOURCE):
        found = packed_moments(plan, asked.source, context, TRUE)
    since, until = _span(
        asked.kind,
        first=ast.Constant(value=FIRST_MOMENT),
        before=moment_of(max(place - 1, 0)),
        at=moment_of(place),
        after=parse_expr(
            "{at} + {delay}", at=moment_of(place), delay=ast.Constant(value=_delay(asked, plan))
        ),
        last=ast.Constant(value=LAST_MOMENT),
    )
    return select(
        _PACKED,
        moments=found,
        since=since,
        until=until,
        is_of_step=parse_expr(
            "depth > {place}" if asked.step > 0 else "depth = {place} + 1",
            place=ast.Constant(value=place),
        ),
    )


def _walked(asked: "FunnelPathsFilter", plan: "Plan", journeys: "Answer") -> ast.SelectQuery:
    found = list(islice(_all_walked(asked, plan, journeys), MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        message = f"More than {MOST_ROWS:,} came there. Ask about a shorter range."
        raise InsightError(message, attr=f"{SOURCE}.dateRange")
    return select(_WALKED, key=key_written(plan.actor, _NAME), rows=written(found))


def _all_walked(
    asked: "FunnelPathsFilter", plan: "Plan", journeys: "Answer"
) -> "Iterator[list[str]]":
    for name, (_, events) in named_journeys_of(journeys.rows, plan):
        outcome = outcome_of(events, plan)
        if outcome is not None and is_of_step(outcome, asked.step, plan.rules):
            since, until = _times(outcome.times, asked, plan)
            yield [name, str(since), str(until)]


def _times(times: tuple[int, ...], asked: "FunnelPathsFilter", plan: "Plan") -> tuple[int, int]:
    place = _place(asked, plan)
    return _span(
        asked.kind,
        first=FIRST_MOMENT,
        before=times[max(place - 1, 0)],
        at=times[place],
        after=times[place] + _delay(asked, plan),
        last=LAST_MOMENT,
    )


def _span(
    kind: FunnelPathType, *, first: _T, before: _T, at: _T, after: _T, last: _T
) -> tuple[_T, _T]:
    spans = {
        FunnelPathType.BEFORE: (first, at),
        FunnelPathType.BETWEEN: (before, at),
        FunnelPathType.AFTER: (after, last),
    }
    return spans[kind]


def _delay(asked: "FunnelPathsFilter", plan: "Plan") -> int:
    """Milliseconds after which somebody has dropped out: when the window is over."""
    return 0 if asked.step > 0 else plan.rules.window_ms
