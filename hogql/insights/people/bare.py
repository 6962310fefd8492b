"""A source of people asked for by itself: who they are, and how often they were there.

InsightActorsQuery  ->  ActorsQuery(source, select=[id, event_count])
"""

from typing import TYPE_CHECKING, TypeAlias

from hogql.insights.correlation.models import FunnelCorrelationActorsQuery
from hogql.insights.funnels.models import FunnelsActorsQuery
from hogql.insights.people.build import build as build_actors
from hogql.insights.people.found import outside
from hogql.insights.people.models import (
    ActorsQuery,
    ActorsQueryResponse,
    InsightActorsQuery,
    StickinessActorsQuery,
)
from hogql.insights.people.shape import shape as shape_actors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql.insights.context import Answer, InsightContext, Query

Bare: TypeAlias = (
    InsightActorsQuery | StickinessActorsQuery | FunnelsActorsQuery | FunnelCorrelationActorsQuery
)


def build(request: Bare, context: "InsightContext") -> "tuple[Query, ...]":
    """Return the queries of the list."""
    with outside("source"):
        return build_actors(_list_of(request), context)


def shape(
    answers: "Sequence[Answer]", request: Bare, context: "InsightContext"
) -> ActorsQueryResponse:
    """Return the list."""
    return shape_actors(answers, _list_of(request), context)


def _list_of(request: Bare) -> ActorsQuery:
    return ActorsQuery(kind="ActorsQuery", source=request, select=("id", "event_count"))
