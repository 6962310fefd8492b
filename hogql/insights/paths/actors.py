"""Who went along an edge, came by a node or dropped off there (insights 11).

pathStartKey '1_/a', pathEndKey '2_/b'   ->  rows of (actor_id, event_count)
pathDropoffKey '2_/b'                    ->  those whose path ends there

``event_count`` is how many paths of somebody it is about; the numbers of an edge add up to it.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import actor_of
from hogql.insights.paths.walks import hash_of, walks_of
from hogql.insights.people.found import Found, found_of, inside
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.paths.models import PathsFilter, PathsQuery
    from hogql.insights.people.models import InsightActorsQuery

_ACTORS: Final = """
    SELECT actor AS actor_id, count() AS event_count FROM {paths} WHERE {came_by} GROUP BY actor_id
"""
_AT: Final = "length(path) >= {place} AND tupleElement(arrayElement(path, {place}), 2) = {item}"


def actors(_asked: "InsightActorsQuery", source: "PathsQuery", context: "InsightContext") -> Found:
    """Return the actors of the edge or node that the keys of the query name, of all without."""
    chosen = source.paths_filter
    with inside("source"):
        paths = walks_of(source, context).paths(chosen)
    tree = sampled(select(_ACTORS, paths=paths, came_by=_came_by(chosen)), factor_of(source))
    return found_of(tree, actor_of(source, context))


def _came_by(asked: "PathsFilter") -> ast.Expr:
    if asked.dropoff_key:
        place, _ = _read(asked.dropoff_key)
        ends = parse_expr("length(path) = {place}", place=ast.Constant(value=place))
        return all_of(_is_at(asked.dropoff_key), ends)
    start: ast.Expr = TRUE
    end: ast.Expr = TRUE
    before: ast.Expr = TRUE
    if asked.start_key:
        place, _ = _read(asked.start_key)
        goes_on = parse_expr("length(path) > {place}", place=ast.Constant(value=place))
        start = all_of(_is_at(asked.start_key), goes_on)
    if asked.end_key:
        end = _is_at(asked.end_key)
    if asked.start_key and asked.end_key:
        follows = _read(asked.start_key)[0] + 1 == _read(asked.end_key)[0]
        before = TRUE if follows else ast.Constant(value=False)
    return all_of(start, end, before)


def _is_at(key: str) -> ast.Expr:
    place, item = _read(key)
    return parse_expr(_AT, place=ast.Constant(value=place), item=hash_of(item))


def _read(key: str) -> tuple[int, str]:
    place, item = key.split("_", 1)
    return int(place), item
