"""LifecycleQuery on the wire: what may be asked, and the shape of the answer (insights 7).

Source: PostHog's typed client (``LifecycleQuery``, ``LifecycleFilter``).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.entities import SeriesNode
from hogql.insights.nodes import Drawing, InsightNode, IntervalType
from hogql.property_filters.models import WIRE

OneSeries: TypeAlias = Annotated[tuple[SeriesNode, ...], Field(min_length=1, max_length=1)]


class Status(StrEnum):
    """What an actor is in an interval, in the order of the answer."""

    NEW = "new"
    RETURNING = "returning"
    RESURRECTING = "resurrecting"
    DORMANT = "dormant"


class LifecycleFilter(Drawing):
    """Which statuses are shown, and how."""

    toggled_lifecycles: tuple[Status, ...] | None = Field(default=None, alias="toggledLifecycles")
    show_percentages_on_series: bool | None = Field(default=None, alias="showPercentagesOnSeries")
    stacked: bool | None = None


class LifecycleQuery(InsightNode):
    """How many actors of each status there are in every interval of the range."""

    kind: Literal["LifecycleQuery"]
    series: OneSeries
    interval: IntervalType | None = None
    lifecycle_filter: LifecycleFilter | None = Field(default=None, alias="lifecycleFilter")


class LifecycleAction(BaseModel):
    """The series that the rows are about."""

    model_config = WIRE

    id: str | int | None
    type: Literal["events", "actions"]
    order: int
    name: str
    custom_name: str | None
    math: str | None
    properties: dict[str, JsonValue]
    days: tuple[str, ...]


class LifecycleResult(BaseModel):
    """One status: a number for every interval, negative for those who left."""

    model_config = WIRE

    action: LifecycleAction
    label: str
    status: Status
    count: int
    data: tuple[int, ...]
    days: tuple[str, ...]
    labels: tuple[str, ...]


class ResolvedDateRange(BaseModel):
    """The instants that a date range came to, in the project's time zone."""

    model_config = WIRE

    date_from: datetime
    date_to: datetime


class LifecycleQueryResponse(BaseModel):
    """The statuses that are shown, new ones first."""

    model_config = WIRE

    results: tuple[LifecycleResult, ...]
    hogql: str
    resolved_date_range: ResolvedDateRange
