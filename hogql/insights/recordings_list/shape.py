"""Rows of a RecordingsQuery as recordings, each with the person it is of.

(session_id, distinct_id, ..), (distinct_id, person_id, ..)  ->  [{"id": .., "person": {..}}]
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from hogql.insights.people.rows import Facts, person_row
from hogql.insights.recordings_list.models import (
    RecordingsQuery,
    RecordingsQueryResponse,
    SessionRecording,
)
from hogql.insights.sql.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import JsonValue

    from hogql.insights.context import Answer, InsightContext, Row

STILL_ONGOING: Final = timedelta(minutes=5)
"""A session that sent something that lately may go on."""
_NAMES: Final = (
    *("id", "distinct_id", "start_time", "end_time", "recording_duration", "active_seconds"),
    *("inactive_seconds", "activity_score", "click_count", "keypress_count"),
    *("mouse_activity_count", "console_log_count", "console_warn_count", "console_error_count"),
    *("start_url", "snapshot_source", "retention_period_days"),
)
"""The columns of the query, in their order, as recordings name them."""


def shape(
    answers: "Sequence[Answer]", request: RecordingsQuery, context: "InsightContext"
) -> RecordingsQueryResponse:
    """Return the response; one row beyond the limit says that there are more."""
    page, people = answers
    persons = {str(row[0]): _person(row) for row in people.rows}
    limit = request.rows_shown
    return RecordingsQueryResponse(
        results=tuple(_recording(row, persons, context.now) for row in page.rows[:limit]),
        has_next=len(page.rows) > limit,
        limit=limit,
        offset=request.offset or 0,
        hogql=page.hogql,
    )


def _person(row: "Row") -> "JsonValue":
    distinct_id, person_id, known, created_at, properties, is_identified = row
    facts = Facts(
        actor_id=person_id,
        known=known,
        created_at=created_at,
        properties=properties,
        is_identified=is_identified,
    )
    return person_row(facts, [str(distinct_id)])


def _recording(row: "Row", persons: "Mapping[str, JsonValue]", now: datetime) -> SessionRecording:
    named = dict(zip(_NAMES, row, strict=True))
    days = named["retention_period_days"]
    expiry = _instant(named["start_time"]) + timedelta(days=days if isinstance(days, int) else 0)
    shown: dict[str, JsonValue] = {name: to_json(value) for name, value in named.items()}
    return SessionRecording.model_validate(
        {
            **shown,
            "person": persons.get(str(named["distinct_id"])),
            "ongoing": _instant(named["end_time"]) >= now - STILL_ONGOING,
            "expiry_time": to_json(expiry),
            "recording_ttl": max((expiry - now).days, 0),
        }
    )


def _instant(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError("A recording has a time.")
    return value if value.tzinfo else value.replace(tzinfo=UTC)
