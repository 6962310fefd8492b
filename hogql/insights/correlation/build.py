"""FunnelCorrelationQuery as HogQL: how many converted, and how many of those who have something.

    stays                 ->  ([], converted, others)            all actors of the funnel
    stays + their events  ->  ([event], converted, others)
    stays + who they are  ->  ([property, value], converted, others)

Each is asked for by a statement of its own. What does not fit in memory is divided: events by their
actors, properties by their values, so that no part has a count that another part adds to.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import Query
from hogql.insights.correlation.events import in_stay, is_named, is_not_named, is_of_stay
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
        FROM events ASOF JOIN {stays} AS stay ON {is_theirs}
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
            FROM events ASOF JOIN {stays} AS stay ON {is_theirs}
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
    FROM persons LEFT ANY JOIN {stays} AS stay ON persons.id = stay.actor WHERE stay.ended > 0
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
    if plan.request.type is CorrelationType.EVENTS:
        yield from _of_events(plan, context)
        return
    stays = stays_of(plan, context, TRUE)
    yield "actors", select(_TOTALS, stays=stays)
    for at, part in enumerate(conditions(ast.Field(chain=("pair",)), context.shards)):
        yield f"counts {at}", _limited(_of_pairs(plan, stays, part))


def _of_events(plan: Plan, context: "InsightContext") -> "Iterator[tuple[str, ast.SelectQuery]]":
    """Both queries for each part of the actors; those of a walked funnel are known already."""
    hidden = is_not_named(plan.request.exclude_event_names or ())
    for at, part in enumerate(conditions(plan.key, context.shards if plan.is_packed else 1)):
        stays = stays_of(plan, context, part)
        yield f"actors {at}", select(_TOTALS, stays=stays)
        where = all_of(in_stay(plan), hidden, part)
        yield (
            f"counts {at}",
            _limited(select(_EVENTS, stays=stays, is_theirs=is_of_stay(plan), where=where)),
        )


def _of_pairs(plan: Plan, stays: ast.SelectQuery, part: ast.Expr) -> ast.SelectQuery:
    request = plan.request
    if request.type is CorrelationType.PROPERTIES:
        is_shown = all_of(_is_shown(request.exclude_names), part)
        return select(_PROPERTIES, actors=_actors(plan, stays), is_shown=is_shown)
    names = request.event_names or ()
    hidden = is_not_named(request.exclude_event_names or ())
    return select(
        _OF_EVENTS,
        stays=stays,
        is_theirs=is_of_stay(plan),
        where=all_of(is_named(names), in_stay(plan), hidden),
        pairs=pairs_of_event(names),
        is_shown=all_of(_is_shown(request.event_exclude_property_names), part),
        least=ast.Constant(value=LEAST),
    )


def _limited(tree: ast.SelectQuery) -> ast.SelectQuery:
    return replace(tree, limit=ast.Constant(value=MAX_ROWS))


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
