"""Rows of an EventsQuery: the fields of an object put together again.

(uuid, 'view', '{"a": 1}', .., 3)  ->  [{"uuid": .., "event": "view", "properties": {"a": 1}}, 3]
"""

import json
from typing import TYPE_CHECKING

from hogql.insights.events_list.columns import Shown, columns_of
from hogql.insights.events_list.models import EventsQuery, EventsQueryResponse
from hogql.insights.sql.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import JsonValue

    from hogql.insights.context import Answer, InsightContext, Row


def shape(
    answers: "Sequence[Answer]", request: EventsQuery, _context: "InsightContext"
) -> EventsQueryResponse:
    """Return the response; one row beyond the limit says that there are more."""
    (answer,) = answers
    shown, limit = columns_of(request), request.rows_shown
    return EventsQueryResponse(
        columns=tuple(column.name for column in shown),
        types=_types(answer.types, shown),
        results=tuple(_row(row, shown) for row in answer.rows[:limit]),
        hasMore=len(answer.rows) > limit,
        limit=limit,
        offset=request.offset or 0,
        hogql=answer.hogql,
    )


def _types(types: "Sequence[str]", shown: tuple[Shown, ...]) -> tuple[str, ...]:
    rest = iter(types)
    found: list[str] = []
    for column in shown:
        own = [next(rest) for _ in column.exprs]
        found.append(f"Tuple({', '.join(own)})" if column.keys else own[0])
    return tuple(found)


def _row(row: "Row", shown: tuple[Shown, ...]) -> "tuple[JsonValue, ...]":
    rest = iter(row)
    return tuple(_value([next(rest) for _ in column.exprs], column) for column in shown)


def _value(values: "Sequence[object]", column: Shown) -> "JsonValue":
    if not column.keys:
        return to_json(values[0])
    return {
        key: _properties(value) if key == "properties" else to_json(value)
        for key, value in zip(column.keys, values, strict=True)
    }


def _properties(value: object) -> "JsonValue":
    """Properties as an object; the table hands them out as the text of one."""
    found: JsonValue = json.loads(value) if isinstance(value, str) and value else to_json(value)
    return {} if found is None else found
