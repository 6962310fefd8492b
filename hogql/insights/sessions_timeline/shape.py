"""Events as sessions: those of one id, and those without one by the pauses between them.

    events, the newest first  ->  sessions, the one that began last first

Events that name no session are one until nothing happens for half an hour; those of two persons
are never one.

Source: PostHog ``posthog/hogql_queries/sessions_timeline_query_runner.py``.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from hogql.insights.expressions import properties_of
from hogql.insights.sessions_timeline.build import MAX_EVENTS
from hogql.insights.sessions_timeline.models import (
    SessionsTimelineQuery,
    SessionsTimelineQueryResponse,
    TimelineEntry,
    TimelineEvent,
)
from hogql.insights.sql.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hogql.insights.context import Answer, InsightContext, Row

LONGEST_PAUSE: Final = timedelta(minutes=30)


@dataclass(kw_only=True, slots=True)
class Session:
    """A session while its events are gathered, the oldest first."""

    id: str | None
    last_at: datetime
    events: list[TimelineEvent] = field(default_factory=list)


def shape(
    answers: "Sequence[Answer]", _request: SessionsTimelineQuery, _context: "InsightContext"
) -> SessionsTimelineQueryResponse:
    """Return the response; one event beyond the limit says that there are more."""
    events, recordings = answers
    recorded = {str(session): to_json(duration) for session, duration in recordings.rows}
    return SessionsTimelineQueryResponse(
        results=tuple(
            _entry(session, recorded) for session in sessions_of(events.rows[:MAX_EVENTS])
        ),
        hasMore=len(events.rows) > MAX_EVENTS,
        hogql=events.hogql,
    )


def sessions_of(rows: "Sequence[Row]") -> "Iterable[Session]":
    """Return the sessions, the one that began last first."""
    found: list[Session] = []
    current: dict[tuple[str, str], Session] = {}
    for row in reversed(rows):
        at, person, session_id = row[1], str(row[6]), row[7]
        if not isinstance(at, datetime):
            raise TypeError("An event has a time.")
        # Somebody may change while a session goes on, so that its id alone says which it is.
        key = ("", str(session_id)) if session_id else (person, "")
        session = current.get(key)
        if session is None or (not session_id and at - session.last_at > LONGEST_PAUSE):
            session = Session(id=key[1] or None, last_at=at)
            current[key] = session
            found.append(session)
        session.last_at = at
        session.events.append(_event(row))
    return reversed(found)


def _event(row: "Row") -> TimelineEvent:
    uuid, at, name, properties, distinct_id, elements_chain, *_ = row
    return TimelineEvent(
        id=str(uuid),
        event=str(name),
        timestamp=str(to_json(at)),
        distinct_id=str(distinct_id),
        properties=properties_of(properties),
        elements_chain=str(elements_chain) if elements_chain else None,
    )


def _entry(session: Session, recorded: "Mapping[str, object]") -> TimelineEntry:
    duration = recorded.get(session.id or "")
    return TimelineEntry(
        sessionId=session.id,
        recording_duration_s=duration if isinstance(duration, int | float) and duration else None,
        events=tuple(reversed(session.events)),
    )
