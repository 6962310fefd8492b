"""What a TrendsQuery comes to: the same reading for build (what to ask) and shape (how to answer).

TrendsQuery, context  ->  Plan(lines: series x period, display, breakdown)
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from hogql.insights.breakdowns import DEFAULT_LIMIT, SplitBy, split_by
from hogql.insights.dates import previous_period, resolve_period
from hogql.insights.errors import InsightError
from hogql.insights.nodes import EventsNode, IntervalType
from hogql.insights.trends.models import ChartDisplayType, TrendsQuery

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.periods import Period

TOTAL_VALUE_DISPLAYS: Final = frozenset(
    {
        ChartDisplayType.NUMBER,
        ChartDisplayType.PIE,
        ChartDisplayType.BAR_VALUE,
        ChartDisplayType.TABLE,
        ChartDisplayType.WORLD_MAP,
    }
)
CompareLabel: TypeAlias = Literal["current", "previous"]

MAX_POINTS: Final = 250_000
WORLD_MAP_LIMIT: Final = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One series in one period: one query, and one row of the answer or one for each value."""

    series: EventsNode
    order: int
    period: "Period"
    compare_label: CompareLabel | None

    @property
    def name(self) -> str:
        """``series 0``, or ``series 0, previous``."""
        suffix = f", {self.compare_label}" if self.compare_label else ""
        return f"series {self.order}{suffix}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All lines, current ones first, and what is the same for each of them."""

    lines: tuple[Line, ...]
    period: "Period"
    is_total: bool
    is_cumulative: bool
    split: SplitBy | None


def plan_of(request: TrendsQuery, context: "InsightContext") -> Plan:
    """Return what the request means now. Raises InsightError for what we cannot answer."""
    display = request.trends_filter.display if request.trends_filter else None
    is_total = display in TOTAL_VALUE_DISPLAYS
    interval = IntervalType.DAY if is_total else request.interval or IntervalType.DAY
    current = resolve_period(request.date_range, interval, context)
    is_map = display is ChartDisplayType.WORLD_MAP
    plan = Plan(
        lines=_lines(request, current, context),
        period=current,
        is_total=is_total,
        is_cumulative=display is ChartDisplayType.CUMULATIVE,
        split=split_by(
            request.breakdown_filter, default_limit=WORLD_MAP_LIMIT if is_map else DEFAULT_LIMIT
        ),
    )
    _check_size(plan)
    return plan


def _lines(request: TrendsQuery, current: "Period", context: "InsightContext") -> tuple[Line, ...]:
    compare = request.compare_filter
    if compare is None or not compare.compare:
        return tuple(
            Line(series=series, order=order, period=current, compare_label=None)
            for order, series in enumerate(request.series)
        )
    previous = previous_period(request.date_range, compare.compare_to, current.interval, context)
    periods: tuple[tuple[CompareLabel, Period], ...] = (
        ("current", current),
        ("previous", previous),
    )
    return tuple(
        Line(series=series, order=order, period=period, compare_label=label)
        for label, period in periods
        for order, series in enumerate(request.series)
    )


def _check_size(plan: Plan) -> None:
    """Refuse an answer that no chart can show before it is computed."""
    if plan.is_total:
        return
    values = plan.split.limit + 1 if plan.split else 1
    points = len(plan.lines) * values * plan.period.count_of_buckets()
    if points > MAX_POINTS:
        raise InsightError(
            f"That is up to {points:,} points, more than {MAX_POINTS:,}. Use a longer interval, a "
            "shorter range or a smaller breakdown_limit.",
            attr="interval",
        )
