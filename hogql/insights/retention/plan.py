"""What a RetentionQuery comes to: the same reading for build (what to ask) and shape (how).

    without date_from   totalIntervals cohorts, the last of them that of date_to
    with date_from      a cohort for each interval of the range, each followed for totalIntervals

The first and the last interval are taken whole (insights 5.1). Where windows roll, a member of the
last cohort is followed until its own last window ends.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from hogql.insights.breakdowns import DEFAULT_LIMIT, SplitBy, split_by
from hogql.insights.cohort_breakdowns import CohortOf, cohorts_of
from hogql.insights.dates import resolve_period
from hogql.insights.entities import ActionsNode, EventsNode
from hogql.insights.errors import InsightError
from hogql.insights.intervals import next_start, start_of
from hogql.insights.nodes import DateRange
from hogql.insights.periods import Period
from hogql.insights.places import Places
from hogql.insights.retention.amounts import Amount, amount_of
from hogql.insights.retention.models import (
    DEFAULT_INTERVALS,
    MAX_INTERVALS,
    RetentionPeriod,
    RetentionQuery,
    RetentionType,
    TimeWindowMode,
)
from hogql.insights.retention.windows import Windows, windows_of

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext

MAX_CELLS: Final = 250_000
_MICROSECOND: Final = timedelta(microseconds=1)
_PAGEVIEW: Final = EventsNode(kind="EventsNode", event="$pageview")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The cohorts, and the columns that each is followed through.

    ``edges`` are the distances from a cohort at which a column begins; the last one ends them all.
    ``places`` are the intervals that are read, ``cohorts`` are the first ones of these. ``windows``
    are set where they roll, ``amount`` where a cell tells a sum or a mean.
    """

    unit: str
    places: Places
    cohorts: Period
    count: int
    edges: tuple[int, ...]
    has_brackets: bool
    kind: RetentionType
    target: EventsNode | ActionsNode
    returning: EventsNode | ActionsNode
    is_cumulative: bool
    occurrences: int
    split: SplitBy | None
    split_cohorts: tuple[CohortOf | None, ...]
    windows: Windows | None
    amount: Amount | None

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.edges) - 1

    def column_of(self, distance: int) -> int:
        """Return the column of an interval that lies so far after the cohort's."""
        return bisect_right(self.edges, distance) - 1

    def labels(self) -> tuple[str, ...]:
        """Return what the columns are called: ``Day 1``, ``Day 2-4``."""
        return tuple(
            f"{self.unit} {start}" if start + 1 == end else f"{self.unit} {start}-{end - 1}"
            for start, end in zip(self.edges, self.edges[1:], strict=False)
        )


def plan_of(request: RetentionQuery, context: "InsightContext") -> Plan:
    """Return what the request means now. Raises InsightError for what we cannot answer."""
    chosen = request.retention_filter
    unit = chosen.period or RetentionPeriod.DAY
    total = chosen.total_intervals or DEFAULT_INTERVALS
    edges = _edges(chosen.retention_custom_brackets, total)
    rolls = chosen.time_window_mode is TimeWindowMode.ROLLING
    cohorts, period = _periods(request.date_range, unit, total, edges[-1], context)
    windows = windows_of(period.interval, period.start) if rolls else None
    if windows and cohorts.end < period.end:
        period = _whole(period, period.start, windows.after(_beyond(cohorts), edges[-1]))
    starts = tuple(bucket.start for bucket in period.buckets())
    occurrences = chosen.minimum_occurrences or 1
    plan = Plan(
        unit=unit.value,
        places=Places(period=period, starts=starts, as_lists=occurrences > 1 or rolls),
        cohorts=cohorts,
        count=len(cohorts.buckets()),
        edges=edges,
        has_brackets=bool(chosen.retention_custom_brackets),
        kind=chosen.retention_type or RetentionType.RECURRING,
        target=chosen.target_entity or _PAGEVIEW,
        returning=chosen.returning_entity or _PAGEVIEW,
        is_cumulative=bool(chosen.cumulative),
        occurrences=occurrences,
        split=split_by(request.breakdown_filter, context, default_limit=DEFAULT_LIMIT),
        split_cohorts=cohorts_of(request.breakdown_filter, context) or (None,),
        windows=windows,
        amount=amount_of(chosen),
    )
    _check_size(plan)
    return plan


def _edges(brackets: tuple[int, ...] | None, total: int) -> tuple[int, ...]:
    if brackets:
        return (0, *accumulate(brackets, initial=1))
    return tuple(range(total + 1))


def _periods(
    asked: DateRange | None,
    unit: RetentionPeriod,
    total: int,
    reach: int,
    context: "InsightContext",
) -> tuple[Period, Period]:
    """The intervals of the cohorts, and those that are read."""
    asked = asked or DateRange()
    if asked.date_from:
        period = resolve_period(asked, unit.interval, context)
        first = start_of(period.start, unit.interval, period.project)
        after, later = _after(period), reach - 1
    else:
        asked = asked.model_copy(update={"date_from": asked.date_to or "-0M"})
        period = resolve_period(asked, unit.interval, context)
        first, after, later = _back(period, total - 1), _after(period), 0
    beyond = after
    for _ in range(later):
        beyond = next_start(beyond, unit.interval, period.project)
    return _whole(period, first, after), _whole(period, first, beyond)


def _whole(period: Period, start: datetime, beyond: datetime) -> Period:
    return Period(
        start=start,
        end=_just_before(beyond),
        interval=period.interval,
        project=period.project,
    )


def _after(period: Period) -> datetime:
    last = start_of(period.end, period.interval, period.project)
    return next_start(last, period.interval, period.project)


def _beyond(period: Period) -> datetime:
    """The instant at which a period of whole intervals is over."""
    return (period.end.astimezone(UTC) + _MICROSECOND).astimezone(period.end.tzinfo)


def _back(period: Period, count: int) -> datetime:
    start = start_of(period.end, period.interval, period.project)
    for _ in range(count):
        start = start_of(_just_before(start), period.interval, period.project)
    return start


def _just_before(at: datetime) -> datetime:
    """The last instant before another, by elapsed time: an hour may come twice on one day."""
    return (at.astimezone(UTC) - _MICROSECOND).astimezone(at.tzinfo)


def _check_size(plan: Plan) -> None:
    """Refuse an answer that no table can show before it is computed."""
    values = len(plan.split_cohorts) * (plan.split.limit + 1 if plan.split else 1)
    if plan.count > MAX_INTERVALS:
        message = f"That is {plan.count:,} cohorts, more than {MAX_INTERVALS}."
        raise InsightError(message, attr="dateRange.date_from")
    if plan.count * plan.columns * values > MAX_CELLS:
        message = f"That is more than {MAX_CELLS:,} cells. Ask for fewer intervals or values."
        raise InsightError(message, attr="retentionFilter.totalIntervals")
