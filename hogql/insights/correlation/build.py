"""FunnelCorrelationQuery as HogQL: how many converted, and how many of those who have something.

    stays                 ->  ([], converted, others)            all actors of the funnel
    stays + their events  ->  ([event], converted, others)
    stays + who they are  ->  ([property, value], converted, others)

Each is asked for by a statement of its own, or by one for each part of the actors.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import Query
from hogql.insights.correlation.events import in_stay, is_named, is_not_named
from hogql.insights.correlation.models import CorrelationType
from hogql.insights.correlation.pairs import pairs_of_actor, pairs_of_event, pairs_of_known
from hogql.insights.correlation.plan import Plan, plan_of
from hogql.insights.correlation.stays import stays_of
from hogql.insights.funnels.shards import conditions
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hogql.insights.context import InsightContext
    from hogql.insights.correlation.models import FunnelCorrelationQuery

MAX_ROWS: Final = 50_000
LEAST: Final = 3
"""Values of events that fewer actors have are no use to anybody, and there are many of them."""

_TOTALS: Final = """
    SELECT [] AS name, countIf(is_done) AS success_count, countIf(NOT is_done) AS failure_count
    FROM {stays} LIMIT 1
"""
_EVENTS: Final = """
    SELECT [event] AS name, countIf(is_done) AS success_count,
        countIf(NOT is_done) AS failure_count
    FROM (
        SELECT stay.actor AS who, event, any(stay.is_done) AS is_done
        FROM events INNER JOIN {stays} AS stay ON {key} = stay.actor
        WHERE {where} GROUP BY who, event
    )
    GROUP BY event ORDER BY count() DESC, event
"""
_OF_EVENTS: Final = """
    SELECT [event, key, value] AS name, countIf(is_done) AS success_count,
        countIf(NOT is_done) AS failure_count
    FROM (
        SELECT who, event, tupleElement(pair, 1) AS key, tupleElement(pair, 2) AS value,
            any(is_done) AS is_done
        FROM (
            SELECT stay.actor AS who, stay.is_done AS is_done, event, {pairs} AS pairs
            FROM events INNER JOIN {stays} AS stay ON {key} = stay.actor
            WHERE {where}
        )
        ARRAY JOIN pairs AS pair
        WHERE {is_shown} GROUP BY who, event, key, value
    )
    GROUP BY event, key, value HAVING count() >= {least}
    ORDER BY count() DESC, event, key, value
"""
_PROPERTIES: Final = """
    SELECT [tupleElement(pair, 1), tupleElement(pair, 2)] AS name,
        countIf(is_done) AS success_count, countIf(NOT is_done) AS failure_count
    FROM {actors} ARRAY JOIN pairs AS pair
    WHERE {is_shown} GROUP BY pair ORDER BY count() DESC, pair
"""
_PERSONS: Final = """
    SELECT stay.is_done AS is_done, {pairs} AS pairs
    FROM persons INNER JOIN {stays} AS stay ON persons.id = stay.actor
"""
_GROUPS: Final = """
    SELECT stay.is_done AS is_done, {found} AS pairs
    FROM {stays} AS stay
    LEFT JOIN (
        SELECT key, {pairs} AS pairs FROM groups WHERE index = {index}
    ) AS known ON stay.actor = known.key
"""
_IS_SHOWN: Final = "tupleElement(pair, 1) NOT IN {names}"


def build(request: "FunnelCorrelationQuery", context: "InsightContext") -> tuple[Query, ...]:
    """Return the queries: rows (name, success_count, failure_count), the empty name for all."""
    plan = plan_of(request, context)
    factor = factor_of(plan.source)
    return tuple(
        Query(name=name, tree=sampled(tree, factor)) for name, tree in _queries(plan, context)
    )


def _queries(plan: Plan, context: "InsightContext") -> "Iterator[tuple[str, ast.SelectQuery]]":
    parts = tuple(conditions(plan.key, context.shards)) if plan.is_packed else (TRUE,)
    for at, part in enumerate(parts):
        place = f", shard {at}" if len(parts) > 1 else ""
        stays = stays_of(plan, context, part)
        yield f"actors{place}", select(_TOTALS, stays=stays)
        counted = _counted(plan, stays, part)
        yield f"counts{place}", replace(counted, limit=ast.Constant(value=MAX_ROWS))


def _counted(plan: Plan, stays: ast.SelectQuery, part: ast.Expr) -> ast.SelectQuery:
    request = plan.request
    if request.type is CorrelationType.PROPERTIES:
        hidden = _is_shown(request.exclude_names)
        return select(_PROPERTIES, actors=_actors(plan, stays), is_shown=hidden)
    where = all_of(in_stay(plan), is_not_named(request.exclude_event_names or ()), part)
    if request.type is CorrelationType.EVENTS:
        return select(_EVENTS, stays=stays, key=plan.key, where=where)
    names = request.event_names or ()
    return select(
        _OF_EVENTS,
        stays=stays,
        key=plan.key,
        where=all_of(is_named(names), where),
        pairs=pairs_of_event(names),
        is_shown=_is_shown(request.event_exclude_property_names),
        least=ast.Constant(value=LEAST if part == TRUE else 1),
    )


def _actors(plan: Plan, stays: ast.SelectQuery) -> ast.SelectQuery:
    names = plan.request.names or ()
    pairs = pairs_of_actor(names)
    if plan.group_type_index is None:
        return select(_PERSONS, stays=stays, pairs=pairs)
    return select(
        _GROUPS,
        stays=stays,
        pairs=pairs,
        found=pairs_of_known(names),
        index=ast.Constant(value=plan.group_type_index),
    )


def _is_shown(hidden: "Iterable[str] | None") -> ast.Expr:
    listed = tuple(ast.Constant(value=name) for name in hidden or ())
    return parse_expr(_IS_SHOWN, names=ast.Tuple(exprs=listed)) if listed else TRUE
