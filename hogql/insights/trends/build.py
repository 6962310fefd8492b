"""TrendsQuery as HogQL: one query for each series, period and cohort (clickhouse 11).

    events  ->  (bucket, points)             a line; empty buckets are added by shape.py
    events  ->  (points)                     a total-value display
    events  ->  (value, buckets, counts)     a line for each value, a marker for the rest
    events  ->  (value, points)              a total for each value, a marker for the rest
    events  ->  (day, slot, points)          a calendar heatmap (heatmap.py)

A breakdown takes one of two forms. One pass: count every value in every bucket, rank them, add up
the rest. Two passes: find the most frequent values first, then count, all else under the marker.
One pass reads the events once, and is right only for numbers that can be added up, good only for
few values. What makes the numbers themselves is in ``cells.py``.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.actors import actor_of
from hogql.insights.aggregations import Form
from hogql.insights.context import InsightContext, Query
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.series import has_properties_of, is_event_of, matches_query
from hogql.insights.templates import select
from hogql.insights.trends.boxes import shows_boxes, spread_in
from hogql.insights.trends.cells import Counting
from hogql.insights.trends.heatmap import heat_in, shows_heatmap
from hogql.insights.trends.plan import Line, Plan, aggregation_in, plan_of
from hogql.property_filters.conditions import all_of

if TYPE_CHECKING:
    from hogql.insights.breakdowns import SplitBy
    from hogql.insights.trends.models import TrendsQuery

MAX_ROWS: Final = ast.Constant(value=50_000)
"""Every query names its limit, or it would get the 100 rows of a query written by hand."""

_TOP_BY_EVENTS: Final = """
    SELECT {value} AS value FROM events WHERE {where}
    GROUP BY value ORDER BY {aggregate} DESC, value LIMIT {limit}
"""
_TOP_BY_CELLS: Final = """
    SELECT value FROM {cells} GROUP BY value ORDER BY sum(points) DESC, value LIMIT {limit}
"""

_LINES: Final = """
    SELECT value, groupArray(bucket) AS buckets, groupArray(points) AS counts
    FROM {cells} GROUP BY value
"""
_RANKED_LINES: Final = """
    SELECT shown AS value, tupleElement(line, 1) AS buckets, tupleElement(line, 2) AS counts
    FROM (
        SELECT if(place <= {limit}, value, {rest}) AS shown, sumMap(buckets, counts) AS line
        FROM (
            SELECT value, buckets, counts, row_number() OVER (ORDER BY total DESC, value) AS place
            FROM (
                SELECT value, groupArray(bucket) AS buckets, groupArray(points) AS counts,
                    sum(points) AS total
                FROM {cells} GROUP BY value
            )
        )
        GROUP BY shown
    )
"""
_RANKED_TOTALS: Final = """
    SELECT if(place <= {limit}, value, {rest}) AS shown, sum(points) AS total
    FROM (
        SELECT value, points, row_number() OVER (ORDER BY points DESC, value) AS place
        FROM {cells}
    )
    GROUP BY shown
"""


def build(request: "TrendsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return one query for each line of the plan, in its order."""
    plan = plan_of(request, context)
    of_all = matches_query(request, context)
    factor = factor_of(request)
    is_heatmap = shows_heatmap(request)

    def tree_of(line: Line) -> ast.SelectQuery:
        counting = counting_of(line, plan, request, context, of_all)
        tree = heat_in(counting, line) if is_heatmap else _query(counting, plan)
        return sampled(replace(tree, limit=MAX_ROWS), factor)

    return tuple(Query(name=line.name, tree=tree_of(line)) for line in plan.lines)


def counting_of(
    line: Line, plan: Plan, request: "TrendsQuery", context: InsightContext, of_all: ast.Expr
) -> Counting:
    """Return which events a line counts, and how; ``of_all`` is what ``matches_query`` says."""
    attr = f"series.{line.order}"
    if shows_boxes(request):
        math = spread_in(line, request, context)
    else:
        math = aggregation_in(plan, line, actor_of(request, context))
    return Counting(
        period=line.period,
        is_event=is_event_of(line.series, context, attr=attr),
        matches=all_of(
            has_properties_of(line.series, context, attr=attr),
            of_all,
            ast.Constant(value=True) if line.cohort is None else line.cohort.condition(),
        ),
        math=math,
        is_total=plan.is_total,
        is_first_only=plan.is_cumulative and math.once_per is not None,
    )


def _query(counting: Counting, plan: Plan) -> ast.SelectQuery:
    if plan.split is None:
        return counting.cells()
    return _divided(counting, plan.split, plan.limit)


def _divided(counting: Counting, split: "SplitBy", most: int) -> ast.SelectQuery:
    limit = ast.Constant(value=most)
    value = split.value(counting.in_range)
    if split.has_few_values and counting.math.is_additive:
        form = _RANKED_TOTALS if counting.is_total else _RANKED_LINES
        return select(form, cells=counting.cells(value), limit=limit, rest=split.rest)
    top = most_frequent(counting, value, limit)

    def shown(found: ast.Expr) -> ast.Expr:
        is_named = ast.CompareOperation(left=found, op=ast.CompareOperationOp.In, right=top)
        return ast.Call(name="if", args=(is_named, found, split.rest))

    cells = counting.cells(value, shown)
    return cells if counting.is_total else select(_LINES, cells=cells)


def most_frequent(counting: Counting, value: ast.Expr, limit: ast.Constant) -> ast.SelectQuery:
    """The values to name, by the sum of their points, before these are smoothed."""
    math = counting.math
    is_one_number = math.is_additive or counting.is_total or counting.is_first_only
    if math.form is Form.EVENTS and is_one_number:
        return counting.select(_TOP_BY_EVENTS, value=value, limit=limit)
    if math.form is Form.ACTIVE and not counting.is_total:
        return counting.most_active(value, limit)
    return select(_TOP_BY_CELLS, cells=counting.cells(value), limit=limit)
