"""TrendsQuery as HogQL: one query for each series and period (clickhouse 11.1, 11.2, 11.6, 11.7).

    events  ->  (bucket, points)             a line; empty buckets are added by shape.py
    events  ->  (points)                     a total-value display
    events  ->  (value, buckets, counts)     a line for each value, NULL for the rest
    events  ->  (value, points)              a total for each value, NULL for the rest

A breakdown takes one of two forms. One pass: count every value in every bucket, rank them, add up
the rest. Two passes: find the most frequent values first, then count, all else under NULL. One pass
reads the events once, and is right only for numbers that can be added up, good only for few values.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.aggregations import Math, math_of
from hogql.insights.context import InsightContext, Query
from hogql.insights.series import matches_query, matches_series
from hogql.insights.templates import select
from hogql.insights.trends.plan import Line, Plan, plan_of
from hogql.parser import parse_expr
from hogql.property_filters.conditions import all_of

if TYPE_CHECKING:
    from typing import LiteralString

    from hogql.insights.breakdowns import SplitBy
    from hogql.insights.trends.models import TrendsQuery

MAX_ROWS: Final = ast.Constant(value=50_000)
"""Every query names its limit, or it would get the 100 rows of a query written by hand."""

_LINE: Final = """
    SELECT {bucket} AS bucket, {aggregate} AS points
    FROM events WHERE {where} GROUP BY bucket
"""
_LINE_OF_FIRSTS: Final = """
    SELECT {bucket_of_first} AS bucket, count() AS points
    FROM (SELECT min(timestamp) AS first_at FROM events WHERE {where} GROUP BY {once_per})
    GROUP BY bucket
"""
_TOTAL: Final = "SELECT {aggregate} AS points FROM events WHERE {where}"

_CELLS: Final = """
    SELECT {value} AS value, {bucket} AS bucket, {aggregate} AS points
    FROM events WHERE {where} GROUP BY value, bucket
"""
_CELLS_OF_FIRSTS: Final = """
    SELECT value, {bucket_of_first} AS bucket, count() AS points
    FROM (
        SELECT {value} AS value, min(timestamp) AS first_at
        FROM events WHERE {where} GROUP BY value, {once_per}
    )
    GROUP BY value, bucket
"""
_TOTALS: Final = """
    SELECT {value} AS value, {aggregate} AS points FROM events WHERE {where} GROUP BY value
"""

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
        SELECT if(place <= {limit}, value, NULL) AS shown, sumMap(buckets, counts) AS line
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
    SELECT if(place <= {limit}, value, NULL) AS shown, sum(points) AS total
    FROM (
        SELECT value, points, row_number() OVER (ORDER BY points DESC, value) AS place
        FROM {cells}
    )
    GROUP BY shown
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counting:
    """The events of one line, and how they become numbers."""

    line: Line
    where: ast.Expr
    math: Math
    is_total: bool
    is_first_only: bool

    def select(self, text: "LiteralString", **more: ast.Expr) -> ast.SelectQuery:
        """Fill a template; what every line has need not be passed."""
        period = self.line.period
        once_per = parse_expr(self.math.once_per) if self.math.once_per else ast.Constant(value=1)
        return select(
            text,
            where=self.where,
            aggregate=self.math.expression(),
            bucket=period.bucket(),
            bucket_of_first=period.bucket(of="first_at"),
            once_per=once_per,
            **more,
        )

    def cells(self, value: ast.Expr) -> ast.SelectQuery:
        """Rows of (value, bucket, points), or (value, points) for a total."""
        if self.is_total:
            return self.select(_TOTALS, value=value)
        return self.select(_CELLS_OF_FIRSTS if self.is_first_only else _CELLS, value=value)


def build(request: "TrendsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return one query for each line of the plan, in its order."""
    plan = plan_of(request, context)
    of_all = matches_query(request, context)
    return tuple(
        Query(name=line.name, tree=_query(_counting(line, plan, context, of_all), plan.split))
        for line in plan.lines
    )


def _counting(line: Line, plan: Plan, context: InsightContext, of_all: ast.Expr) -> _Counting:
    math = math_of(line.series.math)
    return _Counting(
        line=line,
        where=all_of(
            matches_series(line.series, context, attr=f"series.{line.order}"),
            line.period.contains_timestamp(),
            of_all,
        ),
        math=math,
        is_total=plan.is_total,
        is_first_only=plan.is_cumulative and math.once_per is not None,
    )


def _query(counting: _Counting, split: "SplitBy | None") -> ast.SelectQuery:
    tree = _undivided(counting) if split is None else _divided(counting, split)
    return replace(tree, limit=MAX_ROWS)


def _undivided(counting: _Counting) -> ast.SelectQuery:
    if counting.is_total:
        return counting.select(_TOTAL)
    return counting.select(_LINE_OF_FIRSTS if counting.is_first_only else _LINE)


def _divided(counting: _Counting, split: "SplitBy") -> ast.SelectQuery:
    limit = ast.Constant(value=split.limit)
    if split.has_few_values and counting.math.is_additive:
        form = _RANKED_TOTALS if counting.is_total else _RANKED_LINES
        return select(form, cells=counting.cells(split.value), limit=limit)
    value = ast.Call(
        name="if",
        args=(
            ast.CompareOperation(
                left=split.value,
                op=ast.CompareOperationOp.In,
                right=_most_frequent(counting, split.value, limit),
            ),
            split.value,
            ast.Constant(value=None),
        ),
    )
    cells = counting.cells(value)
    return cells if counting.is_total else select(_LINES, cells=cells)


def _most_frequent(counting: _Counting, value: ast.Expr, limit: ast.Constant) -> ast.SelectQuery:
    """The values to name, by the number their row will show: the sum of its points."""
    is_sum_of_points = not (counting.is_total or counting.is_first_only)
    if is_sum_of_points and not counting.math.is_additive:
        return select(_TOP_BY_CELLS, cells=counting.cells(value), limit=limit)
    return counting.select(_TOP_BY_EVENTS, value=value, limit=limit)
