"""Rows of a LifecycleQuery as its answer: a row for each status that is shown.

(status, places, counts)...  ->  LifecycleResults
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hogql.insights.context import whole
from hogql.insights.lifecycle.build import period_of
from hogql.insights.lifecycle.models import (
    LifecycleAction,
    LifecycleQuery,
    LifecycleQueryResponse,
    LifecycleResult,
    ResolvedDateRange,
    Status,
)
from hogql.insights.sampling import factor_of, scaled_up
from hogql.insights.series import series_id, series_name, series_type

if TYPE_CHECKING:
    from hogql.insights.context import Answer, InsightContext, Row
    from hogql.insights.periods import Bucket


def shape(
    answers: "Sequence[Answer]", request: LifecycleQuery, context: "InsightContext"
) -> LifecycleQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    period = period_of(request, context)
    buckets = period.buckets()
    (answer,) = answers
    found = _numbers(answer.rows, len(buckets), factor_of(request))
    chosen = request.lifecycle_filter
    shown = chosen.toggled_lifecycles if chosen else None
    return LifecycleQueryResponse(
        results=tuple(
            _result(status, found[at], buckets, request, context)
            for at, status in enumerate(Status)
            if shown is None or status in shown
        ),
        hogql=answer.hogql,
        resolved_date_range=ResolvedDateRange(date_from=period.start, date_to=period.end),
    )


def _numbers(rows: "Sequence[Row]", length: int, factor: float) -> list[list[int]]:
    """The number of each status in each interval; the place before the range is left out."""
    found = [[0] * length for _ in Status]
    for status, places, counts in rows:
        if not isinstance(places, Sequence) or not isinstance(counts, Sequence):
            raise TypeError("A status is two arrays.")
        line = found[whole(status)]
        for place, count in zip(places, counts, strict=True):
            if 1 <= whole(place) <= length:
                line[whole(place) - 1] = round(scaled_up(whole(count), factor))
    left = list(Status).index(Status.DORMANT)
    found[left] = [-number for number in found[left]]
    return found


def _result(
    status: Status,
    data: list[int],
    buckets: "tuple[Bucket, ...]",
    request: LifecycleQuery,
    context: "InsightContext",
) -> LifecycleResult:
    (series,) = request.series
    name = series_name(series, context)
    return LifecycleResult(
        action=LifecycleAction(
            id=series_id(series),
            type=series_type(series),
            order=0,
            name=name,
            custom_name=series.custom_name,
            math=series.math.value if series.math else None,
            properties={},
            days=tuple(bucket.start.isoformat() for bucket in buckets),
        ),
        label=f"{name} - {status}",
        status=status,
        count=sum(data),
        data=tuple(data),
        days=tuple(bucket.day for bucket in buckets),
        labels=tuple(bucket.label for bucket in buckets),
    )
