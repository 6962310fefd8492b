"""Rows of an ErrorTrackingQuery as its answer.

(issue, fingerprint, name, ..., users, volume)...  ->  ErrorTrackingIssues
"""

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from hogql.insights.context import whole
from hogql.insights.error_tracking.build import bucket_length, has_volumes, period_of
from hogql.insights.error_tracking.models import (
    DEFAULT_LIMIT,
    ErrorTrackingIssue,
    ErrorTrackingQuery,
    ErrorTrackingQueryResponse,
    IssueAggregations,
    IssueStatus,
    VolumeBucket,
)

if TYPE_CHECKING:
    from hogql.insights.context import Answer, InsightContext, Row

_COLUMNS = ("id", "name", "description", "status", "first_seen", "last_seen", "aggregations")


def shape(
    answers: "Sequence[Answer]", request: ErrorTrackingQuery, context: "InsightContext"
) -> ErrorTrackingQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    (issues,) = answers
    limit = request.limit or DEFAULT_LIMIT
    labels = _labels(request, context)
    return ErrorTrackingQueryResponse(
        columns=_COLUMNS,
        results=tuple(_issue(row, labels, request) for row in issues.rows[:limit]),
        hogql=issues.hogql,
        hasMore=len(issues.rows) > limit,
        limit=limit,
        offset=request.offset or 0,
    )


def _labels(request: ErrorTrackingQuery, context: "InsightContext") -> list[str]:
    """The instants at which the buckets begin, in the project's time zone."""
    if not has_volumes(request):
        return []
    period = period_of(request, context)
    step = bucket_length(period, request.volume_resolution)
    start, zone = period.start.astimezone(UTC), period.start.tzinfo
    places = range(request.volume_resolution)
    return [(start + place * step).astimezone(zone).isoformat() for place in places]


def _issue(row: "Row", labels: list[str], request: ErrorTrackingQuery) -> ErrorTrackingIssue:
    issue, fingerprint, name, description, source, function, first, last, *counts, volume = row
    buckets = zip(labels, volume if isinstance(volume, Sequence) else (), strict=True)
    return ErrorTrackingIssue.model_validate(
        {
            "id": issue,
            "fingerprint": fingerprint,
            "name": name or None,
            "description": description or None,
            "status": IssueStatus.ACTIVE,
            "assignee": None,
            "first_seen": first,
            "last_seen": last,
            "library": None,
            "source": source or None,
            "function": function or None,
            "aggregations": _aggregations(counts, tuple(buckets), request),
        }
    )


def _aggregations(
    counts: "Sequence[object]", volume: tuple[tuple[str, object], ...], request: ErrorTrackingQuery
) -> IssueAggregations | None:
    if request.with_aggregations is False:
        return None
    occurrences, sessions, users = map(whole, counts)
    buckets = tuple(VolumeBucket(label=label, value=whole(value)) for label, value in volume)
    return IssueAggregations(
        occurrences=occurrences,
        sessions=sessions,
        users=users,
        volumeRange=tuple(bucket.value for bucket in buckets),
        volume_buckets=buckets,
    )
