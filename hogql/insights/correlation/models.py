"""FunnelCorrelationQuery and the people behind it on the wire (insights 4.10).

    events                 {event: "watched video", success_count, failure_count, odds_ratio, ...}
    properties             {event: "$browser::Firefox", ...}
    event_with_properties  {event: "watched video::length::long", ...}

Source: PostHog's typed client (``FunnelCorrelationQuery``, ``FunnelCorrelationActorsQuery``).
"""

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.entities import SingleNode
from hogql.insights.funnels.models import FunnelsActorsQuery
from hogql.insights.nodes import QueryNode
from hogql.property_filters.models import WIRE, FilterList

MAX_NAMES: Final = 1000
Names: TypeAlias = (
    Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=400)], ...],
        Field(max_length=MAX_NAMES),
    ]
    | None
)
Outcome: TypeAlias = Literal["success", "failure"]


class CorrelationType(StrEnum):
    """What is counted by success: events, properties of actors, properties of events."""

    EVENTS = "events"
    PROPERTIES = "properties"
    EVENT_WITH_PROPERTIES = "event_with_properties"


class FunnelCorrelationQuery(QueryNode):
    """How much more often those who completed a funnel have what others have not.

    The names are those of properties of actors, ``$all`` for every one. Those of events are the
    events whose properties are counted.
    """

    kind: Literal["FunnelCorrelationQuery"]
    source: FunnelsActorsQuery
    type: CorrelationType = Field(alias="funnelCorrelationType")
    names: Names = Field(default=None, alias="funnelCorrelationNames")
    exclude_names: Names = Field(default=None, alias="funnelCorrelationExcludeNames")
    exclude_event_names: Names = Field(default=None, alias="funnelCorrelationExcludeEventNames")
    event_names: Names = Field(default=None, alias="funnelCorrelationEventNames")
    event_exclude_property_names: Names = Field(
        default=None, alias="funnelCorrelationEventExcludePropertyNames"
    )


class FunnelCorrelationActorsQuery(QueryNode):
    """The actors of one count of a FunnelCorrelationQuery; of both counts without ``converted``."""

    kind: Literal["FunnelCorrelationActorsQuery"]
    source: FunnelCorrelationQuery
    converted: bool | None = Field(default=None, alias="funnelCorrelationPersonConverted")
    entity: SingleNode | None = Field(default=None, alias="funnelCorrelationPersonEntity")
    property_values: FilterList | None = Field(
        default=None, alias="funnelCorrelationPropertyValues"
    )
    include_recordings: bool | None = Field(default=None, alias="includeRecordings")


class EventDefinition(BaseModel):
    """What was counted; the parts of its name are joined by ``::``.

    ``properties`` and ``elements`` are there for clicks, whose value is a chain of elements.
    """

    model_config = WIRE

    event: str
    properties: dict[str, JsonValue]
    elements: tuple[JsonValue, ...]


class EventOddsRatio(BaseModel):
    """How many of those who converted, and of those who did not, and how much that tells.

    The ratio is above 1 where the first have it more often; each count is taken as one larger.
    """

    model_config = WIRE

    event: EventDefinition
    success_count: int
    failure_count: int
    odds_ratio: float
    correlation_type: Outcome


class FunnelCorrelationResult(BaseModel):
    """The strongest of each kind, successes first; ``skewed``: one side is ten times the other."""

    model_config = WIRE

    events: tuple[EventOddsRatio, ...]
    skewed: bool


class FunnelCorrelationQueryResponse(BaseModel):
    """The results; the columns are those of the statement that counted them."""

    model_config = WIRE

    results: FunnelCorrelationResult
    columns: tuple[str, ...]
    types: tuple[str, ...]
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int
    hogql: str
