"""Who is behind a bar of a StickinessQuery: everybody active in so many intervals.

InsightActorsQuery(day) or StickinessActorsQuery(day, operator)  ->  (actor_id, event_count)
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import actor_of
from hogql.insights.errors import InsightError
from hogql.insights.people.found import Found, found_of
from hogql.insights.people.models import StickinessActorsQuery
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.stickiness.build import OPERATORS, Line, active_intervals, lines_of
from hogql.insights.templates import select

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.people.models import InsightActorsQuery
    from hogql.insights.stickiness.models import StickinessQuery

_OF_SIZE: Final = """
    SELECT actor AS actor_id, sum(times) AS event_count
    FROM {counted} GROUP BY actor_id HAVING {is_size}
"""
_SIZE: Final = ast.Call(name="count")
_MOST_DIGITS: Final = 6


def actors(
    asked: "InsightActorsQuery | StickinessActorsQuery",
    source: "StickinessQuery",
    context: "InsightContext",
) -> Found:
    """Return the people of a bar. Raises InsightError, naming what there is no bar of."""
    line = _line(asked, lines_of(source, context))
    is_size = ast.CompareOperation(
        left=_SIZE,
        op=OPERATORS[_operator(asked, source)],
        right=ast.Constant(value=_days(asked.day)),
    )
    tree = select(_OF_SIZE, counted=active_intervals(line, source, context), is_size=is_size)
    return found_of(sampled(tree, factor_of(source)), actor_of(source, context))


def _line(asked: "InsightActorsQuery | StickinessActorsQuery", lines: tuple[Line, ...]) -> Line:
    order, wanted = asked.series or 0, asked.compare or "current"
    of_order = [line for line in lines if line.order == order]
    if not of_order:
        raise InsightError(f"There is no series {order}.", attr="series")
    for line in of_order:
        if (line.compare_label or "current") == wanted:
            return line
    raise InsightError("The insight compares with no other period.", attr="compare")


def _days(day: str | int | None) -> int:
    text = str(day)
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise InsightError("In how many intervals were they active?", attr="day")
    return int(text)


def _operator(
    asked: "InsightActorsQuery | StickinessActorsQuery", source: "StickinessQuery"
) -> str:
    chosen = source.stickiness_filter
    is_cumulative = chosen is not None and chosen.computed_as == "cumulative"
    usual = "gte" if is_cumulative else "exact"
    return (asked.operator or usual) if isinstance(asked, StickinessActorsQuery) else usual
