"""What a TrendsQuery comes to: the same reading for build (what to ask) and shape (how to answer).

TrendsQuery, context  ->  Plan(lines: cohort x series x period, display, breakdown, formulas)
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from hogql.insights.aggregations import Aggregation, Form, aggregation_of, as_distinct
from hogql.insights.breakdowns import DEFAULT_LIMIT, SplitBy, split_by
from hogql.insights.cohort_breakdowns import CohortOf, cohorts_of
from hogql.insights.dates import previous_period, resolve_period
from hogql.insights.errors import InsightError
from hogql.insights.intervals import LENGTHS
from hogql.insights.nodes import IntervalType
from hogql.insights.trends.formulas import Formula, formulas_of
from hogql.insights.trends.models import ChartDisplayType, TrendsQuery

if TYPE_CHECKING:
    from hogql.insights.actors import Actor
    from hogql.insights.breakdown_filter import BreakdownFilter
    from hogql.insights.context import InsightContext
    from hogql.insights.entities import Entity
    from hogql.insights.periods import Period

TOTAL_VALUE_DISPLAYS: Final = frozenset(
    {
        ChartDisplayType.NUMBER,
        ChartDisplayType.PIE,
        ChartDisplayType.DONUT,
        ChartDisplayType.BAR_VALUE,
        ChartDisplayType.TABLE,
        ChartDisplayType.WORLD_MAP,
        ChartDisplayType.CALENDAR,
    }
)
CompareLabel: TypeAlias = Literal["current", "previous"]

MAX_POINTS: Final = 250_000
MAX_QUERIES: Final = 100
WORLD_MAP_LIMIT: Final = 1000
FORMULA_LIMIT: Final = 1000
"""How many values a series gives to a formula, which only then are ranked by what it makes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One series in one period, of one cohort: one query, one row or one for each value."""

    series: "Entity"
    order: int
    period: "Period"
    compare_label: CompareLabel | None
    cohort: CohortOf | None = None

    @property
    def name(self) -> str:
        """``series 0``, or ``series 0, cohort 3, previous``."""
        cohort = "" if self.cohort is None else f", cohort {self.cohort.reported}"
        compared = f", {self.compare_label}" if self.compare_label else ""
        return f"series {self.order}{cohort}{compared}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All lines, current ones first, and what is the same for each of them."""

    lines: tuple[Line, ...]
    period: "Period"
    is_total: bool
    is_cumulative: bool
    split: SplitBy | None
    formulas: tuple[Formula, ...]
    smoothing: int

    @property
    def limit(self) -> int:
        """How many values a query names: for formulas, as many more as there is room for."""
        shown = 0 if self.split is None else self.split.limit
        if not self.formulas or not self.lines:
            return shown
        buckets = 1 if self.is_total else self.period.count_of_buckets()
        return max(shown, min(FORMULA_LIMIT, MAX_POINTS // (len(self.lines) * buckets)))


def plan_of(request: TrendsQuery, context: "InsightContext") -> Plan:
    """Return what the request means now. Raises InsightError for what we cannot answer."""
    chosen = request.trends_filter
    display = chosen.display if chosen else None
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
            _breakdown_of(request),
            context,
            default_limit=WORLD_MAP_LIMIT if is_map else DEFAULT_LIMIT,
        ),
        formulas=formulas_of(chosen, len(request.series)),
        smoothing=(chosen.smoothing_intervals if chosen else None) or 1,
    )
    _check_size(plan)
    return plan


def check_alone(request: TrendsQuery, what: str) -> None:
    """Refuse what a display has no room for that shows the numbers of a series by themselves."""
    chosen, split, compare = request.trends_filter, request.breakdown_filter, request.compare_filter
    if chosen and (chosen.formula or chosen.formulas or chosen.formula_nodes):
        raise InsightError(f"{what} has no formula.", attr="trendsFilter.formula")
    if split is not None and (split.breakdown or split.breakdowns):
        raise InsightError(f"{what} has no breakdown.", attr="breakdownFilter")
    if compare is not None and compare.compare:
        raise InsightError(f"{what} has no other period.", attr="compareFilter.compare")


def aggregation_in(plan: Plan, line: Line, actor: "Actor") -> Aggregation:
    """Return how a line is counted: nobody looks back from a bucket that is a whole window."""
    found = aggregation_of(line.series, actor, attr=f"series.{line.order}")
    is_whole = LENGTHS[line.period.interval].days >= min(found.days, 28)
    if found.form is Form.ACTIVE and is_whole and not plan.is_total:
        return as_distinct(found)
    return found


def _breakdown_of(request: TrendsQuery) -> "BreakdownFilter | None":
    """The breakdown, with the number of bins where older clients have it."""
    asked, chosen = request.breakdown_filter, request.trends_filter
    bins = chosen.breakdown_histogram_bin_count if chosen else None
    if asked is None or bins is None or asked.breakdown_histogram_bin_count is not None:
        return asked
    return asked.model_copy(update={"breakdown_histogram_bin_count": bins})


def _lines(request: TrendsQuery, current: "Period", context: "InsightContext") -> tuple[Line, ...]:
    cohorts = cohorts_of(request.breakdown_filter, context) or (None,)
    return tuple(
        Line(series=series, order=order, period=period, compare_label=label, cohort=cohort)
        for label, period in _periods(request, current, context)
        for cohort in cohorts
        for order, series in enumerate(request.series)
    )


def _periods(
    request: TrendsQuery, current: "Period", context: "InsightContext"
) -> "tuple[tuple[CompareLabel | None, Period], ...]":
    compare = request.compare_filter
    if compare is None or not compare.compare:
        return ((None, current),)
    previous = previous_period(request.date_range, compare.compare_to, current.interval, context)
    return (("current", current), ("previous", previous))


def _check_size(plan: Plan) -> None:
    """Refuse an answer that no chart can show before it is computed."""
    if len(plan.lines) > MAX_QUERIES:
        message = f"That is {len(plan.lines)} series by cohort and period; ask for {MAX_QUERIES}."
        raise InsightError(message, attr="breakdownFilter.breakdown")
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
