"""Steps in order, counted where the events are: one row for each value (clickhouse 11.9).

    journey: when and which step, by time
        step k:  starts   where the try that came this far began, or 0
                 entries  the same, carried on to the later events
                 firsts   the place of the event by which a try came here for the first time
                 places   the same, carried on
    places of the deepest step, and back from there  ->  depth, times  ->  counts, means, medians

This is chains.py for funnels in which no event can be two steps: then what happens at one instant
is a matter of sorting by step, and nothing is ever excluded. tests/oracle proves the two equal.
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

_JOURNEYS: Final = """
    SELECT shown, arrayMap(e -> tupleElement(e, 1), journey) AS at_,
        arrayMap(e -> tupleElement(e, 2), journey) AS bits, arrayEnumerate(at_) AS numbers
    FROM {journeys}
"""
_ENTRIES: Final = """
    arrayFill(x -> x > 0, arrayMap((t, bit) -> if(bit = 1, t, 0), at_, bits))
"""
_PLACES: Final = """
    arrayFill(x -> x > 0, arrayMap((n, bit) -> if(bit = 1, n, 0), numbers, bits))
"""
_STARTS_OF: Final = """
    arrayMap(
        (t, bit, entry) -> if(bit = {bit} AND entry > 0 AND t - entry <= {window}, entry, 0),
        at_, bits, {entries}
    )
"""
_FIRSTS_OF: Final = """
    arrayMap(
        (start, before, n) -> if(start > 0 AND start != before, n, 0),
        {starts}, arrayPopBack(arrayPushFront({entries}, 0)), numbers
    )
"""
_CARRIED: Final = "arrayFill(x -> x > 0, {found})"
_REACHED: Final = "arrayFirstIndex(x -> x > 0, {firsts})"
_PLACE_BEFORE: Final = "if(depth = {depth}, {reached}, arrayElement({places}, {after}))"
_NUMBERS: Final = """
    SELECT {value} AS value, {counts} AS counts, {averages} AS averages, {medians} AS medians
    FROM {walked} GROUP BY value
"""
_TIMES: Final = """
    SELECT groupArrayIf({last} - {first}, depth > {to_step}) AS times FROM {walked}
"""
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
        and not plan.value_by_event
        and are_disjoint(plan)
    )


def packed(plan: "Plan", journeys: ast.SelectQuery, entered: ast.SelectQuery) -> ast.SelectQuery:
    """Return the query; ``entered`` has the value of each actor, and nothing else."""
    walked = _walked(plan, journeys)
    if plan.viz is FunnelViz.TIME_TO_CONVERT:
        return select(
            _TIMES,
            walked=walked,
            first=_named("time", plan.from_step),
            last=_named("time", plan.to_step),
            to_step=ast.Constant(value=plan.to_step),
        )
    counts, averages, medians = _numbers(plan.rules.steps)
    return select(
        _NUMBERS,
        value=_value(plan, entered),
        counts=counts,
        averages=averages,
        medians=medians,
        walked=walked,
    )


@lru_cache(maxsize=32)
def _numbers(steps: int) -> tuple[ast.Expr, ast.Expr, ast.Expr]:
    """How many actors reached each step; mean and median of the time from the one before."""
    later = range(1, steps)
    counts = (parse_expr("count()"), *(_over(step, "countIf(depth > {step})") for step in later))
    averages = tuple(_over(step, "avgIf({time} - {before}, depth > {step})") for step in later)
    middle = "quantileExactInclusiveIf(0.5)({time} - {before}, depth > {step})"
    medians = tuple(_over(step, middle) for step in later)
    return ast.Array(exprs=counts), ast.Array(exprs=averages), ast.Array(exprs=medians)


def _value(plan: "Plan", entered: ast.SelectQuery) -> ast.Expr:
    if plan.split is None:
        return ast.Field(chain=("shown",))
    limit = ast.Constant(value=plan.split.limit)
    return parse_expr(_TOP, entered=entered, limit=limit, rest=plan.split.rest)


def _over(step: int, text: str) -> ast.Expr:
    return parse_expr(
        text,
        step=ast.Constant(value=step),
        time=_named("time", step),
        before=_named("time", step - 1),
    )


def _walked(plan: "Plan", journeys: ast.SelectQuery) -> ast.SelectQuery:
    tree = select(_JOURNEYS, journeys=journeys)
    return replace(tree, select=(*tree.select, *_columns(plan.rules.steps, plan.rules.window_ms)))


@lru_cache(maxsize=128)
def _columns(steps: int, window_ms: int) -> tuple[ast.Expr, ...]:
    """Depth and times of each actor: arrays forward from step to step, then places back."""
    last = steps - 1
    reached = {step: parse_expr("{at} > 0", at=_named("reached", step)) for step in range(1, steps)}
    depths = [part for step in range(last, 0, -1) for part in (reached[step], _number(step + 1))]
    return (
        _alias("entries", 0, parse_expr(_ENTRIES)),
        _alias("places", 0, parse_expr(_PLACES)),
        *(column for step in range(1, steps) for column in _forward(window_ms, step)),
        ast.Alias(alias="depth", expr=ast.Call(name="multiIf", args=(*depths, _number(1)))),
        *_back(last),
        *(_time(step) for step in range(steps)),
    )


def _forward(window_ms: int, step: int) -> list[ast.Expr]:
    starts = parse_expr(
        _STARTS_OF,
        bit=_number(1 << step),
        window=_number(window_ms),
        entries=_named("entries", step - 1),
    )
    firsts = parse_expr(_FIRSTS_OF, starts=_named("starts", step), entries=_named("entries", step))
    return [
        _alias("starts", step, starts),
        _alias("entries", step, parse_expr(_CARRIED, found=_named("starts", step))),
        _alias("firsts", step, firsts),
        _alias("places", step, parse_expr(_CARRIED, found=_named("firsts", step))),
        _alias("reached", step, parse_expr(_REACHED, firsts=_named("firsts", step))),
    ]


def _back(last: int) -> list[ast.Expr]:
    """The place of each step's event in the try that came deepest, 0 beyond its depth."""
    found = [_alias("place", last, _named("reached", last))]
    for step in range(last - 1, -1, -1):
        after, places = _named("place", step + 1), _named("places", step)
        reached = _named("reached", step) if step else _number(1)
        place = parse_expr(
            _PLACE_BEFORE, depth=_number(step + 1), reached=reached, places=places, after=after
        )
        found.append(_alias("place", step, place))
    return found


def _time(step: int) -> ast.Expr:
    return _alias("time", step, parse_expr("arrayElement(at_, {at})", at=_named("place", step)))


def _alias(name: str, step: int, expr: ast.Expr) -> ast.Expr:
    return ast.Alias(alias=f"{name}_{step}", expr=expr)


def _named(name: str, step: int) -> ast.Expr:
    return ast.Field(chain=(f"{name}_{step}",))


def _number(value: int) -> ast.Expr:
    return ast.Constant(value=value)
