"""RetentionQuery on the wire: what may be asked, and the shape of the answer (insights 5).

    {"id": "signed_up", "type": "events"}  ->  EventsNode
    {"id": 3, "type": "actions"}           ->  ActionsNode

Source: PostHog's typed client (``RetentionQuery``, ``RetentionFilter``, ``RetentionEntity``).
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, Field

from hogql.insights.breakdown_filter import BreakdownFilter
from hogql.insights.entities import SingleNode
from hogql.insights.nodes import Drawing, InsightNode, IntervalType
from hogql.property_filters.models import WIRE, PropertyFilters

DEFAULT_INTERVALS: Final = 8
MAX_INTERVALS: Final = 366
Breakdowns: TypeAlias = BreakdownFilter | None


class RetentionPeriod(StrEnum):
    """The length of one interval."""

    HOUR = "Hour"
    DAY = "Day"
    WEEK = "Week"
    MONTH = "Month"

    @property
    def interval(self) -> IntervalType:
        """The same as other insights name it."""
        return IntervalType(self.value.lower())


class RetentionType(StrEnum):
    """Which of somebody's target events make it a member of a cohort."""

    RECURRING = "retention_recurring"
    FIRST_TIME = "retention_first_time"
    FIRST_EVER = "retention_first_ever_occurrence"


class TimeWindowMode(StrEnum):
    """Whether the calendar cuts the columns, or each member's own start does."""

    CALENDAR = "strict_calendar_dates"
    ROLLING = "24_hour_windows"


class AggregationType(StrEnum):
    """What a cell tells besides how many came back: of their events' values, for instance."""

    COUNT = "count"
    SUM = "sum"
    AVG = "avg"


def _as_series(value: object) -> object:
    """An entity as the series that it means; what is no object is left to pydantic."""
    if not isinstance(value, Mapping):
        return value
    shared = {key: value[key] for key in ("name", "custom_name", "properties") if key in value}
    unknown = value.keys() - RetentionEntity.model_fields.keys()
    if unknown:
        raise ValueError(f"The field {min(map(str, unknown))} is not known.")
    if value.get("type") == "actions" or value.get("kind") == "ActionsNode":
        return {**shared, "kind": "ActionsNode", "id": value.get("id")}
    kind = value.get("kind") or "EventsNode"
    return {**shared, "kind": kind, "event": value.get("id")}


class RetentionEntity(BaseModel):
    """How a client writes an entity; ``id`` is an event's name or an action's number."""

    model_config = WIRE

    id: str | int | None = None
    type: Literal["events", "actions"] | None = None
    kind: Literal["EventsNode", "ActionsNode"] | None = None
    name: str | None = None
    custom_name: str | None = None
    properties: PropertyFilters | None = None
    order: int | None = None
    uuid: str | None = None


Entity: TypeAlias = Annotated[
    SingleNode, BeforeValidator(_as_series, json_schema_input_type=RetentionEntity)
]


class RetentionFilter(Drawing):
    """What makes a cohort, what counts as coming back, and how long we look."""

    period: RetentionPeriod | None = None
    total_intervals: int | None = Field(
        default=None, alias="totalIntervals", ge=1, le=MAX_INTERVALS
    )
    retention_type: RetentionType | None = Field(default=None, alias="retentionType")
    target_entity: Entity | None = Field(default=None, alias="targetEntity")
    returning_entity: Entity | None = Field(default=None, alias="returningEntity")
    cumulative: bool | None = None
    minimum_occurrences: int | None = Field(
        default=None, alias="minimumOccurrences", ge=1, le=1_000_000
    )
    retention_custom_brackets: tuple[Annotated[int, Field(ge=1, le=MAX_INTERVALS)], ...] | None = (
        Field(default=None, alias="retentionCustomBrackets", max_length=100)
    )
    time_window_mode: TimeWindowMode | None = Field(default=None, alias="timeWindowMode")
    aggregation_type: AggregationType | None = Field(default=None, alias="aggregationType")
    aggregation_property: str | None = Field(default=None, alias="aggregationProperty")
    aggregation_property_type: Literal["event", "person"] | None = Field(
        default=None, alias="aggregationPropertyType"
    )

    retention_reference: Literal["total", "previous"] | None = Field(
        default=None, alias="retentionReference"
    )
    mean_retention_calculation: Literal["simple", "weighted", "none"] | None = Field(
        default=None, alias="meanRetentionCalculation"
    )
    display: str | None = None
    dashboard_display: str | None = Field(default=None, alias="dashboardDisplay")
    cohort_label_start_index: int | None = Field(default=None, alias="cohortLabelStartIndex")
    selected_interval: int | None = Field(default=None, alias="selectedInterval")
    custom_aggregation_target: bool | None = Field(default=None, alias="customAggregationTarget")


class RetentionQuery(InsightNode):
    """Of those who did something in an interval, how many came back in each one after it."""

    kind: Literal["RetentionQuery"]
    retention_filter: RetentionFilter = Field(alias="retentionFilter")
    breakdown_filter: Breakdowns = Field(default=None, alias="breakdownFilter")


class RetentionValue(BaseModel):
    """One cell: how many of the cohort came back, and the sum or mean, null where none is asked."""

    model_config = WIRE

    count: int
    aggregation_value: float | None
    label: str | None


class RetentionResult(BaseModel):
    """One cohort: column 0 is its size."""

    model_config = WIRE

    label: str
    date: datetime
    values: tuple[RetentionValue, ...]
    breakdown_value: str | int | tuple[str, ...] | None


class ResolvedDateRange(BaseModel):
    """The instants between which events were read, in the project's time zone."""

    model_config = WIRE

    date_from: datetime
    date_to: datetime


class RetentionQueryResponse(BaseModel):
    """All cohorts, oldest first; of a breakdown, those of each value together."""

    model_config = WIRE

    results: tuple[RetentionResult, ...]
    hogql: str
    resolved_date_range: ResolvedDateRange
