"""SessionsTimelineQuery as trees: the events of its sessions, and how long each was recorded.

    after, before  ->  ids of the sessions with an event between them
                   ->  all events of these, and the events between them that name no session
                   ->  the recordings of these

A session lasts a day at most, so that its events lie within a day of the span.

Source: PostHog ``posthog/hogql_queries/sessions_timeline_query_runner.py``; insights 12.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.context import InsightContext, Query
from hogql.insights.dates import calendar_of
from hogql.insights.errors import InsightError
from hogql.insights.periods import SOON, TIMESTAMP, after_instant, before_instant
from hogql.insights.relative_dates import read_date
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of

if TYPE_CHECKING:
    from datetime import datetime

    from hogql.insights.sessions_timeline.models import SessionsTimelineQuery

DEFAULT_AFTER: Final = "-24h"
MAX_EVENTS: Final = 1000
_LONGEST: Final = timedelta(days=1)

_SESSIONS: Final = """
    SELECT $session_id AS id FROM events WHERE {where} AND $session_id IS NOT NULL
    GROUP BY id ORDER BY max(timestamp) DESC LIMIT 1000
"""
_EVENTS: Final = """
    SELECT uuid, timestamp, event, properties, distinct_id, elements_chain, person_id, $session_id
    FROM events
    WHERE {around} AND ($session_id IN {sessions} OR ($session_id IS NULL AND {inside}))
    ORDER BY timestamp DESC, uuid DESC LIMIT {limit}
"""
_RECORDINGS: Final = """
    SELECT session_id, duration FROM session_replay_events
    WHERE {around} AND session_id IN (SELECT toString(id) FROM {sessions} AS sessions) LIMIT 1000
"""
_START: Final = ast.Field(chain=("start_time",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The time asked about; both bounds are outside of it."""

    after: "datetime"
    before: "datetime"

    def holds(self, time: ast.Expr = TIMESTAMP, *, slack: timedelta = timedelta()) -> ast.Expr:
        """Return the condition that a time is inside, or at most the slack outside."""
        return all_of(
            after_instant(self.after - slack, of=time), before_instant(self.before + slack, of=time)
        )


def build(request: "SessionsTimelineQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the queries for the events, one more than are shown, and for the recordings."""
    span, theirs = _span(request, context), _is_theirs(request)
    sessions = select(_SESSIONS, where=all_of(span.holds(), theirs))
    events = select(
        _EVENTS,
        around=all_of(span.holds(slack=_LONGEST), theirs),
        sessions=sessions,
        inside=span.holds(),
        limit=ast.Constant(value=MAX_EVENTS + 1),
    )
    around = span.holds(_START, slack=_LONGEST)
    recordings = select(_RECORDINGS, around=around, sessions=sessions)
    return (Query(name="events", tree=events), Query(name="recordings", tree=recordings))


def _span(request: "SessionsTimelineQuery", context: InsightContext) -> Span:
    project = calendar_of(context)
    after = read_date(request.after or DEFAULT_AFTER, project, attr="after").at
    before = context.now + SOON
    if request.before:
        before = read_date(request.before, project, attr="before").at
    if before <= after:
        raise InsightError("The end lies before the start.", attr="before")
    return Span(after=after, before=before)


def _is_theirs(request: "SessionsTimelineQuery") -> ast.Expr:
    if request.person_id is None:
        return TRUE
    return parse_expr("person_id = {id}", id=ast.Constant(value=str(request.person_id)))
