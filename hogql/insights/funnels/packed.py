"""Steps in order, counted where the events are: one row for each value (clickhouse 11.9).

    journey: numbers that say when and which step (1, 2, ...), by time
        step k:  starts   the number of the first step of the try that came this far here, or 0
                 entries  the same, carried on to the later events
                 first    the first one of starts: the try that came to the step first
    first of the deepest step  ->  where each step's starts have it for the first time
                               ->  depth, events  ->  counts, means, medians of differences

This is chains.py for funnels in which no event can be two steps: then what happens at one instant
is a matter of sorting by step, and nothing is ever excluded. tests/oracle proves the two equal.
A try is known by the time of its first step, as it is in chains.py.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.funnels.models import FunnelOrder, FunnelViz
from hogql.insights.funnels.steps import are_disjoint
from hogql.insights.templates import select
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from hogql.insights.funnels.plan import Plan

STEP_BITS: Final = 5
"""The low bits of an event's number are its step, counted from one; the rest are its time.

The difference of two such numbers, less that of their steps, is 32 times the milliseconds.
"""

_STARTS: Final = "arrayMap(e -> if(bitAnd(e, 31) = 1, e, 0), journey)"
_STARTS_OF: Final = """
    arrayMap(
        (e, entry) -> if(bitAnd(e, 31) = {step} AND entry > 0 AND e - entry <= {span}, entry, 0),
        journey, {entries}
    )
"""
_CARRIED: Final = "arrayFill(x -> x > 0, {found})"
_FIRST: Final = "arrayFirst(x -> x > 0, {found})"
_EVENT: Final = "arrayElement(journey, indexOf({starts}, entry))"
_NUMBERS: Final = """
    SELECT {value} AS value, {counts} AS counts, {averages} AS averages, {medians} AS medians,
        sumIf({total}, {is_through}) AS spent,
        quantileExactInclusiveMerge(0.5)(quantileExactInclusiveStateIf(0.5)({total}, {is_through}))
            OVER () AS total_median
    FROM {walked} GROUP BY value
"""
_PART: Final = """
    SELECT shown AS value, {counts} AS counts, {times} AS times FROM {walked} GROUP BY value
"""
_TIMES: Final = "SELECT groupArrayIf({time}, depth > {to_step}) AS times FROM {walked}"
_TIME: Final = "({last} - {first} - {steps}) / 32"
_DEPTHS: Final = "SELECT actor, {value} AS value, depth FROM {walked}"
_ENTERED_AT: Final = "if(entry > 0, intDiv(entry, 32), entered)"
_MOMENT: Final = "intDiv({event}, 32)"
_TOP: Final = """
    if(shown IN (
        SELECT shown FROM {entered} GROUP BY shown ORDER BY count() DESC, shown LIMIT {limit}
    ), shown, {rest})
