"""Rows of an EventsQuery: the fields of an object put together again.

(uuid, 'view', '{"a": 1}', .., 3)  ->  [{"uuid": .., "event": "view", "properties": {"a": 1}}, 3]
"""

from typing import TYPE_CHECKING

from hogql.insights.events_list.columns import columns_of
from hogql.insights.events_list.models import EventsQuery, EventsQueryResponse
from hogql.insights.expressions import types_of, values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql.insights.context import Answer, InsightContext


def shape(
    answers: "Sequence[Answer]", request: EventsQuery, _context: "InsightContext"
) -> EventsQueryResponse:
    """Return the response; one row beyond the limit says that there are more."""
    (answer,) = answers
    shown, limit = columns_of(request), request.rows_shown
    return EventsQueryResponse(
        columns=tuple(column.name for column in shown),
        types=types_of(answer.types, shown),
        results=tuple(values_of(row, shown) for row in answer.rows[:limit]),
        hasMore=len(answer.rows) > limit,
        limit=limit,
        offset=request.offset or 0,
        hogql=answer.hogql,
    )
