"""FunnelsQuery on the wire: the requests, and the three forms of its results (insights 4.1, 4.2).

    steps            [{name, order, count, average_conversion_time, ...}], a list for each value
    time_to_convert  {bins: [[seconds, actors], ...], average_conversion_time}
    trends           [{count, data: [percent, ...], days, labels, breakdown_value}]

Source: PostHog's typed client (``FunnelsQuery``, ``FunnelsFilter``).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, Discriminator, Field, Tag

from hogql.insights.axis import Number
from hogql.insights.breakdown_filter import BreakdownFilter
from hogql.insights.entities import ActionsNode, EventsNode, SeriesNode
from hogql.insights.nodes import (
    CompareFilter,
    Drawing,
    InsightNode,
    IntervalType,
    QueryNode,
)
from hogql.property_filters.models import WIRE

MAX_STEPS: Final = 20
MAX_EXCLUSIONS: Final = 20
MAX_WINDOW: Final = 10_000_000
Breakdowns: TypeAlias = BreakdownFilter | None
Breakdown: TypeAlias = str | int | tuple[str | int, ...] | None
StepIndex: TypeAlias = Annotated[int, Field(ge=0, lt=MAX_STEPS)]


class FunnelOrder(StrEnum):
    """In which order the steps must happen."""

    ORDERED = "ordered"
    STRICT = "strict"
    UNORDERED = "unordered"


class FunnelViz(StrEnum):
    """What is asked about the funnel."""

    STEPS = "steps"
    TIME_TO_CONVERT = "time_to_convert"
    TRENDS = "trends"


class WindowUnit(StrEnum):
    """The unit of the time that an actor has from the first step on."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Attribution(StrEnum):
    """Which events say under which value of the breakdown an actor counts."""

    FIRST_TOUCH = "first_touch"
    LAST_TOUCH = "last_touch"
    ALL_EVENTS = "all_events"
    STEP = "step"


class EventExclusion(EventsNode):
    """An event that must not happen between two steps."""

    funnel_from_step: StepIndex = Field(alias="funnelFromStep")
    funnel_to_step: StepIndex = Field(alias="funnelToStep")


class ActionExclusion(ActionsNode):
    """An action that must not happen between two steps."""

    funnel_from_step: StepIndex = Field(alias="funnelFromStep")
    funnel_to_step: StepIndex = Field(alias="funnelToStep")


def _kind_of(value: object) -> str:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return "(ActionsNode)" if kind == "ActionsNode" else "(EventsNode)"


Exclusion: TypeAlias = Annotated[
    Annotated[EventExclusion, Tag("(EventsNode)")]
    | Annotated[ActionExclusion, Tag("(ActionsNode)")],
    Discriminator(_kind_of),
]


class FunnelsFilter(Drawing):
    """The rules of the funnel, and the options that only the drawing reads."""

    order: FunnelOrder | None = Field(default=None, alias="funnelOrderType")
    viz: FunnelViz | None = Field(default=None, alias="funnelVizType")
    window_interval: int | None = Field(
        default=None, alias="funnelWindowInterval", ge=1, le=MAX_WINDOW
    )
    window_unit: WindowUnit | None = Field(default=None, alias="funnelWindowIntervalUnit")
    from_step: StepIndex | None = Field(default=None, alias="funnelFromStep")
    to_step: StepIndex | None = Field(default=None, alias="funnelToStep")
    exclusions: tuple[Exclusion, ...] | None = Field(default=None, max_length=MAX_EXCLUSIONS)
    attribution: Attribution | None = Field(default=None, alias="breakdownAttributionType")
    attribution_step: StepIndex | None = Field(default=None, alias="breakdownAttributionValue")
    aggregate_by_hogql: str | None = Field(default=None, alias="funnelAggregateByHogQL")
    bin_count: int | None = Field(default=None, alias="binCount", ge=1, le=90)

    step_reference: Literal["total", "previous"] | None = Field(
        default=None, alias="funnelStepReference"
    )
    layout: Literal["horizontal", "vertical"] | None = None
    hidden_legend_breakdowns: tuple[str, ...] | None = Field(
        default=None, alias="hiddenLegendBreakdowns"
    )
    hide_incomplete_periods: bool | None = Field(
        default=None, alias="hideIncompleteConversionWindowPeriods"
    )
    custom_aggregation_target: bool | None = Field(default=None, alias="customAggregationTarget")
    breakdown_sorting: str | None = Field(default=None, alias="breakdownSorting")
    use_udf: bool | None = Field(default=None, alias="useUdf")


