"""Rows of a StickinessQuery as its answer: a number of actors for each number of intervals.

(size, people)...  ->  StickinessResults
"""

from itertools import accumulate
from typing import TYPE_CHECKING

from hogql.insights.context import whole
from hogql.insights.sampling import factor_of, scaled_up
from hogql.insights.series import series_id, series_name, series_type
from hogql.insights.stickiness.build import Line, lines_of
from hogql.insights.stickiness.models import (
    StickinessQuery,
    StickinessQueryResponse,
    StickinessResult,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql.insights.context import Answer, InsightContext, Row


def shape(
    answers: "Sequence[Answer]", request: StickinessQuery, context: "InsightContext"
) -> StickinessQueryResponse:
    """Return the response; ``answers`` are those of ``build``'s queries, in their order."""
    lines = lines_of(request, context)
    return StickinessQueryResponse(
        results=tuple(
            _result(line, answer.rows, request, context)
            for line, answer in zip(lines, answers, strict=True)
        ),
        hogql=" UNION ALL ".join(answer.hogql for answer in answers),
    )


def _result(
    line: Line, rows: "Sequence[Row]", request: StickinessQuery, context: "InsightContext"
) -> StickinessResult:
    width = request.interval_count or 1
    length = -(-len(line.period.buckets()) // width)
    chosen = request.stickiness_filter
    is_cumulative = chosen is not None and chosen.computed_as == "cumulative"
    data = [0] * length
    for size, people in rows:
        data[whole(size) - 1] = round(scaled_up(whole(people), factor_of(request)))
    count = sum(data)
    if is_cumulative:
        data = list(accumulate(reversed(data)))[::-1]
    unit, series = line.period.interval.value, line.series
    end = " or more" if is_cumulative else ""
    name = series_name(series, context)
    return StickinessResult(
        action={
            "id": series_id(series),
            "type": series_type(series),
            "order": line.order,
            "name": name,
            "custom_name": series.custom_name,
            "math": series.math.value if series.math else None,
        },
        label=name,
        order=line.order,
        count=count,
        data=tuple(data),
        days=tuple(range(1, length + 1)),
        labels=tuple(f"{n} {unit}{'' if n == 1 else 's'}{end}" for n in range(1, length + 1)),
        compare=None if line.compare_label is None else True,
        compare_label=line.compare_label,
    )
