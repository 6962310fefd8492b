"""InsightActorsQueryOptions on the wire (insights 11).

Source: PostHog's typed client (``InsightActorsQueryOptions`` and its response).
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Discriminator, Tag

from hogql.insights.funnels.models import FunnelsActorsQuery, FunnelsQuery
from hogql.insights.lifecycle.models import LifecycleQuery
from hogql.insights.nodes import QueryNode
from hogql.insights.people.models import (
    InsightActorsQuery,
    StickinessActorsQuery,
    tag_of,
)
from hogql.insights.retention.models import RetentionQuery
from hogql.insights.stickiness.models import StickinessQuery
from hogql.insights.trends.models import TrendsQuery
from hogql.property_filters.models import WIRE

OptionsSource: TypeAlias = Annotated[
    Annotated[InsightActorsQuery, Tag("(InsightActorsQuery)")]
    | Annotated[StickinessActorsQuery, Tag("(StickinessActorsQuery)")]
    | Annotated[FunnelsActorsQuery, Tag("(FunnelsActorsQuery)")]
    | Annotated[TrendsQuery, Tag("(TrendsQuery)")]
    | Annotated[LifecycleQuery, Tag("(LifecycleQuery)")]
    | Annotated[StickinessQuery, Tag("(StickinessQuery)")]
    | Annotated[RetentionQuery, Tag("(RetentionQuery)")]
    | Annotated[FunnelsQuery, Tag("(FunnelsQuery)")],
    Discriminator(
        tag_of,
        custom_error_type="unknown_source",
        custom_error_message="This kind of source is not known.",
    ),
]
"""Who is behind a number, or the insight of that number."""


class InsightActorsQueryOptions(QueryNode):
    """What the fields of a question for the actors of an insight can be."""

    kind: Literal["InsightActorsQueryOptions"]
    source: OptionsSource


class Choice(BaseModel):
    """One value that a field can have, and how it reads."""

    model_config = WIRE

    label: str
    value: str | int


class Choices(BaseModel):
    """The values of one of several properties that an insight is split by."""

    model_config = WIRE

    values: tuple[Choice, ...]


class InsightActorsQueryOptionsResponse(BaseModel):
    """The choices for each field; null for a field that says nothing of this insight.

    ``breakdowns`` are those of an insight that is split by a list of properties.
    """

    model_config = WIRE

    day: tuple[Choice, ...] | None
    series: tuple[Choice, ...] | None
    breakdown: tuple[Choice, ...] | None
    breakdowns: tuple[Choices, ...] | None
    status: tuple[Choice, ...] | None
    interval: tuple[Choice, ...] | None
    compare: tuple[Choice, ...] | None
