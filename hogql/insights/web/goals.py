"""WebGoalsQuery: how the first few actions of the project are reached.

    actions of the project  ->  [name, [visitors who did, before], [times, before], [rate, before]]

``InsightContext.actions`` holds the actions for this kind, the last changed first (``mentions``).

Source: PostHog ``posthog/hogql_queries/web_analytics/web_goals.py``.
"""

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec.structs import replace
from pydantic import BaseModel, Field, JsonValue

from hogql import ast
from hogql.insights.context import Answer, InsightContext, Query, whole
from hogql.insights.templates import select
from hogql.insights.web.models import (
    ALL_EVENTS,
    DEFAULT_LIMIT,
    MAX_LIMIT,
    OrderField,
    SamplingRate,
    WebNode,
)
from hogql.insights.web.overview import share
from hogql.insights.web.sessions import IS_VIEW, counted_events, key_of_visitor, sessions
from hogql.insights.web.spans import spans_of
from hogql.insights.web.tables import column_names
from hogql.parser import parse_expr
from hogql.property_filters.models import WIRE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_GOALS: Final = 5
Pair: TypeAlias = tuple[float, float]
_VISITS: Final = """
    SELECT 1 FROM {events} AS e INNER JOIN {sessions} AS s ON e.session_id = s.session_id
"""
_PERIODS: Final = ("is_now", "is_before")
_ORDERS: Final = {
    OrderField.CONVERTING_USERS: 1,
    OrderField.TOTAL_CONVERSIONS: 2,
    OrderField.CONVERSION_RATE: 3,
}


class WebGoalsQuery(WebNode):
    """What visitors shall do, and how many did."""

    kind: Literal["WebGoalsQuery"]
    limit: int | None = Field(default=None, ge=1, le=MAX_LIMIT)


class WebGoalsQueryResponse(BaseModel):
    """A line for each goal."""

    model_config = WIRE

    columns: tuple[str, ...]
    results: tuple[tuple[JsonValue, ...], ...]
    hogql: str
    sampling_rate: SamplingRate = Field(alias="samplingRate")


def build(request: WebGoalsQuery, context: InsightContext) -> tuple[Query, ...]:
    """Return the one query: visitors, then visitors and times of each goal; none without goals."""
    spans = spans_of(request, context)
    goals = [
        ast.Call(name="matchesAction", args=(ast.Constant(value=action_id),))
        for action_id, _ in _goals(context)
    ]
    if not goals:
        return ()
    person = key_of_visitor(context)
    columns: list[tuple[str, ast.Expr]] = [
        ("session_id", ast.Field(chain=("$session_id",))),
        ("person", parse_expr("min({person})", person=person)),
    ]
    columns += [
        (f"times_{place}", parse_expr("countIf({goal})", goal=goal))
        for place, goal in enumerate(goals)
    ]
    events = ast.SelectQuery(
        select=tuple(ast.Alias(alias=name, expr=column) for name, column in columns),
        select_from=ast.JoinExpr(table=ast.Field(chain=("events",))),
        where=counted_events(request, context, spans, IS_VIEW, *goals),
        group_by=(ast.Field(chain=("session_id",)),),
    )
    visits = select(_VISITS, events=events, sessions=sessions(request, spans))
    return (Query(name="goals", tree=replace(visits, select=tuple(_totals(len(goals))))),)


def _totals(count: int) -> "Iterator[ast.Expr]":
    for period in _PERIODS:
        yield parse_expr("uniqExactIf({person}, {period})", **_holes("person", period))
    for place in range(count):
        for period in _PERIODS:
            holes = _holes(f"times_{place}", period)
            yield parse_expr("uniqExactIf({person}, {period} AND {of} > 0)", **holes)
    for place in range(count):
        for period in _PERIODS:
            yield parse_expr("sumIf({of}, {period})", **_holes(f"times_{place}", period))


def _holes(name: str, period: str) -> "dict[str, ast.Expr]":
    return {
        "of": ast.Field(chain=("e", name)),
        "person": ast.Field(chain=("e", "person")),
        "period": ast.Field(chain=("s", period)),
    }


def _goals(context: InsightContext) -> "list[tuple[int, str]]":
    return list((context.actions or {}).items())[:MOST_GOALS]


def shape(
    answers: "Sequence[Answer]", request: WebGoalsQuery, context: InsightContext
) -> WebGoalsQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query, if there is one."""
    is_compared = spans_of(request, context).previous is not None
    lines: list[tuple[str, Pair, Pair, Pair]] = []
    for answer in answers:
        numbers = [whole(value) for value in answer.rows[0]]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        goals = _goals(context)
        visitors, who, often = pairs[0], pairs[1 : len(goals) + 1], pairs[len(goals) + 1 :]
        for (_, name), users, times in zip(goals, who, often, strict=True):
            rate = (share(users[0], visitors[0]) or 0, share(users[1], visitors[1]) or 0)
            lines.append((name, users, times, rate))
    if request.order_by and request.order_by[0] in _ORDERS:
        at = _ORDERS[request.order_by[0]]
        lines.sort(key=lambda line: line[at], reverse=request.order_by[1] == "DESC")
    return WebGoalsQueryResponse(
        columns=column_names(
            "action_name", "converting_users", "total_conversions", "conversion_rate"
        ),
        results=tuple(
            (line[0], *(_shown(pair, is_compared=is_compared) for pair in line[1:]))
            for line in lines[: request.limit or DEFAULT_LIMIT]
        ),
        hogql=answers[0].hogql if answers else "",
        samplingRate=ALL_EVENTS,
    )


def _shown(pair: Pair, *, is_compared: bool) -> list[JsonValue]:
    return [pair[0], pair[1] if is_compared else None]
