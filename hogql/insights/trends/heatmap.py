"""The display ``CalendarHeatmap``: a number for each hour of each day of the week.

    events  ->  (day, slot, points)  ->  CalendarHeatmap(data, rows, columns, all)

Days are 1 for Monday to 7 for Sunday, hours are of the project's zone. A row, a column and the
whole are counted for themselves: somebody who came on two days is one person. So 0 stands for every
day, and slots are hours counted from 1, of which 0 is all.

Source: PostHog ``CalendarHeatmapQueryRunner``.
"""

from typing import TYPE_CHECKING, Final

from hogql.insights.aggregations import Form
from hogql.insights.axis import as_number
from hogql.insights.context import whole
from hogql.insights.errors import InsightError
from hogql.insights.sampling import scaled_up
from hogql.insights.trends.models import (
    CalendarHeatmap,
    ChartDisplayType,
    HeatmapCell,
    HeatmapColumn,
    HeatmapRow,
)
from hogql.insights.trends.plan import check_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql import ast
    from hogql.insights.context import Row
    from hogql.insights.trends.cells import Counting
    from hogql.insights.trends.models import TrendsQuery
    from hogql.insights.trends.plan import Line

_CELLS: Final = """
    SELECT toDayOfWeek(timestamp) AS day, toHour(timestamp) + 1 AS slot, {aggregate} AS points
    FROM events WHERE {where} GROUP BY CUBE(day, slot)
"""


def shows_heatmap(request: "TrendsQuery") -> bool:
    """Return whether a heatmap is asked for; InsightError for what has none."""
    chosen = request.trends_filter
    if chosen is None or chosen.display is not ChartDisplayType.CALENDAR:
        return False
    check_alone(request, "A calendar heatmap")
    return True


def heat_in(counting: "Counting", line: "Line") -> "ast.SelectQuery":
    """Return the query of a line. Raises InsightError for a math that is not of single events."""
    if counting.math.form is not Form.EVENTS:
        message = "A calendar heatmap has no such math."
        raise InsightError(message, attr=f"series.{line.order}.math")
    return counting.select(_CELLS)


def read_heat(rows: "Sequence[Row]", scale: float) -> CalendarHeatmap:
    """Return the cells that are not empty, by day and hour; ``scale`` as in ``scaled_up``."""
    found = {
        (whole(day), whole(slot)): scaled_up(as_number(points), scale) for day, slot, points in rows
    }
    cells = sorted(found.items())
    return CalendarHeatmap(
        data=tuple(
            HeatmapCell(row=day, column=slot - 1, value=value)
            for (day, slot), value in cells
            if day and slot
        ),
        rowAggregations=tuple(
            HeatmapRow(row=day, value=value) for (day, slot), value in cells if day and not slot
        ),
        columnAggregations=tuple(
            HeatmapColumn(column=slot - 1, value=value)
            for (day, slot), value in cells
            if slot and not day
        ),
        allAggregations=found.get((0, 0), 0),
    )
