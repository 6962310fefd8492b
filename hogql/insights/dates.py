"""Which period a query covers, and with which one it is compared.

    dateRange, interval, context  ->  Period(start, end)

Source: PostHog's ``QueryDateRange`` and ``QueryPreviousPeriodDateRange``; insights 2.1, 2.4.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hogql.insights.errors import InsightError
from hogql.insights.intervals import LENGTHS, SHORTER_THAN_A_DAY, start_of
from hogql.insights.nodes import DateRange, IntervalType
from hogql.insights.periods import Period
from hogql.insights.relative_dates import (
    SHORT_UNITS,
    Calendar,
    Step,
    Unit,
    WrittenDate,
    normalise,
    read_date,
    step_back,
)

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext

MAX_BUCKETS: Final = 20_000
ALL_TIME: Final = "all"

_MICROSECOND: Final = timedelta(microseconds=1)
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


def calendar_of(context: "InsightContext") -> Calendar:
    """Return the project's clock and calendar."""
    try:
        zone = ZoneInfo(context.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InsightError("The project's time zone is not known here.", attr=None) from error
    return Calendar(now=context.now, zone=zone, week_start_day=1 if context.week_start_day else 0)


def resolve_period(
    asked: DateRange | None,
    interval: IntervalType,
    context: "InsightContext",
    *,
    attr: str = "dateRange",
) -> Period:
    """Return the period that a date range means now. Raises InsightError for an impossible one."""
    return _read(asked, interval, context, attr).period()


def previous_period(
    asked: DateRange | None,
    compare_to: str | None,
    interval: IntervalType,
    context: "InsightContext",
) -> Period:
    """Return the period to compare with: the one before, or the one ``compare_to`` earlier."""
    written = _read(asked, interval, context, "dateRange")
    if compare_to:
        return written.moved_back(_read_step(compare_to, written.project))
    return written.before()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Written:
    """A date range as it was written: both dates read, neither moved to an interval yet."""

    start: WrittenDate
    end: WrittenDate
    has_end: bool
    is_explicit: bool
    interval: IntervalType
    project: Calendar
    attr: str

    def period(self) -> Period:
        return self._period(self.start.at, self._last_instant())

    def moved_back(self, step: Step) -> Period:
        return self._period(step_back(self.start.at, step), step_back(self._last_instant(), step))

    def before(self) -> Period:
        """Return the period before this one (insights 2.4).

        Trap: ``-7d`` by the day shows 8 buckets and moves by 7, so that weekdays stay aligned and
        one day is in both periods. ``mStart`` is compared with the whole month before.
        """
        step = self.start.step
        if step is None or self.has_end or self.is_explicit:
            return self._same_length_before()
        if step.count == 0 and self.start.edge == "Start":
            start = _one_unit_back(self.start.at, step.unit)
            return self._period(start, normalise(self.start.at - _MICROSECOND))
        if self.interval in SHORTER_THAN_A_DAY and step.count:
            return self.moved_back(step)
        if self.interval is IntervalType.DAY and _is_whole_weeks(step):
            return self.moved_back(step)
        return self._same_length_before()

    def _same_length_before(self) -> Period:
        start, end = self.start.at, self._last_instant()
        wall_start, wall_end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        if self.interval in SHORTER_THAN_A_DAY or self.is_explicit:
            length = wall_end - wall_start
            if not (length + _MICROSECOND) % LENGTHS[self.interval]:
                length += _MICROSECOND
        else:
            length = timedelta(days=(wall_end.date() - wall_start.date()).days + 1)
        return self._period(normalise(start - length), normalise(end - length))

    def _last_instant(self) -> datetime:
        """Move the end to the end of its day, or of its hour when it is relative (insights 2.1)."""
        end = self.end.at
        if self.is_explicit or self.interval is IntervalType.MINUTE:
            return end
        if self.interval is not IntervalType.HOUR:
            return end.replace(hour=23, minute=59, second=59, microsecond=999_999, fold=1)
        if self.end.step is not None:
            return end.replace(minute=59, second=59, microsecond=999_999)
        return end

    def _period(self, start: datetime, end: datetime) -> Period:
        if not self._keeps_start():
            start = start_of(start, self.interval, self.project)
        self._check(start, end)
        return Period(start=start, end=end, interval=self.interval, project=self.project)

    def _keeps_start(self) -> bool:
        if self.is_explicit:
            return True
        is_short = self.start.step is not None and self.start.step.unit in SHORT_UNITS
        return is_short and self.interval in (IntervalType.HOUR, IntervalType.DAY)

    def _check(self, start: datetime, end: datetime) -> None:
        if not _FIRST_YEAR <= start.year <= end.year <= _LAST_YEAR:
            span = f"{start:%Y-%m-%d} to {end:%Y-%m-%d}"
            raise InsightError(f"We cannot look at {span}.", attr=f"{self.attr}.date_from")
        if start.astimezone(UTC) > end.astimezone(UTC):
            raise InsightError("date_from is later than date_to.", attr=f"{self.attr}.date_from")
        if (end - start) / LENGTHS[self.interval] > MAX_BUCKETS:
            raise InsightError(
                f"That is more than {MAX_BUCKETS:,} points. Use a longer interval than "
                f"{self.interval} or a shorter range.",
                attr="interval",
            )


def _read(
    asked: DateRange | None, interval: IntervalType, context: "InsightContext", attr: str
) -> _Written:
    asked = asked or DateRange()
    project = calendar_of(context)
    end = read_date(asked.date_to or "-0M", project, attr=f"{attr}.date_to")
    return _Written(
        start=_read_start(asked, project, context, f"{attr}.date_from"),
        end=end,
        has_end=bool(asked.date_to),
        is_explicit=bool(asked.explicit_date),
        interval=interval,
        project=project,
        attr=attr,
    )


def _read_start(
    asked: DateRange, project: Calendar, context: "InsightContext", attr: str
) -> WrittenDate:
    if not asked.date_from:
        week_ago = step_back(project.now.astimezone(project.zone), Step(count=7, unit=Unit.DAY))
        at = start_of(week_ago, IntervalType.DAY, project)
        return WrittenDate(at=at, step=Step(count=7, unit=Unit.DAY))
    if asked.date_from != ALL_TIME:
        return read_date(asked.date_from, project, attr=attr)
    if context.first_event_at is None:
        raise InsightError("All time is not available for this query.", attr=attr)
    return WrittenDate(at=context.first_event_at.astimezone(project.zone), step=None)


def _read_step(text: str, project: Calendar) -> Step:
    attr = "compareFilter.compare_to"
    written = read_date(text, project, attr=attr)
    if written.step is None or written.step.count == 0 or written.edge:
        raise InsightError("compare_to is an amount of time such as -1w or -1m.", attr=attr)
    return written.step


def _one_unit_back(at: datetime, unit: Unit) -> datetime:
    if unit is Unit.QUARTER:
        return step_back(at, Step(count=3, unit=Unit.MONTH))
    return step_back(at, Step(count=1, unit=unit))


def _is_whole_weeks(step: Step) -> bool:
    return step.unit is Unit.WEEK or (step.unit is Unit.DAY and step.count % 7 == 0)