class FunnelsQuery(InsightNode):
    """How many actors went from step to step, within a window of time."""

    kind: Literal["FunnelsQuery"]
    series: tuple[SeriesNode, ...] = Field(min_length=2, max_length=MAX_STEPS)
    interval: IntervalType | None = None
    funnels_filter: FunnelsFilter | None = Field(default=None, alias="funnelsFilter")
    breakdown_filter: Breakdowns = Field(default=None, alias="breakdownFilter")
    compare_filter: CompareFilter | None = Field(default=None, alias="compareFilter")


class FunnelPathType(StrEnum):
    """Which part of what an actor did is looked at, seen from a step."""

    BEFORE = "funnel_path_before_step"
    BETWEEN = "funnel_path_between_steps"
    AFTER = "funnel_path_after_step"


class FunnelPathsFilter(BaseModel):
    """Only what was done around a step, by whoever came to it.

    ``funnelStep`` counts from 1; below -1 it is who dropped out before that step.
    """

    model_config = WIRE

    kind: FunnelPathType = Field(alias="funnelPathType")
    source: FunnelsQuery = Field(alias="funnelSource")
    step: int = Field(alias="funnelStep")


class FunnelsActorsQuery(QueryNode):
    """The actors that reached a step of a funnel, or dropped out before it.

    ``funnelStep`` counts from 1; negative ones are those who came to the step before and no
    further. ``funnelCustomSteps`` are the deepest steps of who is meant, and come before it. Of
    trends, the bucket of the entry says who, and whether they converted.
    """

    kind: Literal["FunnelsActorsQuery"]
    source: FunnelsQuery
    funnel_step: int | None = Field(default=None, alias="funnelStep")
    step_breakdown: Breakdown = Field(default=None, alias="funnelStepBreakdown")
    custom_steps: tuple[Annotated[int, Field(ge=1, le=MAX_STEPS)], ...] | None = Field(
        default=None, alias="funnelCustomSteps", max_length=MAX_STEPS
    )
    trends_drop_off: bool | None = Field(default=None, alias="funnelTrendsDropOff")
    entrance_period_start: str | None = Field(default=None, alias="funnelTrendsEntrancePeriodStart")
    include_recordings: bool | None = Field(default=None, alias="includeRecordings")


BreakdownValue: TypeAlias = str | int | tuple[str, ...] | None


class FunnelStep(BaseModel):
    """One bar; times are in seconds, null where nobody converted and for the first step."""

    model_config = WIRE

    action_id: str | int | None
    name: str
    custom_name: str | None
    order: int
    people: tuple[str, ...]
    count: Number
    type: Literal["events", "actions"]
    average_conversion_time: Number | None
    median_conversion_time: Number | None
    converted_people_url: str | None
    dropped_people_url: str | None
    breakdown: BreakdownValue
    breakdown_value: BreakdownValue


class FunnelTimes(BaseModel):
    """How long conversions took: each bin starts at its seconds."""

    model_config = WIRE

    bins: tuple[tuple[Number, Number], ...]
    average_conversion_time: Number | None


class FunnelTrend(BaseModel):
    """The conversion rate in percent, by the bucket of the first step."""

    model_config = WIRE

    count: int
    data: tuple[Number, ...]
    days: tuple[str, ...]
    labels: tuple[str, ...]
    breakdown_value: BreakdownValue


class FunnelDateRange(BaseModel):
    """The instants that a date range came to, in the project's time zone."""

    model_config = WIRE

    date_from: datetime
    date_to: datetime


FunnelSteps: TypeAlias = tuple[FunnelStep, ...]
FunnelResults: TypeAlias = (
    FunnelSteps | tuple[FunnelSteps, ...] | tuple[FunnelTrend, ...] | FunnelTimes
)


class FunnelsQueryResponse(BaseModel):
    """The results in the form of the viz that was asked for.

    Where it is steps, also the seconds from the first one to the last, under all values together;
    of a breakdown by several cohorts these are null.
    """

    model_config = WIRE

    results: FunnelResults
    total_average_conversion_time: Number | None
    total_median_conversion_time: Number | None
    is_udf: bool = Field(alias="isUdf")
    hogql: str
    resolved_date_range: FunnelDateRange
