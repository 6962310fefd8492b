"""The series of an insight: events, actions, or several of them as one, and how they are counted.

    {"kind": "EventsNode", "event": "$pageview", "math": "dau"}  ->  EventsNode
    {"kind": "ActionsNode", "id": 3}                             ->  ActionsNode
    {"kind": "GroupNode", "operator": "OR", "nodes": [...]}      ->  GroupNode

What each math means is in ``aggregations.py``; which events belong to a series, in ``series.py``.

Source: PostHog's typed client (``EventsNode``, ``ActionsNode``, ``GroupNode``); insights 1.4, 1.8.
"""

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, Discriminator, Field, JsonValue, Tag

from hogql.insights.nodes import GroupIndex, NotYet
from hogql.property_filters.models import WIRE, PropertyFilters

MAX_SERIES: Final = 25


class Math(StrEnum):
    """How the events of one bucket become a number."""

    TOTAL = "total"
    DAU = "dau"
    WEEKLY_ACTIVE = "weekly_active"
    MONTHLY_ACTIVE = "monthly_active"
    UNIQUE_SESSION = "unique_session"
    UNIQUE_GROUP = "unique_group"
    FIRST_TIME_FOR_USER = "first_time_for_user"
    FIRST_MATCHING_EVENT_FOR_USER = "first_matching_event_for_user"
    FIRST_TIME_FOR_USER_WITH_FILTERS = "first_time_for_user_with_filters"
    HOGQL = "hogql"
    AVG = "avg"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    MEDIAN = "median"
    P75 = "p75"
    P90 = "p90"
    P95 = "p95"
    P99 = "p99"
    AVG_PER_ACTOR = "avg_count_per_actor"
    MIN_PER_ACTOR = "min_count_per_actor"
    MAX_PER_ACTOR = "max_count_per_actor"
    MEDIAN_PER_ACTOR = "median_count_per_actor"
    P75_PER_ACTOR = "p75_count_per_actor"
    P90_PER_ACTOR = "p90_count_per_actor"
    P95_PER_ACTOR = "p95_count_per_actor"
    P99_PER_ACTOR = "p99_count_per_actor"


class _Entity(BaseModel):
    """What events, actions and groups of them have in common."""

    model_config = WIRE

    name: str | None = None
    custom_name: str | None = None
    properties: PropertyFilters | None = None
    fixed_properties: PropertyFilters | None = Field(default=None, alias="fixedProperties")
    math: Math | None = None
    math_property: str | None = None
    math_property_type: str | None = None
    math_group_type_index: GroupIndex | None = None
    math_hogql: str | None = None
    math_multiplier: float | None = Field(default=None, allow_inf_nan=False)
    math_property_revenue_currency: NotYet = None
    optional_in_funnel: bool | None = Field(default=None, alias="optionalInFunnel")
    limit: int | None = None
    order_by: tuple[str, ...] | None = Field(default=None, alias="orderBy")
    version: float | None = None
    response: JsonValue = None


def _refuse_warehouse(kind: object) -> object:
    if kind == "DataWarehouseNode":
        raise ValueError("Series of data warehouse tables (DataWarehouseNode) are not supported.")
    return kind


class EventsNode(_Entity):
    """A series of events; ``event`` null, absent or empty means every event."""

    kind: Annotated[Literal["EventsNode"], BeforeValidator(_refuse_warehouse)]
    event: str | None = None


class ActionsNode(_Entity):
    """A series of the events that an action of the project describes."""

    kind: Literal["ActionsNode"]
    id: int


def _kind_of(value: object) -> str:
    """The tag of a node; in brackets, so that it can be told from field names in an error's place.

    What has no kind that we know is read as events, whose ``kind`` then says what is wrong.
    """
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return f"({kind})" if isinstance(kind, str) and kind in _KINDS else "(EventsNode)"


_KINDS: Final = frozenset({"EventsNode", "ActionsNode", "GroupNode"})

SingleNode: TypeAlias = Annotated[
    Annotated[EventsNode, Tag("(EventsNode)")] | Annotated[ActionsNode, Tag("(ActionsNode)")],
    Discriminator(_kind_of),
]
"""A series that is no group, for the fields of requests."""


class GroupNode(_Entity):
    """Several events and actions as one series: whatever is one of them counts."""

    kind: Literal["GroupNode"]
    operator: Literal["OR"] = "OR"
    nodes: tuple[SingleNode, ...] = Field(min_length=1, max_length=50)


Entity: TypeAlias = EventsNode | ActionsNode | GroupNode
"""A series as code reads it."""

SeriesNode: TypeAlias = Annotated[
    Annotated[EventsNode, Tag("(EventsNode)")]
    | Annotated[ActionsNode, Tag("(ActionsNode)")]
    | Annotated[GroupNode, Tag("(GroupNode)")],
    Discriminator(_kind_of),
]
"""A series, for the fields of requests."""
