"""StickinessQuery as HogQL: a set of intervals per actor, and its size (clickhouse 11.11).

events -> the intervals that count for each actor -> actors by the number of their intervals
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec.structs import replace

from hogql import ast
from hogql.insights.actors import actor_of
from hogql.insights.context import InsightContext, Query
from hogql.insights.dates import previous_period, resolve_period
from hogql.insights.nodes import IntervalType
from hogql.insights.places import Places
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.series import matches_query, matches_series
from hogql.insights.templates import select
from hogql.property_filters.conditions import TRUE, all_of

if TYPE_CHECKING:
    from hogql.insights.entities import Entity
    from hogql.insights.periods import Period
    from hogql.insights.stickiness.models import StickinessCriteria, StickinessQuery

CompareLabel: TypeAlias = Literal["current", "previous"]
_MAX_ROWS: Final = ast.Constant(value=50_000)
_COUNTED: Final = """
    SELECT {key} AS actor, intDiv({place}, {width}) AS place, count() AS times
    FROM events WHERE {where} GROUP BY actor, place HAVING {counts}
"""
_SIZES: Final = """
    SELECT size, count() AS people
    FROM (SELECT actor, count() AS size FROM {counted} GROUP BY actor)
    GROUP BY size
"""
_SETS: Final = """
    SELECT length({listed}) AS size, sum(actors) AS people
    FROM (
        SELECT intervals, count() AS actors
        FROM (SELECT {intervals} AS intervals FROM events WHERE {where} GROUP BY {key})
        GROUP BY intervals
    )
    GROUP BY size
"""
OPERATORS: Final = {
    "gte": ast.CompareOperationOp.GtEq,
    "lte": ast.CompareOperationOp.LtEq,
    "exact": ast.CompareOperationOp.Eq,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One series in one period."""

    series: "Entity"
    order: int
    period: "Period"
    compare_label: CompareLabel | None


def lines_of(request: "StickinessQuery", context: InsightContext) -> tuple[Line, ...]:
    """Return every series of every period, current ones first."""
    interval = request.interval or IntervalType.DAY
    current = resolve_period(request.date_range, interval, context)
    periods: list[tuple[CompareLabel | None, Period]] = [(None, current)]
    compare = request.compare_filter
    if compare is not None and compare.compare:
        previous = previous_period(request.date_range, compare.compare_to, interval, context)
        periods = [("current", current), ("previous", previous)]
    return tuple(
        Line(series=series, order=order, period=period, compare_label=label)
        for label, period in periods
        for order, series in enumerate(request.series)
    )


def build(request: "StickinessQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return one query for each series and period."""
    return tuple(
        Query(
            name=f"series {line.order}" + (f", {line.compare_label}" if line.compare_label else ""),
            tree=sampled(_query(line, request, context), factor_of(request)),
        )
        for line in lines_of(request, context)
    )


def _query(line: Line, request: "StickinessQuery", context: InsightContext) -> ast.SelectQuery:
    places = _places_of(line)
    chosen = request.stickiness_filter
    criteria = chosen.stickiness_criteria if chosen else None
    if criteria is None and (request.interval_count or 1) == 1 and places.fit_a_mask:
        listed = places.listed(ast.Field(chain=("intervals",)))
        sets, where = places.set_of(TRUE), _where(line, request, context)
        key = actor_of(request, context).key
        tree = select(_SETS, listed=listed, intervals=sets, where=where, key=key)
    else:
        tree = select(_SIZES, counted=active_intervals(line, request, context))
    return replace(tree, limit=_MAX_ROWS)


def active_intervals(
    line: Line, request: "StickinessQuery", context: InsightContext
) -> ast.SelectQuery:
    """Return rows of (actor, place, times), one for each interval that counts for an actor."""
    chosen = request.stickiness_filter
    return select(
        _COUNTED,
        key=actor_of(request, context).key,
        place=_places_of(line).place(),
        width=ast.Constant(value=request.interval_count or 1),
        where=_where(line, request, context),
        counts=_counts(chosen.stickiness_criteria if chosen else None),
    )


def _places_of(line: Line) -> Places:
    starts = tuple(bucket.start for bucket in line.period.buckets())
    return Places(period=line.period, starts=starts)


def _where(line: Line, request: "StickinessQuery", context: InsightContext) -> ast.Expr:
    return all_of(
        matches_series(line.series, context, attr=f"series.{line.order}"),
        matches_query(request, context),
        line.period.contains_timestamp(),
        actor_of(request, context).exists,
    )


def _counts(criteria: "StickinessCriteria | None") -> ast.Expr:
    return ast.CompareOperation(
        left=ast.Field(chain=("times",)),
        op=OPERATORS[criteria.operator if criteria else "gte"],
        right=ast.Constant(value=criteria.value if criteria else 1),
    )
