"""The parts of the wire that every query node shares: dates, compare, filters, sampling.

    JSON of a node  ->  pydantic  ->  frozen models that build.py and shape.py read

A field that PostHog has and we do not compute yet is typed ``NotYet``: it is accepted empty, as
clients send it, and refused by name when it would change a number.

Series are in ``entities.py``, breakdowns in ``breakdown_filter.py``.

Source: PostHog's typed client (``InsightsQueryBase``); insights 1.
"""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, JsonValue

from hogql.insights.modifiers import Modifiers
from hogql.property_filters.models import WIRE, PropertyFilters


def _refuse_unless_empty(value: JsonValue) -> JsonValue:
    # Trap: 0 is a value (the first group type), and it equals False.
    if value is None or value is False or value in ("", [], {}):
        return value
    raise ValueError("This field is not supported yet.")


NotYet: TypeAlias = Annotated[JsonValue, AfterValidator(_refuse_unless_empty)]
GroupIndex: TypeAlias = Annotated[int, Field(ge=0, le=4)]
"""The place of a group type in the project: ``$group_0`` to ``$group_4``."""


class IntervalType(StrEnum):
    """The length of one bucket."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class DateRange(BaseModel):
    """The span of time asked for, as written: relative, absolute, ``all`` or nothing.

    Periods that are not complete are left out by the drawing.
    """

    model_config = WIRE

    date_from: str | None = None
    date_to: str | None = None
    explicit_date: bool | None = Field(default=None, alias="explicitDate")
    exclude_incomplete_periods: bool | None = Field(default=None, alias="excludeIncompletePeriods")
    days_of_week: NotYet = Field(default=None, alias="daysOfWeek")


class GoalLine(BaseModel):
    """A horizontal line in the chart; no effect on numbers."""

    model_config = WIRE

    label: str
    value: float
    border_color: str | None = Field(default=None, alias="borderColor")
    display_label: bool | None = Field(default=None, alias="displayLabel")
    display_if_crossed: bool | None = Field(default=None, alias="displayIfCrossed")
    position: Literal["start", "end"] | None = None


class Drawing(BaseModel):
    """What the filters of several kinds say about the drawing alone; no effect on numbers."""

    model_config = WIRE

    chart_style: JsonValue = Field(default=None, alias="chartStyle")
    legend_position: Literal["top", "bottom", "left", "right"] | None = Field(
        default=None, alias="legendPosition"
    )
    show_legend: bool | None = Field(default=None, alias="showLegend")
    show_values_on_series: bool | None = Field(default=None, alias="showValuesOnSeries")
    show_annotations: bool | None = Field(default=None, alias="showAnnotations")
    show_trend_lines: bool | None = Field(default=None, alias="showTrendLines")
    goal_lines: tuple[GoalLine, ...] | None = Field(default=None, alias="goalLines")
    result_customizations: dict[str, JsonValue] | None = Field(
        default=None, alias="resultCustomizations"
    )
    result_customization_by: Literal["value", "position"] | None = Field(
        default=None, alias="resultCustomizationBy"
    )


class CompareFilter(BaseModel):
    """Show the period before as well, or the one ``compare_to`` earlier (``-1w``)."""

    model_config = WIRE

    compare: bool | None = None
    compare_to: str | None = None


class QueryTags(BaseModel):
    """Where a query was asked from; no effect on the answer."""

    model_config = WIRE

    product_key: str | None = Field(default=None, alias="productKey")
    scene: str | None = None
    name: str | None = None


class QueryNode(BaseModel):
    """What every query node accepts (insights 1.1); ``response`` is accepted and ignored."""

    model_config = WIRE

    modifiers: Modifiers | None = None
    version: float | None = None
    tags: QueryTags | None = None
    response: JsonValue = None


class InsightNode(QueryNode):
    """What every insight accepts (insights 1.1, 1.3)."""

    date_range: DateRange | None = Field(default=None, alias="dateRange")
    properties: PropertyFilters | None = None
    filter_test_accounts: bool | None = Field(default=None, alias="filterTestAccounts")
    sampling_factor: float | None = Field(default=None, alias="samplingFactor", gt=0, le=1)
    aggregation_group_type_index: GroupIndex | None = None
    data_color_theme: float | None = Field(default=None, alias="dataColorTheme")
