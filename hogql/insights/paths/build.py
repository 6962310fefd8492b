"""PathsQuery as HogQL: hashes on the way, names for the winners at the end (clickhouse 11.13).

    paths of everybody (walks.py)  ->  edges, counted  ->  the heaviest  ->  the names of their ends

Which of equally heavy edges are shown is a matter of their names, so ties are kept until then.

Source: PostHog ``posthog/hogql_queries/insights/paths_query_runner.py``; insights 8.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.context import InsightContext, Query
from hogql.insights.errors import InsightError
from hogql.insights.paths.items import ATTR
from hogql.insights.paths.models import DEFAULT_EDGES
from hogql.insights.paths.walks import BETWEEN, walks_of
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of

if TYPE_CHECKING:
    from hogql.insights.paths.models import PathsFilter, PathsQuery

_NAME: Final = "if({of} = cityHash64({between}), {between}, arrayElement(names, {of}))"
_SHOWN: Final = """
    WITH edges AS MATERIALIZED ({edges})
    SELECT concat(toString(place), '_', {before}) AS source,
        concat(toString(place + 1), '_', {after}) AS target, weight, spent
    FROM edges CROSS JOIN (
        SELECT mapFromArrays(groupArray(hash), groupArray(name)) AS names FROM (
            SELECT cityHash64(item) AS hash, any(item) AS name
            FROM (SELECT {item} AS item FROM events WHERE {where})
            WHERE hash IN (SELECT arrayJoin(array(before, after)) FROM edges)
            GROUP BY hash
        )
    ) AS named
    ORDER BY weight DESC, source, target LIMIT {limit}
"""
_EDGES: Final = """
    SELECT tupleElement(edge, 1) AS place, tupleElement(edge, 2) AS before,
        tupleElement(edge, 3) AS after, count() AS weight, avg(tupleElement(edge, 4)) AS spent
    FROM {paths}
    ARRAY JOIN arrayMap(
        (at, x, y) -> tuple(
            at, tupleElement(x, 2), tupleElement(y, 2), tupleElement(y, 1) - tupleElement(x, 1)
        ),
        arrayEnumerate(arrayPopFront(path)), arrayPopBack(path), arrayPopFront(path)
    ) AS edge
    GROUP BY place, before, after
    HAVING {has_weight}
    ORDER BY weight DESC LIMIT {limit} WITH TIES
"""


def build(request: "PathsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the one query: a row for each edge that is shown."""
    walks = walks_of(request, context)
    asked = request.paths_filter
    limit = ast.Constant(value=asked.edge_limit or DEFAULT_EDGES)
    edges = select(_EDGES, paths=walks.paths(asked), has_weight=_has_weight(asked), limit=limit)
    between = ast.Constant(value=BETWEEN)
    tree = select(
        _SHOWN,
        edges=edges,
        before=parse_expr(_NAME, of=ast.Field(chain=("before",)), between=between),
        after=parse_expr(_NAME, of=ast.Field(chain=("after",)), between=between),
        item=walks.item,
        where=walks.where,
        limit=limit,
    )
    return (Query(name="paths", tree=sampled(tree, factor_of(request))),)


def _has_weight(asked: "PathsFilter") -> ast.Expr:
    if asked.lightest and asked.heaviest and asked.lightest > asked.heaviest:
        message = "The smallest weight is above the largest."
        raise InsightError(message, attr=f"{ATTR}.minEdgeWeight")
    bounds = []
    if asked.lightest:
        bounds.append(parse_expr("weight >= {bound}", bound=ast.Constant(value=asked.lightest)))
    if asked.heaviest:
        bounds.append(parse_expr("weight <= {bound}", bound=ast.Constant(value=asked.heaviest)))
    return all_of(*bounds) if bounds else TRUE
