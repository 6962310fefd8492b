"""Rows of a WebStatsTableQuery as its answer (insights 13).

    ('/docs', 3, 0, 5, 0, 0.6)  ->  ['/docs', [3, null], [5, null], 0.6, '']

The last columns are how far a row's bar is filled, and an empty one that PostHog's screen expects.
"""

from typing import TYPE_CHECKING

from hogql.insights.sql.shape import to_json
from hogql.insights.web.breakdowns import WebStatsBreakdown
from hogql.insights.web.metrics import shown_metrics
from hogql.insights.web.models import ALL_EVENTS, DEFAULT_LIMIT
from hogql.insights.web.spans import spans_of
from hogql.insights.web.stats import FILL, ROW
from hogql.insights.web.stats_models import WebStatsTableQuery, WebStatsTableQueryResponse
from hogql.insights.web.tables import CROSS_SELL, column_names, page_of, pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import JsonValue

    from hogql.insights.context import Answer, InsightContext, Row


def shape(
    answers: "Sequence[Answer]", request: WebStatsTableQuery, context: "InsightContext"
) -> WebStatsTableQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    (answer,) = answers
    limit = request.limit or DEFAULT_LIMIT
    page = page_of(answer.rows, limit)
    is_compared = spans_of(request, context).previous is not None
    has_bars = request.breakdown_by is not WebStatsBreakdown.FRUSTRATION_METRICS
    names = [metric.name for metric in shown_metrics(request)]
    return WebStatsTableQueryResponse(
        columns=column_names(ROW, *names, *([FILL] if has_bars else ()), CROSS_SELL),
        results=tuple(_line(row, request, is_compared=is_compared) for row in page.rows),
        hogql=answer.hogql,
        samplingRate=ALL_EVENTS,
        hasMore=page.has_more,
        limit=limit,
        offset=request.offset or 0,
        usedPreAggregatedTables=False,
    )


def _line(row: "Row", request: WebStatsTableQuery, *, is_compared: bool) -> "tuple[JsonValue, ...]":
    value, rest = to_json(row[0]), row[1:]
    if request.breakdown_by is WebStatsBreakdown.LANGUAGE:
        # The language with the region that most of its sessions are of.
        value, rest = f"{value}-{rest[0]}", rest[1:]
    if request.breakdown_by is WebStatsBreakdown.FRUSTRATION_METRICS:
        return (value, *pairs_of(rest, is_compared=is_compared), "")
    return (value, *pairs_of(rest[:-1], is_compared=is_compared), to_json(rest[-1]), "")
