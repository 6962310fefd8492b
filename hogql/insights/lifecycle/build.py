"""LifecycleQuery as HogQL: a set of intervals per actor, equal ones counted once (clickhouse 11).

    events -> (intervals, interval of creation) of each actor -> actors by equal ones
           -> a set of intervals for each status -> (status, place, people)

Place 0 is the interval before the range.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import Actor, actor_of
from hogql.insights.context import InsightContext, Query
from hogql.insights.dates import resolve_period
from hogql.insights.intervals import start_of
from hogql.insights.nodes import IntervalType
from hogql.insights.periods import Period
from hogql.insights.places import Places
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.series import matches_query, matches_series
from hogql.insights.templates import select
from hogql.property_filters.conditions import all_of

if TYPE_CHECKING:
    from hogql.insights.lifecycle.models import LifecycleQuery

_CELLS: Final = """
    SELECT status, groupArray(place) AS places, groupArray(people) AS counts
    FROM (
        SELECT status, place, sum(actors) AS people
        FROM (
            SELECT status, found, actors
            FROM (
                SELECT actors, [
                    arrayFilter(at -> at = born, came),
                    arrayFilter(at -> at != born AND has(after, at), came),
                    arrayFilter(at -> at != born AND NOT has(after, at), came),
                    arrayFilter(at -> NOT has(came, at), after)
                ] AS founds
                FROM (
                    SELECT actors, born, came, arrayMap(at -> assumeNotNull(at + 1), came) AS after
                    FROM (
                        SELECT born, {listed} AS came, count() AS actors
                        FROM {actors} GROUP BY born, intervals
                    )
                )
            )
            ARRAY JOIN [0, 1, 2, 3] AS status, founds AS found
        )
        ARRAY JOIN found AS place
        GROUP BY status, place
    )
    GROUP BY status LIMIT 100
"""
_OF_PERSONS: Final = """
    SELECT a.actor AS actor, a.intervals AS intervals, {born} AS born
    FROM (SELECT {key} AS actor, {intervals} AS intervals FROM events WHERE {where} GROUP BY actor)
        AS a
    LEFT JOIN (SELECT id, created_at FROM persons) AS p ON a.actor = p.id
"""
_OF_GROUPS: Final = """
    SELECT a.actor AS actor, a.intervals AS intervals, {born} AS born
    FROM (SELECT {key} AS actor, {intervals} AS intervals FROM events WHERE {where} GROUP BY actor)
        AS a
    LEFT JOIN (SELECT key, created_at FROM groups WHERE index = {index}) AS p ON a.actor = p.key
"""
_OF_DISTINCT_IDS: Final = """
    SELECT p.actor AS actor, p.intervals AS intervals, {born} AS born
    FROM (
        SELECT {key} AS actor, {intervals} AS intervals, any(person.created_at) AS created_at
        FROM events WHERE {where} GROUP BY actor
    ) AS p
"""
_CREATED: Final = ast.Field(chain=("p", "created_at"))
_ALWAYS: Final = ast.Constant(value=True)


def period_of(request: "LifecycleQuery", context: InsightContext) -> Period:
    """Return the period that the request is about."""
    return resolve_period(request.date_range, request.interval or IntervalType.DAY, context)


def build(request: "LifecycleQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the one query."""
    actors, places = members_of(request, context)
    listed = places.listed(ast.Field(chain=("intervals",)))
    tree = select(_CELLS, listed=listed, actors=actors)
    return (Query(name="lifecycle", tree=sampled(tree, factor_of(request))),)


def members_of(
    request: "LifecycleQuery", context: InsightContext
) -> tuple[ast.SelectQuery, Places]:
    """Return rows of (intervals, born), one for each actor, and what the intervals are."""
    period = _with_one_before(period_of(request, context))
    places = Places(period=period, starts=tuple(bucket.start for bucket in period.buckets()))
    actor = actor_of(request, context)
    where = all_of(
        matches_series(request.series[0], context, attr="series.0"),
        matches_query(request, context),
        period.contains_timestamp(),
        actor.exists,
    )
    return _actors(actor, places, where, context), places


def _actors(
    actor: Actor, places: Places, where: ast.Expr, context: InsightContext
) -> ast.SelectQuery:
    holes = {
        "key": actor.key,
        "where": where,
        "intervals": places.set_of(_ALWAYS),
        "born": ast.Call(name="ifNull", args=(places.place(of=_CREATED), ast.Constant(value=-1))),
    }
    if actor.group_type_index is not None:
        return select(_OF_GROUPS, index=ast.Constant(value=actor.group_type_index), **holes)
    return select(
        _OF_DISTINCT_IDS if context.aggregate_users_by_distinct_id else _OF_PERSONS, **holes
    )


def _with_one_before(period: Period) -> Period:
    """The period with the interval before it, whole."""
    first = start_of(period.start, period.interval, period.project)
    before = _just_before(first)
    return Period(
        start=start_of(before, period.interval, period.project),
        end=period.end,
        interval=period.interval,
        project=period.project,
    )


def _just_before(at: datetime) -> datetime:
    return (at.astimezone(UTC) - timedelta(microseconds=1)).astimezone(at.tzinfo)