"""


def is_packed(plan: "Plan") -> bool:
    """Return whether the arrays say the same as the chain."""
    return (
        plan.order is FunnelOrder.ORDERED
        and plan.viz is not FunnelViz.TRENDS
        and not plan.exclusions
        and not plan.rules.optional
        and not plan.value_by_event
        and are_disjoint(plan)
    )


def packed(
    plan: "Plan", journeys: ast.SelectQuery, entered: ast.SelectQuery | None, *, is_whole: bool
) -> ast.SelectQuery:
    """Return the query; ``entered`` has the value of each actor, where there are values.

    A part of the actors, not ``is_whole``, gives every value and every time, as neither ranks nor
    medians of parts say what those of all are.
    """
    found = _walked(plan, journeys)
    if plan.viz is FunnelViz.TIME_TO_CONVERT:
        time = _between(plan.from_step, plan.to_step)
        return select(_TIMES, walked=found, time=time, to_step=_number(plan.to_step))
    counts, averages, medians, times = _numbers(plan.rules.steps)
    if not is_whole:
        return select(_PART, counts=counts, times=times, walked=found)
    return select(
        _NUMBERS,
        value=_value(plan, entered),
        counts=counts,
        averages=averages,
        medians=medians,
        total=_between(0, plan.rules.steps - 1),
        is_through=parse_expr("depth = {steps}", steps=_number(plan.rules.steps)),
        walked=found,
    )


def depths(
    plan: "Plan", journeys: ast.SelectQuery, entered: ast.SelectQuery | None
) -> ast.SelectQuery:
    """Return a row (actor, value, depth) for each actor."""
    return select(_DEPTHS, value=_value(plan, entered), walked=_walked(plan, journeys))


def moments(plan: "Plan", journeys: ast.SelectQuery) -> ast.SelectQuery:
    """Return a row (actor, depth, moment_0, moment_1, ...) for each actor, in milliseconds.

    The moments are those of the deepest try, of the first one that came so far; of a step that was
    not reached they say nothing. ``journeys`` also say when an actor first ``entered``.
    """
    walked = _walked(plan, journeys)
    whole = replace(walked, select=(*walked.select, ast.Field(chain=("entered",))))
    first = _alias("moment", 0, parse_expr(_ENTERED_AT))
    later = (
        _alias("moment", step, parse_expr(_MOMENT, event=_named("event", step)))
        for step in range(1, plan.rules.steps)
    )
    tree = select("SELECT actor, depth FROM {walked}", walked=whole)
    return replace(tree, select=(*tree.select, first, *later))


def moment_of(step: int) -> ast.Expr:
    """Return when the actor of a row of ``moments`` came to a step, counted from 0."""
    return _named("moment", step)


@lru_cache(maxsize=32)
def _numbers(steps: int) -> tuple[ast.Expr, ...]:
    """How many actors reached each step; mean, median and all of the times from the one before.

    All of the times are followed by those from the first step to the last.
    """
    later = range(1, steps)
    counts = (parse_expr("count()"), *(_over(step, "countIf(depth > {step})") for step in later))
    averages = tuple(
        _over(step, "(avgIf({event} - {before}, depth > {step}) - 1) / 32") for step in later
    )
    middle = "(quantileExactInclusiveIf(0.5)({event} - {before}, depth > {step}) - 1) / 32"
    medians = tuple(_over(step, middle) for step in later)
    all_times = "groupArrayIf({time}, depth > {step})"
    spans = (*((step - 1, step) for step in later), (0, steps - 1))
    times = tuple(
        parse_expr(all_times, time=_between(first, last), step=_number(last))
        for first, last in spans
    )
    return tuple(ast.Array(exprs=exprs) for exprs in (counts, averages, medians, times))


def _between(first: int, last: int) -> ast.Expr:
    """How many milliseconds went by from one step to another."""
    return parse_expr(
        _TIME,
        first=_named("event", first),
        last=_named("event", last),
        steps=_number(last - first),
    )


def _value(plan: "Plan", entered: ast.SelectQuery | None) -> ast.Expr:
    if plan.split is None or entered is None:
        return ast.Field(chain=("shown",))
    limit = ast.Constant(value=plan.split.limit)
    return parse_expr(_TOP, entered=entered, limit=limit, rest=plan.split.rest)


def _over(step: int, text: str) -> ast.Expr:
    return parse_expr(
        text,
        step=ast.Constant(value=step),
        event=_named("event", step),
        before=_named("event", step - 1),
    )


def _walked(plan: "Plan", journeys: ast.SelectQuery) -> ast.SelectQuery:
    columns = _columns(plan.rules.steps, plan.rules.window_ms)
    tree = select("SELECT actor, shown FROM {journeys}", journeys=journeys)
    return replace(tree, select=(*tree.select, *columns))


@lru_cache(maxsize=128)
def _columns(steps: int, window_ms: int) -> tuple[ast.Expr, ...]:
    """Depth and times of each actor: arrays forward from step to step, then who came deepest."""
    firsts = {step: _named("first", step) for step in range(steps - 1, 0, -1)}
    reached = {step: parse_expr("{first} > 0", first=first) for step, first in firsts.items()}
    depth = [part for step in firsts for part in (reached[step], _number(step + 1))]
    entry = [part for step, first in firsts.items() for part in (reached[step], first)]
    return (
        _alias("starts", 0, parse_expr(_STARTS)),
        *(column for step in range(1, steps) for column in _forward(window_ms, step)),
        ast.Alias(alias="depth", expr=ast.Call(name="multiIf", args=(*depth, _number(1)))),
        ast.Alias(alias="entry", expr=ast.Call(name="multiIf", args=(*entry, _number(0)))),
        *(_event(step) for step in range(steps)),
    )


def _forward(window_ms: int, step: int) -> tuple[ast.Expr, ...]:
    # The numbers of two events differ by their steps, too.
    starts = parse_expr(
        _STARTS_OF,
        step=_number(step + 1),
        span=_number((window_ms << STEP_BITS) + step),
        entries=_named("entries", step - 1),
    )
    return (
        _alias("entries", step - 1, parse_expr(_CARRIED, found=_named("starts", step - 1))),
        _alias("starts", step, starts),
        _alias("first", step, parse_expr(_FIRST, found=_named("starts", step))),
    )


def _event(step: int) -> ast.Expr:
    """The number of the event by which the deepest try came to a step."""
    if step == 0:
        return _alias("event", 0, ast.Field(chain=("entry",)))
    return _alias("event", step, parse_expr(_EVENT, starts=_named("starts", step)))


def _alias(name: str, step: int, expr: ast.Expr) -> ast.Expr:
    return ast.Alias(alias=f"{name}_{step}", expr=expr)


def _named(name: str, step: int) -> ast.Expr:
    return ast.Field(chain=(f"{name}_{step}",))


def _number(value: int) -> ast.Expr:
    return ast.Constant(value=value)
