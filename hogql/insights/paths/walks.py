"""The paths of actors, as times and hashes of items (clickhouse 11.13).

    events  ->  (time, hash) of each actor, by time, around a step of a funnel if that is asked
            ->  walks: cut where it was away half an hour
            ->  paths: repetitions collapsed, from the start point, to the end point, so many steps

Items of one instant are in the order of their hashes, so the order of storage never matters. Walks
are cut before repetitions collapse, and of equal items in a row the last one's time counts.

Source: PostHog ``posthog/hogql_queries/insights/paths_query_runner.py``; insights 8.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import actor_of
from hogql.insights.dates import resolve_period
from hogql.insights.errors import InsightError
from hogql.insights.funnels.moments import moments
from hogql.insights.funnels.moments import prepare as prepare_moments
from hogql.insights.nodes import IntervalType
from hogql.insights.paths.items import is_on_path, item_of, plain
from hogql.insights.paths.models import DEFAULT_STEPS
from hogql.insights.people.found import inside
from hogql.insights.series import matches_query
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import all_of

if TYPE_CHECKING:
    from hogql.insights.actors import Actor
    from hogql.insights.context import InsightContext, Query
    from hogql.insights.paths.models import PathsFilter, PathsQuery
    from hogql.insights.periods import Period

HALF_AN_HOUR: Final = 1_800_000
BETWEEN: Final = "..."
FUNNEL: Final = "funnelPathsFilter"
_ITEMS: Final = """
    SELECT {key} AS actor,
        arraySort(groupArray(tuple(toUnixTimestamp64Milli(timestamp), cityHash64({item})))) AS items
    FROM events WHERE {where} GROUP BY actor
"""
_AROUND: Final = """
    SELECT everybody.actor AS actor, arrayFilter(
        x -> tupleElement(x, 1) BETWEEN around.since AND around.until, everybody.items
    ) AS items
    FROM {items} AS everybody INNER JOIN {moments} AS around ON everybody.actor = around.actor_id
"""
_WALKS: Final = """
    SELECT actor, arrayJoin(arraySplit(
        (x, d) -> d >= {gap},
        items, arrayDifference(arrayMap(x -> tupleElement(x, 1), items))
    )) AS walk
    FROM {items}
"""
_PATHS: Final = """
    SELECT actor, arrayFilter(
        (x, after) -> tupleElement(x, 2) != tupleElement(after, 2),
        walk, arrayPushBack(arrayPopFront(walk), tuple(toInt64(0), toUInt64(0)))
    ) AS whole
    FROM {walks}
"""
_FROM_START: Final = """
    if(arrayExists(x -> tupleElement(x, 2) = {start}, {path}),
        arraySlice({path}, arrayFirstIndex(x -> tupleElement(x, 2) = {start}, {path})),
        arraySlice({path}, 1, 0))
"""
_TO_END: Final = """
    arraySlice({path}, 1, arrayFirstIndex(x -> tupleElement(x, 2) = {end}, {path}))
"""
_MIDDLE: Final = """
    if(length({path}) > {steps},
        arrayConcat(
            arraySlice({path}, 1, {half}),
            array(tuple(tupleElement(arrayElement({path}, {half} + 1), 1), {between})),
            arraySlice({path}, length({path}) - {half} + 1, {half})
        ), {path})
"""
_FIRST: Final = "arraySlice({path}, 1, {steps})"
_LAST: Final = "arraySlice({path}, greatest(length({path}) - {steps} + 1, 1))"
_CUT: Final = "SELECT actor, {path} AS path FROM {paths} WHERE length(path) > 0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Walks:
    """What everybody did: ``where`` says which events count, ``item`` what each of them is.

    With ``moments`` it is only what was done between an actor's two, by those who have them.
    """

    key: ast.Expr
    item: ast.Expr
    where: ast.Expr
    moments: ast.SelectQuery | None

    def paths(self, asked: "PathsFilter") -> ast.SelectQuery:
        """Return rows of (actor, path), a path being pairs of a time and a hash."""
        items = select(_ITEMS, key=self.key, item=self.item, where=self.where)
        if self.moments is not None:
            items = select(_AROUND, items=items, moments=self.moments)
        walks = select(_WALKS, items=items, gap=ast.Constant(value=HALF_AN_HOUR))
        whole = select(_PATHS, walks=walks)
        return select(_CUT, path=_cut(asked), paths=whole)


def walks_of(request: "PathsQuery", context: "InsightContext") -> Walks:
    """Return what the request is about. Raises InsightError for what we cannot answer."""
    asked, actor = request.paths_filter, actor_of(request, context)
    item = item_of(asked, context)
    where = all_of(
        period_of(request, context).contains_timestamp(),
        is_on_path(asked, item),
        matches_query(request, context),
        actor.exists,
    )
    return Walks(key=actor.key, item=item, where=where, moments=_moments(request, actor, context))


def prepare(request: "PathsQuery", context: "InsightContext") -> "tuple[Query, ...]":
    """Return what must be asked before the paths can be: about a funnel that is walked."""
    if request.funnel_paths_filter is None:
        return ()
    with inside(FUNNEL):
        return prepare_moments(request.funnel_paths_filter, context)


def _moments(
    request: "PathsQuery", actor: "Actor", context: "InsightContext"
) -> ast.SelectQuery | None:
    if request.funnel_paths_filter is None:
        return None
    with inside(FUNNEL):
        found, of_funnel = moments(request.funnel_paths_filter, context)
    if of_funnel != actor:
        message = "The paths and their funnel are not about the same kind of actor."
        raise InsightError(message, attr=f"{FUNNEL}.funnelSource")
    return found


def period_of(request: "PathsQuery", context: "InsightContext") -> "Period":
    """Return the days that are looked at."""
    return resolve_period(request.date_range, IntervalType.DAY, context)


def hash_of(text: str) -> ast.Expr:
    """Return what stands for an item on paths."""
    return ast.Call(name="cityHash64", args=(ast.Constant(value=text),))


def _cut(asked: "PathsFilter") -> ast.Expr:
    start, end = plain(asked.start), plain(asked.end)
    path: ast.Expr = ast.Field(chain=("whole",))
    if start:
        path = parse_expr(_FROM_START, path=path, start=hash_of(start))
    if end:
        path = parse_expr(_TO_END, path=path, end=hash_of(end))
    limit = asked.step_limit or DEFAULT_STEPS
    steps, half = ast.Constant(value=limit), ast.Constant(value=limit // 2)
    if start and end:
        return parse_expr(_MIDDLE, path=path, steps=steps, half=half, between=hash_of(BETWEEN))
    return parse_expr(_LAST if end else _FIRST, path=path, steps=steps)
