"""The time that a node of web analytics is about, and the period it is compared with.

dateRange, compareFilter  ->  Spans(current, previous)  ->  conditions on a time
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.dates import previous_period, resolve_period
from hogql.insights.nodes import IntervalType
from hogql.insights.periods import TIMESTAMP, Period
from hogql.property_filters.conditions import all_of, any_of

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.web.models import WebNode

NEVER: Final = ast.Constant(value=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spans:
    """One period, or two that are compared; a time may lie in both."""

    current: Period
    previous: Period | None

    def in_current(self, *, of: ast.Expr = TIMESTAMP) -> ast.Expr:
        """Return the condition that a time lies in the period asked for."""
        return all_of(self.current.from_start(of=of), self.current.to_end(of=of))

    def in_previous(self, *, of: ast.Expr = TIMESTAMP) -> ast.Expr:
        """Return the condition that a time lies in the period compared with."""
        if self.previous is None:
            return NEVER
        return all_of(self.previous.from_start(of=of), self.previous.to_end(of=of))

    def in_any(self, *, of: ast.Expr = TIMESTAMP) -> ast.Expr:
        """Return the condition that a time lies in one of them.

        The bounds around both come first: a table's key can use them, and not an OR.
        """
        if self.previous is None:
            return self.in_current(of=of)
        first = min(self.current, self.previous, key=lambda period: period.start)
        last = max(self.current, self.previous, key=lambda period: period.end)
        return all_of(
            first.from_start(of=of),
            last.to_end(of=of),
            any_of(self.in_current(of=of), self.in_previous(of=of)),
        )


def spans_of(request: "WebNode", context: "InsightContext") -> Spans:
    """Return the periods that a request is about. Raises InsightError for impossible ones."""
    current = resolve_period(request.date_range, IntervalType.DAY, context)
    asked = request.compare_filter
    if asked is None or not asked.compare:
        return Spans(current=current, previous=None)
    previous = previous_period(request.date_range, asked.compare_to, IntervalType.DAY, context)
    return Spans(current=current, previous=previous)
