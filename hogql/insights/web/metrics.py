"""The columns of a WebStatsTableQuery: what is counted of the sessions behind a row.

    breakdown, goal, options  ->  Metric(name, now, before), Metric ...

Of a page, bounces are those of the sessions that began on it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.web.breakdowns import WebStatsBreakdown
from hogql.insights.web.models import OrderField
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from typing import LiteralString

    from hogql.insights.web.stats_models import WebStatsTableQuery


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric:
    """A column: its expressions for both periods, what orders by it, what fills a row's bar.

    The bar of a share is the share itself; of other numbers it is their part of the whole table.
    """

    name: str
    order: OrderField
    now: ast.Expr
    before: ast.Expr
    is_share: bool = False

    @property
    def of_now(self) -> str:
        """The name of its column of the period asked for."""
        return f"{self.name}_now"

    @property
    def of_before(self) -> str:
        """The name of its column of the period compared with."""
        return f"{self.name}_before"


def _metric(
    name: str, order: OrderField, text: "LiteralString", *, is_share: bool = False
) -> Metric:
    """A column from one text; in it, ``{period}`` is the flag of a session's period."""
    now, before = (
        parse_expr(text, period=ast.Field(chain=(flag,))) for flag in ("is_now", "is_before")
    )
    return Metric(name=name, order=order, now=now, before=before, is_share=is_share)


VISITORS: Final = _metric("visitors", OrderField.VISITORS, "uniqExactIf(person, {period})")
VIEWS: Final = _metric("views", OrderField.VIEWS, "sumIf(views, {period})")
BOUNCE: Final = _metric(
    "bounce_rate", OrderField.BOUNCE_RATE, "avgIf(bounce, {period})", is_share=True
)
BOUNCE_OF_ENTRY: Final = _metric(
    "bounce_rate",
    OrderField.BOUNCE_RATE,
    "avgIf(bounce, {period} AND ifNull(entry = value, false))",
    is_share=True,
)
TOTAL_CONVERSIONS: Final = _metric(
    "total_conversions", OrderField.TOTAL_CONVERSIONS, "sumIf(conversions, {period})"
)
UNIQUE_CONVERSIONS: Final = _metric(
    "unique_conversions",
    OrderField.UNIQUE_CONVERSIONS,
    "uniqExactIf(person, {period} AND conversions > 0)",
)
CONVERSION_RATE: Final = _metric(
    "conversion_rate",
    OrderField.CONVERSION_RATE,
    "uniqExactIf(person, {period} AND conversions > 0) / nullIf(uniqExactIf(person, {period}), 0)",
    is_share=True,
)
ERRORS: Final = _metric("errors", OrderField.ERRORS, "sumIf(exceptions, {period})")
RAGE_CLICKS: Final = _metric("rage_clicks", OrderField.RAGE_CLICKS, "sumIf(rages, {period})")
DEAD_CLICKS: Final = _metric("dead_clicks", OrderField.DEAD_CLICKS, "sumIf(deads, {period})")
SCROLL: Final = _metric(
    "average_scroll_percentage",
    OrderField.AVERAGE_SCROLL_PERCENTAGE,
    "avgIf(scrolled, {period})",
    is_share=True,
)
SCROLL_80: Final = _metric(
    "scroll_gt80_percentage",
    OrderField.SCROLL_GT80_PERCENTAGE,
    "avgIf(if(seen IS NULL, NULL, seen > 0.8), {period})",
    is_share=True,
)
OF_SCROLLING: Final = (SCROLL, SCROLL_80)
OF_FRUSTRATION: Final = (RAGE_CLICKS, DEAD_CLICKS, ERRORS)
_OF_GOAL: Final = (VISITORS, TOTAL_CONVERSIONS, UNIQUE_CONVERSIONS, CONVERSION_RATE)
_ORDER: Final = (
    *(ERRORS, RAGE_CLICKS, DEAD_CLICKS),
    *(UNIQUE_CONVERSIONS, TOTAL_CONVERSIONS, VISITORS, VIEWS),
)
"""What decides between rows, most important first."""


def metrics_of(request: "WebStatsTableQuery") -> tuple[Metric, ...]:
    """Return the columns that are counted of sessions, in the order of the answer."""
    if request.breakdown_by is WebStatsBreakdown.FRUSTRATION_METRICS:
        return OF_FRUSTRATION
    if request.conversion_goal is not None:
        return _OF_GOAL
    if not (request.include_bounce_rate or has_scrolling(request)):
        return (VISITORS, VIEWS)
    is_page = request.breakdown_by is WebStatsBreakdown.PAGE
    return (VISITORS, VIEWS, BOUNCE_OF_ENTRY if is_page else BOUNCE)


def has_scrolling(request: "WebStatsTableQuery") -> bool:
    """Return whether the table says how far visitors scrolled: only a table of pages can."""
    return (
        bool(request.include_scroll_depth)
        and request.breakdown_by is WebStatsBreakdown.PAGE
        and request.conversion_goal is None
    )


def shown_metrics(request: "WebStatsTableQuery") -> tuple[Metric, ...]:
    """Return all columns of the answer."""
    return metrics_of(request) + (OF_SCROLLING if has_scrolling(request) else ())


def ordered_metrics(request: "WebStatsTableQuery") -> tuple[Metric, ...]:
    """Return the columns that rows are ordered by: the one asked for, if it is there, first."""
    shown = shown_metrics(request)
    wanted = request.order_by[0] if request.order_by else None
    first = [metric for metric in shown if metric.order is wanted]
    rest = [metric for metric in _ORDER if metric in shown and metric not in first]
    return (*first, *rest)
