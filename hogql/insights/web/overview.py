"""WebOverviewQuery: visitors, views, sessions, their length and bounces, or how a goal is reached.

    sessions with their views  ->  one row of pairs (now, before)  ->  items with the change in %

Source: PostHog ``posthog/hogql_queries/web_analytics/web_overview.py``; insights 13.
"""

import math
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pydantic import BaseModel, Field

from hogql.insights.context import Answer, InsightContext, Query
from hogql.insights.templates import select
from hogql.insights.web.models import ALL_EVENTS, SamplingRate, WebNode
from hogql.insights.web.sessions import (
    IS_VIEW,
    counted_events,
    key_of_visitor,
    reaches_goal,
    sessions,
)
from hogql.insights.web.spans import spans_of
from hogql.property_filters.models import WIRE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql import ast

Pair: TypeAlias = tuple[int | float | None, int | float | None]
Unit: TypeAlias = Literal["unit", "duration_s", "percentage", "currency"]

_TOTALS: Final = """
    SELECT
        uniqExactIf(person, is_now), uniqExactIf(person, is_before),
        sumIf(views, is_now), sumIf(views, is_before),
        uniqExactIf(session_id, is_now), uniqExactIf(session_id, is_before),
        avgIf(duration, is_now), avgIf(duration, is_before),
        avgIf(bounce, is_now), avgIf(bounce, is_before)
    FROM (
        SELECT e.session_id AS session_id, e.person AS person, e.views AS views,
            s.is_now AS is_now, s.is_before AS is_before,
            s.duration AS duration, s.bounce AS bounce
        FROM (
            SELECT $session_id AS session_id, min({person}) AS person, count() AS views
            FROM events WHERE {where} GROUP BY session_id
        ) AS e
        INNER JOIN {sessions} AS s ON e.session_id = s.session_id
    )
    LIMIT 1
"""
_CONVERSIONS: Final = """
    SELECT
        uniqExactIf(person, is_now), uniqExactIf(person, is_before),
        sumIf(conversions, is_now), sumIf(conversions, is_before),
        uniqExactIf(person, is_now AND conversions > 0),
        uniqExactIf(person, is_before AND conversions > 0)
    FROM (
        SELECT e.person AS person, e.conversions AS conversions,
            s.is_now AS is_now, s.is_before AS is_before
        FROM (
            SELECT $session_id AS session_id, min({person}) AS person,
                countIf({goal}) AS conversions
            FROM events WHERE {where} GROUP BY session_id
        ) AS e
        INNER JOIN {sessions} AS s ON e.session_id = s.session_id
    )
    LIMIT 1
"""


class WebOverviewQuery(WebNode):
    """The few numbers on top of a site's dashboard."""

    kind: Literal["WebOverviewQuery"]


class WebOverviewItem(BaseModel):
    """One number, what it was in the period before, and how much it changed."""

    model_config = WIRE

    key: str
    kind: Unit
    is_increase_bad: bool | None = Field(alias="isIncreaseBad")
    value: int | float | None
    previous: int | float | None
    change_from_previous_pct: int | None = Field(alias="changeFromPreviousPct")


class WebOverviewQueryResponse(BaseModel):
    """The items in the order in which they are shown."""

    model_config = WIRE

    results: tuple[WebOverviewItem, ...]
    sampling_rate: SamplingRate = Field(alias="samplingRate")
    date_from: str = Field(alias="dateFrom")
    date_to: str = Field(alias="dateTo")
    used_preaggregated_tables: bool = Field(alias="usedPreAggregatedTables")
    hogql: str


def build(request: WebOverviewQuery, context: InsightContext) -> tuple[Query, ...]:
    """Return the one query."""
    spans = spans_of(request, context)
    goal = reaches_goal(request)
    kinds = (IS_VIEW,) if goal is None else (IS_VIEW, goal)
    holes: dict[str, ast.Expr] = {
        "person": key_of_visitor(context),
        "where": counted_events(request, context, spans, *kinds),
        "sessions": sessions(request, spans),
    }
    if goal is None:
        return (Query(name="overview", tree=select(_TOTALS, **holes)),)
    return (Query(name="overview of a goal", tree=select(_CONVERSIONS, goal=goal, **holes)),)


def shape(
    answers: "Sequence[Answer]", request: WebOverviewQuery, context: InsightContext
) -> WebOverviewQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    (answer,) = answers
    spans = spans_of(request, context)
    numbers = [_number(value) for value in answer.rows[0]]
    pairs: list[Pair] = list(zip(numbers[::2], numbers[1::2], strict=True))
    if spans.previous is None:
        pairs = [(now, None) for now, _ in pairs]
    has_goal = request.conversion_goal is not None
    return WebOverviewQueryResponse(
        results=_of_goal(pairs) if has_goal else _of_sessions(pairs),
        samplingRate=ALL_EVENTS,
        dateFrom=spans.current.start.isoformat(),
        dateTo=spans.current.end.isoformat(),
        usedPreAggregatedTables=False,
        hogql=answer.hogql,
    )


def _of_sessions(pairs: list[Pair]) -> tuple[WebOverviewItem, ...]:
    visitors, views, found, duration, bounce = pairs
    return (
        _item("visitors", "unit", visitors),
        _item("views", "unit", views),
        _item("sessions", "unit", found),
        _item("session duration", "duration_s", duration),
        _item("bounce rate", "percentage", _times_100(bounce), is_increase_bad=True),
    )


def _of_goal(pairs: list[Pair]) -> tuple[WebOverviewItem, ...]:
    visitors, conversions, converted = pairs
    rate = (share(converted[0], visitors[0]), share(converted[1], visitors[1]))
    return (
        _item("visitors", "unit", visitors),
        _item("total conversions", "unit", conversions),
        _item("unique conversions", "unit", converted),
        _item("conversion rate", "percentage", _times_100(rate)),
    )


def _item(
    key: str, kind: Unit, pair: Pair, *, is_increase_bad: bool | None = None
) -> WebOverviewItem:
    value, previous = pair
    change = None
    if value is not None and previous:
        change = round(100 * (value - previous) / previous)
    return WebOverviewItem(
        key=key,
        kind=kind,
        isIncreaseBad=is_increase_bad,
        value=value,
        previous=previous,
        changeFromPreviousPct=change,
    )


def share(part: float | None, whole: float | None) -> float | None:
    """Return a part of a whole as a fraction; None for a part of nothing."""
    return part / whole if part is not None and whole else None


def _times_100(pair: Pair) -> Pair:
    now, before = pair
    return (None if now is None else now * 100, None if before is None else before * 100)


def _number(value: object) -> int | float | None:
    """A number of a row; what is none (the mean of nothing) is None."""
    if isinstance(value, int):
        return value
    return value if isinstance(value, float) and math.isfinite(value) else None
