"""Rows of a GroupsQuery: names put together with their keys.

('Acme', 'acme.com', ..)  ->  [{"display_name": "Acme", "key": "acme.com"}, ..]
"""

from typing import TYPE_CHECKING

from hogql.insights.expressions import types_of, values_of
from hogql.insights.groups_list.build import columns_of
from hogql.insights.groups_list.models import GroupsQuery, GroupsQueryResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql.insights.context import Answer, InsightContext


def shape(
    answers: "Sequence[Answer]", request: GroupsQuery, _context: "InsightContext"
) -> GroupsQueryResponse:
    """Return the response; one row beyond the limit says that there are more."""
    (answer,) = answers
    shown, limit = columns_of(request), request.rows_shown
    return GroupsQueryResponse(
        kind="GroupsQuery",
        columns=tuple(column.name for column in shown),
        types=types_of(answer.types, shown),
        results=tuple(values_of(row, shown) for row in answer.rows[:limit]),
        hasMore=len(answer.rows) > limit,
        limit=limit,
        offset=request.offset or 0,
        hogql=answer.hogql,
    )
