"""TeamTaxonomyQuery: the project's events of the last 30 days, the most frequent first.

    []  ->  [{"event": "$pageview", "count": 812}, ...]

Source: PostHog ``posthog/hogql_queries/ai/team_taxonomy_query_runner.py``.
"""

from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace
from pydantic import BaseModel, Field

from hogql import ast
from hogql.insights.context import Answer, InsightContext, Query
from hogql.insights.nodes import QueryNode
from hogql.insights.taxonomy.models import DEFAULT_LIMIT, Limit, Offset, is_recent
from hogql.insights.templates import select
from hogql.property_filters.models import WIRE

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVENTS: Final = """
    SELECT event, count() AS number FROM events WHERE {recent}
    GROUP BY event ORDER BY number DESC, event
"""
Most = Limit
First = Offset


class TeamTaxonomyQuery(QueryNode):
    """Which events there are."""

    kind: Literal["TeamTaxonomyQuery"]
    limit: Most = None
    offset: First = None


class TeamTaxonomyItem(BaseModel):
    """An event and how often it happened."""

    model_config = WIRE

    event: str
    count: int


class TeamTaxonomyQueryResponse(BaseModel):
    """The events."""

    model_config = WIRE

    results: tuple[TeamTaxonomyItem, ...]
    hogql: str
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int


def build(request: TeamTaxonomyQuery, context: InsightContext) -> tuple[Query, ...]:
    """Return the one query; it asks for a row more than is shown."""
    tree = replace(
        select(_EVENTS, recent=is_recent(context)),
        limit=ast.Constant(value=(request.limit or DEFAULT_LIMIT) + 1),
        offset=ast.Constant(value=request.offset) if request.offset else None,
    )
    return (Query(name="events of the project", tree=tree),)


def shape(
    answers: "Sequence[Answer]", request: TeamTaxonomyQuery, context: InsightContext
) -> TeamTaxonomyQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    _ = context
    (answer,) = answers
    limit = request.limit or DEFAULT_LIMIT
    return TeamTaxonomyQueryResponse(
        results=tuple(
            TeamTaxonomyItem.model_validate({"event": event, "count": number})
            for event, number in answer.rows[:limit]
        ),
        hogql=answer.hogql,
        hasMore=len(answer.rows) > limit,
        limit=limit,
        offset=request.offset or 0,
    )
