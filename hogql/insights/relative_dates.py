"""Dates as people write them in a query: ``-7d``, ``-1mStart``, ``2020-01-09T16:13:00``.

    text, calendar  ->  WrittenDate(at, step)

Calendar steps (days and longer) move the wall clock, so ``-1d`` is the same time yesterday also
when a clock changed in between; hours and minutes are elapsed time.

Source: the forms are those of PostHog's ``posthog/utils.py`` (``relative_date_parse``).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hogql.insights.errors import InsightError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_RELATIVE: Final = re.compile(
    r"[-]?(?P<count>[0-9]{1,6})?(?P<unit>[hdwmqyM])(?P<edge>Start|End)?", re.ASCII
)
_LOOSE_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)


class Unit(StrEnum):
    """The unit of a relative date; months are ``m``, minutes ``M``."""

    MINUTE = "M"
    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    QUARTER = "q"
    YEAR = "y"


SHORT_UNITS: Final = frozenset({Unit.MINUTE, Unit.HOUR})
_ELAPSED: Final = {Unit.MINUTE: timedelta(minutes=1), Unit.HOUR: timedelta(hours=1)}
_DAYS: Final = {Unit.DAY: 1, Unit.WEEK: 7, Unit.QUARTER: 91}
_MONTHS: Final = {Unit.MONTH: 1, Unit.YEAR: 12}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """How far back a relative date lies: ``-3m`` is 3 months."""

    count: int
    unit: Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The project's clock and calendar; ``week_start_day`` is 0 for Sunday, 1 for Monday."""

    now: datetime
    zone: "ZoneInfo"
    week_start_day: int

    def days_into_week(self, day: date) -> int:
        """The number of days since the week began."""
        return (day.isoweekday() - self.week_start_day) % 7


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenDate:
    """An instant in the project's time zone; ``step`` is ``None`` for an absolute date.

    ``edge`` is the ``Start`` or ``End`` that a relative date may close with.
    """

    at: datetime
    step: Step | None
    edge: str | None = None


def read_date(text: str, project: Calendar, *, attr: str) -> WrittenDate:
    """Return what ``text`` means. Raises InsightError, naming ``attr``, for any other text."""
    absolute = _read_absolute(text, project.zone)
    if absolute is not None:
        return WrittenDate(at=absolute, step=None)
    match = _RELATIVE.fullmatch(text)
    if match is None or (match["count"] is None and match["edge"] is None):
        raise InsightError(
            f"'{text[:40]}' is not a date we know. Use 2020-01-31, 2020-01-31T16:13:00, "
            "or a relative date such as -7d, -24h, mStart or -1mEnd.",
            attr=attr,
        )
    step = Step(count=int(match["count"] or 0), unit=Unit(match["unit"]))
    try:
        at = step_back(project.now.astimezone(project.zone), step)
        if match["edge"] is not None:
            start = _start_of(at, step.unit, project)
            at = start if match["edge"] == "Start" else _end_of(start, step.unit)
    except (OverflowError, ValueError) as error:
        raise InsightError(f"'{text}' is too long ago.", attr=attr) from error
    return WrittenDate(at=normalise(at), step=step, edge=match["edge"])


def step_back(at: datetime, step: Step) -> datetime:
    """Return the instant ``step`` before ``at``, in the same zone; 31 March - 1m is 28 February."""
    if step.unit in _ELAPSED:
        return (at.astimezone(UTC) - step.count * _ELAPSED[step.unit]).astimezone(at.tzinfo)
    if step.unit in _DAYS:
        return normalise(at - timedelta(days=step.count * _DAYS[step.unit]))
    months = at.year * 12 + at.month - 1 - step.count * _MONTHS[step.unit]
    year, month = divmod(months, 12)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return normalise(at.replace(year=year, month=month + 1, day=day))


def normalise(at: datetime) -> datetime:
    """Return the same instant with a wall clock that exists: 02:30 in a spring gap is 03:30."""
    return at.astimezone(UTC).astimezone(at.tzinfo)


def _read_absolute(text: str, zone: "ZoneInfo") -> datetime | None:
    loose = _LOOSE_DATE.fullmatch(text)
    try:
        if loose is not None:
            year, month, day = (int(part) for part in loose.groups())
            at = datetime(year, month, day, tzinfo=zone)
        elif text[4:5] == "-":
            at = datetime.fromisoformat(text)
        else:
            return None
        return normalise(at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(zone)
    except (OverflowError, ValueError):
        return None


def _start_of(at: datetime, unit: Unit, project: Calendar) -> datetime:
    if unit is Unit.MINUTE:
        return at.replace(second=0, microsecond=0)
    if unit is Unit.HOUR:
        return at.replace(minute=0, second=0, microsecond=0)
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    first_months = {
        Unit.MONTH: at.month,
        Unit.QUARTER: (at.month - 1) // 3 * 3 + 1,
        Unit.YEAR: 1,
    }
    if unit in first_months:
        return midnight.replace(month=first_months[unit], day=1)
    days = project.days_into_week(midnight.date()) if unit is Unit.WEEK else 0
    return midnight - timedelta(days=days)


def _end_of(start: datetime, unit: Unit) -> datetime:
    if unit in _ELAPSED:
        length = _ELAPSED[unit]
    elif unit in (Unit.DAY, Unit.WEEK):
        length = timedelta(days=_DAYS[unit])
    else:
        count = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[unit]
        months = range(start.month, start.month + count)
        length = timedelta(days=sum(calendar.monthrange(start.year, month)[1] for month in months))
    return start + length - timedelta(microseconds=1)
