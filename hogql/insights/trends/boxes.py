"""The display ``BoxPlot``: how the numbers of a property are spread, in every interval.

    events  ->  (bucket, (numbers, min, p25, median, p75, max, mean))  ->  BoxPlotDatum

An interval without a number has no box.

Source: PostHog ``BoxPlotTrendsQueryRunner``.
"""

from typing import TYPE_CHECKING, cast

from hogql.insights.actors import actor_of
from hogql.insights.aggregations import spread_of
from hogql.insights.axis import Axis, as_number
from hogql.insights.context import whole
from hogql.insights.series import series_name
from hogql.insights.trends.models import BoxPlotDatum, ChartDisplayType
from hogql.insights.trends.plan import check_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hogql.insights.aggregations import Aggregation
    from hogql.insights.context import Answer, InsightContext, Row
    from hogql.insights.trends.models import TrendsQuery
    from hogql.insights.trends.plan import Line, Plan


def shows_boxes(request: "TrendsQuery") -> bool:
    """Return whether boxes are asked for; InsightError for what has none."""
    chosen = request.trends_filter
    if chosen is None or chosen.display is not ChartDisplayType.BOX_PLOT:
        return False
    check_alone(request, "A box plot")
    return True


def spread_in(line: "Line", request: "TrendsQuery", context: "InsightContext") -> "Aggregation":
    """Return what a line asks of its numbers. Raises InsightError for a series without any."""
    return spread_of(line.series, actor_of(request, context), attr=f"series.{line.order}")


def boxes_of(
    answers: "Sequence[Answer]", plan: "Plan", context: "InsightContext"
) -> "Iterator[BoxPlotDatum]":
    """Return the boxes, those of a series after those of the one before it."""
    axis = Axis(plan.period)
    for line, answer in zip(plan.lines, answers, strict=True):
        name = line.series.custom_name or series_name(line.series, context)
        found = [(axis.place_of(row[0]), cast("Row", row[1])) for row in answer.rows]
        for place, (numbers, *spread) in sorted(found):
            if whole(numbers):
                least, p25, median, p75, most, mean = map(as_number, spread)
                yield BoxPlotDatum(
                    day=axis.days[place],
                    label=axis.labels[place],
                    min=least,
                    p25=p25,
                    median=median,
                    p75=p75,
                    max=most,
                    mean=mean,
                    series_index=line.order,
                    series_label=name,
                )
