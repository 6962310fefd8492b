"""Intervals: where a bucket starts, where the next one does, and what it is called.

    instant  ->  start of its bucket  ->  the next start  ->  key, day and label

All cutting is in the project's time zone. Days and longer are counted by the calendar, so a day of
23 or 25 hours is one bucket; hours and minutes are elapsed time, so the hour that a clock repeats
is two buckets with one name.

Source: PostHog's ``QueryDateRange`` and ``format_label_date``; insights 2.2, 2.3.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeAlias

from hogql import ast
from hogql.insights.nodes import IntervalType
from hogql.insights.relative_dates import Calendar, normalise

BucketKey: TypeAlias = date
"""A date for days and longer, an instant in UTC (a ``datetime``) for hours and minutes."""

LENGTHS: Final = {
    IntervalType.MINUTE: timedelta(minutes=1),
    IntervalType.HOUR: timedelta(hours=1),
    IntervalType.DAY: timedelta(days=1),
    IntervalType.WEEK: timedelta(days=7),
    IntervalType.MONTH: timedelta(days=28),
}
"""The shortest length of each interval, up to a clock change."""

SHORTER_THAN_A_DAY: Final = frozenset({IntervalType.MINUTE, IntervalType.HOUR})

_FUNCTIONS: Final = {
    IntervalType.MINUTE: "toStartOfMinute",
    IntervalType.HOUR: "toStartOfHour",
    IntervalType.DAY: "toStartOfDay",
    IntervalType.WEEK: "toStartOfWeek",
    IntervalType.MONTH: "toStartOfMonth",
}
WEEK_MODES: Final = {0: 0, 1: 3}
"""ClickHouse's number for weeks that begin on a Sunday, and on a Monday."""

_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"


def start_of(at: datetime, interval: IntervalType, project: Calendar) -> datetime:
    """Return the first instant of the interval that ``at`` lies in, in the project's zone."""
    local = at.astimezone(project.zone)
    if interval is IntervalType.MINUTE:
        return normalise(local.replace(second=0, microsecond=0))
    if interval is IntervalType.HOUR:
        return normalise(local.replace(minute=0, second=0, microsecond=0))
    return _midnight(_first_day(local.date(), interval, project), project)


def next_start(start: datetime, interval: IntervalType, project: Calendar) -> datetime:
    """Return where the interval after the one that starts at ``start`` starts."""
    if interval in SHORTER_THAN_A_DAY:
        length = LENGTHS[interval]
        later = start_of(start.astimezone(UTC) + length, interval, project)
        if later > start.astimezone(UTC):
            return later
        # Trap: where a clock goes back by half an hour, that hour is 90 minutes long.
        return start_of(start.astimezone(UTC) + 2 * length, interval, project)
    return _midnight(_next_day(start.date(), interval), project)


def key_of(at: datetime, interval: IntervalType, project: Calendar) -> BucketKey:
    """Return what identifies the bucket of ``at``, however the store writes the same moment."""
    start = start_of(at, interval, project)
    return start.astimezone(UTC) if interval in SHORTER_THAN_A_DAY else start.date()


def day_name(start: datetime, interval: IntervalType) -> str:
    """Return ``2020-01-09``, with the time for hours and minutes."""
    if interval in SHORTER_THAN_A_DAY:
        return start.strftime("%Y-%m-%d %H:%M:%S")
    return start.strftime("%Y-%m-%d")


def label(start: datetime, interval: IntervalType) -> str:
    """Return ``9-Jan-2020``, or ``9-Jan 00:00`` for hours and minutes; English in any locale."""
    month = _MONTHS[3 * start.month - 3 : 3 * start.month]
    if interval in SHORTER_THAN_A_DAY:
        return f"{start.day}-{month} {start:%H:%M}"
    return f"{start.day}-{month}-{start.year}"


def bucket_expression(interval: IntervalType, project: Calendar, *, of: ast.Expr) -> ast.Expr:
    """Return ``toStartOfDay(timestamp, 'Europe/Berlin')``: the bucket of the time ``of``."""
    arguments: list[ast.Expr] = [of]
    if interval is IntervalType.WEEK:
        arguments.append(ast.Constant(value=WEEK_MODES[project.week_start_day]))
    arguments.append(ast.Constant(value=project.zone.key))
    return ast.Call(name=_FUNCTIONS[interval], args=tuple(arguments))


def _first_day(day: date, interval: IntervalType, project: Calendar) -> date:
    if interval is IntervalType.WEEK:
        return day - timedelta(days=project.days_into_week(day))
    return day.replace(day=1) if interval is IntervalType.MONTH else day


def _next_day(day: date, interval: IntervalType) -> date:
    if interval is IntervalType.MONTH:
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day + LENGTHS[interval]


def _midnight(day: date, project: Calendar) -> datetime:
    """The first instant of a day: where clocks skip midnight, that is one o'clock."""
    return normalise(datetime.combine(day, time(), tzinfo=project.zone))
