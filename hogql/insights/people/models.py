"""ActorsQuery and its sources on the wire (insights 11).

Source: PostHog's typed client (``ActorsQuery``, ``InsightActorsQuery``, ``ActorsQueryResponse``).
"""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, Discriminator, Field, JsonValue, Tag

from hogql.insights.correlation.models import FunnelCorrelationActorsQuery
from hogql.insights.funnels.models import Breakdown, FunnelsActorsQuery
from hogql.insights.lifecycle.models import LifecycleQuery
from hogql.insights.nodes import QueryNode
from hogql.insights.paths.models import PathsQuery
from hogql.insights.retention.models import RetentionQuery
from hogql.insights.sql.models import HogQLQuery
from hogql.insights.stickiness.models import StickinessQuery
from hogql.insights.trends.models import TrendsQuery
from hogql.property_filters.models import WIRE, PropertyFilters

Compare: TypeAlias = Literal["current", "previous"]


def tag_of(value: object) -> str:
    """The tag of a node; in brackets, so that it can be told from field names in an error's place.

    What has no kind that is a source is left to the first one, whose ``kind`` says what is wrong.
    """
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return f"({kind})"


InsightSource: TypeAlias = Annotated[
    Annotated[TrendsQuery, Tag("(TrendsQuery)")]
    | Annotated[LifecycleQuery, Tag("(LifecycleQuery)")]
    | Annotated[StickinessQuery, Tag("(StickinessQuery)")]
    | Annotated[RetentionQuery, Tag("(RetentionQuery)")]
    | Annotated[PathsQuery, Tag("(PathsQuery)")],
    Discriminator(
        tag_of,
        custom_error_type="unknown_source",
        custom_error_message="This kind of source is not known.",
    ),
]


class InsightActorsQuery(QueryNode):
    """The actors behind one number of an insight; which fields name it depends on the insight."""

    kind: Literal["InsightActorsQuery"]
    source: InsightSource
    day: str | int | None = None
    series: int | None = None
    interval: int | None = None
    status: str | None = None
    breakdown: Breakdown = None
    compare: Compare | None = None
    include_recordings: bool | None = Field(default=None, alias="includeRecordings")


class StickinessActorsQuery(QueryNode):
    """The actors active in so many intervals, or in at least or at most so many."""

    kind: Literal["StickinessActorsQuery"]
    source: StickinessQuery
    day: str | int | None = None
    operator: Literal["gte", "lte", "exact"] | None = None
    series: int | None = None
    compare: Compare | None = None
    include_recordings: bool | None = Field(default=None, alias="includeRecordings")


ActorsSource: TypeAlias = Annotated[
    Annotated[InsightActorsQuery, Tag("(InsightActorsQuery)")]
    | Annotated[StickinessActorsQuery, Tag("(StickinessActorsQuery)")]
    | Annotated[FunnelsActorsQuery, Tag("(FunnelsActorsQuery)")]
    | Annotated[FunnelCorrelationActorsQuery, Tag("(FunnelCorrelationActorsQuery)")]
    | Annotated[HogQLQuery, Tag("(HogQLQuery)")],
    Discriminator(
        tag_of,
        custom_error_type="unknown_source",
        custom_error_message="This kind of source is not known.",
    ),
]
"""Whatever names actors; a kind has its function in ``sources.SOURCES``."""

MAX_ACTORS: Final = 50_000


class ActorsQuery(QueryNode):
    """Persons or groups, one page of them: those behind a number, or all persons."""

    kind: Literal["ActorsQuery"]
    source: ActorsSource | None = None
    select: tuple[str, ...] | None = Field(default=None, max_length=100)
    search: str | None = None
    properties: PropertyFilters | None = None
    fixed_properties: PropertyFilters | None = Field(default=None, alias="fixedProperties")
    order_by: tuple[str, ...] | None = Field(default=None, alias="orderBy", max_length=100)
    limit: int | None = Field(default=None, ge=1, le=MAX_ACTORS)
    offset: int | None = Field(default=None, ge=0)


class ActorsQueryResponse(BaseModel):
    """One page of actors; those that are no longer there show their id alone and are counted."""

    model_config = WIRE

    columns: tuple[str, ...]
    types: tuple[str, ...]
    results: tuple[tuple[JsonValue, ...], ...]
    missing_actors_count: int
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int
    hogql: str
