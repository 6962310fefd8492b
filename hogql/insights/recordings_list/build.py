"""RecordingsQuery as trees: a page of recordings, and the persons on it.

    {"date_from": "-3d", "events": [{"id": "paid"}]}
        ->  SELECT session_id, .. FROM session_replay_events WHERE start_time >= .. AND ..
        ->  SELECT distinct_id, person_id, .. of the distinct ids on the page

Source: PostHog ``posthog/session_recordings/queries/session_recording_list_from_query.py``.
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import InsightContext, Query
from hogql.insights.dates import calendar_of
from hogql.insights.errors import InsightError
from hogql.insights.periods import SOON
from hogql.insights.recordings_list.conditions import Asked, Span
from hogql.insights.recordings_list.models import RecordingOrder
from hogql.insights.relative_dates import normalise, read_date
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import all_of

if TYPE_CHECKING:
    from hogql.insights.recordings_list.models import RecordingsQuery

DEFAULT_FROM: Final = "-3d"

_RECORDINGS: Final = """
    SELECT session_id, distinct_id, start_time, end_time, duration, active_seconds,
        duration - active_seconds AS inactive_seconds,
        round(ifNull(
            (active_seconds + click_count + keypress_count + console_error_count) / nullIf(
                mouse_activity_count + duration + console_error_count + console_log_count
                    + console_warn_count, 0) * 100,
            0), 2) AS activity_score,
        click_count, keypress_count, mouse_activity_count, console_log_count, console_warn_count,
        console_error_count, first_url, snapshot_source, retention_period_days
    FROM session_replay_events WHERE {where}
"""
_IDS: Final = """
    SELECT distinct_id, person_id FROM person_distinct_ids
    WHERE distinct_id IN (SELECT distinct_id FROM {page} AS page)
"""
_PERSONS: Final = """
    SELECT ids.distinct_id, ids.person_id, person.id, person.created_at, person.properties,
        person.is_identified
    FROM {ids} AS ids LEFT JOIN (
        SELECT id, created_at, properties, is_identified FROM persons
        WHERE id IN (SELECT person_id FROM {ids} AS wanted)
    ) AS person ON ids.person_id = person.id
    LIMIT 1001
"""
_EXPIRY: Final = parse_expr("toUnixTimestamp(start_time) + retention_period_days * 86400")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", re.ASCII)


def build(request: "RecordingsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the query for the page, one row more than is shown, and the one for its persons."""
    span = _span(request, context)
    asked = Asked(request=request, span=span, context=context)
    began = span.holds(ast.Field(chain=("start_time",)))
    page = replace(
        select(_RECORDINGS, where=all_of(began, asked.conditions())),
        order_by=_order(request),
        limit=ast.Constant(value=request.rows_shown + 1),
        offset=ast.Constant(value=request.offset) if request.offset else None,
    )
    persons = select(_PERSONS, ids=select(_IDS, page=page))
    return (Query(name="recordings", tree=page), Query(name="persons", tree=persons))


def _span(request: "RecordingsQuery", context: InsightContext) -> Span:
    """Both instants belong to the span; a day without a time is that whole day."""
    project = calendar_of(context)
    start = read_date(request.date_from or DEFAULT_FROM, project, attr="date_from").at
    end = context.now + SOON
    if request.date_to:
        end = read_date(request.date_to, project, attr="date_to").at
        is_day = _DATE.fullmatch(request.date_to) is not None
        end = normalise(end + timedelta(days=1)) if is_day else end + timedelta(milliseconds=1)
    if end <= start:
        raise InsightError("The end lies before the start.", attr="date_to")
    return Span(start=start, end=end)


def _order(request: "RecordingsQuery") -> tuple[ast.OrderExpr, ...]:
    """The session comes last, so that no two pages share a recording."""
    wanted = request.order or RecordingOrder.START_TIME
    expr: ast.Expr = ast.Field(chain=(_COLUMNS.get(wanted, wanted.value),))
    if wanted is RecordingOrder.RECORDING_TTL:
        expr = _EXPIRY
    last = ast.OrderExpr(expr=ast.Field(chain=("session_id",)), order="ASC")
    return (ast.OrderExpr(expr=expr, order=request.order_direction or "DESC"), last)


_COLUMNS: Final = {RecordingOrder.RECORDING_DURATION: "duration"}
