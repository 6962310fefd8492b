"""The parts of the wire that several query nodes share: dates, series, breakdown, compare.

    JSON of a node  ->  pydantic  ->  frozen models that build.py and shape.py read

A field that PostHog has and we do not compute yet is typed ``NotYet``: it is accepted empty, as
clients send it, and refused by name when it would change a number.

Source: PostHog's typed client (``TrendsQuery``, ``EventsNode``, ``BreakdownFilter``); insights 1.
"""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, JsonValue

from hogql.insights.modifiers import Modifiers
from hogql.property_filters.models import WIRE, PropertyFilters


def _refuse_unless_one(value: float) -> float:
    if value == 1:
        return value
    raise ValueError("Only 1 is supported yet.")


def _refuse_unless_empty(value: JsonValue) -> JsonValue:
    # Trap: 0 is a value (the first group type), and it equals False.
    if value is None or value is False or value in ("", [], {}):
        return value
    raise ValueError("This field is not supported yet.")


NotYet: TypeAlias = Annotated[JsonValue, AfterValidator(_refuse_unless_empty)]
OnlyOne: TypeAlias = Annotated[float, AfterValidator(_refuse_unless_one)]


class IntervalType(StrEnum):
    """The length of one bucket."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class BaseMathType(StrEnum):
    """How the events of one bucket become a number; the meanings are in ``aggregations.py``."""

    TOTAL = "total"
    DAU = "dau"


class DateRange(BaseModel):
    """The span of time asked for, as written: relative, absolute, ``all`` or nothing."""

    model_config = WIRE

    date_from: str | None = None
    date_to: str | None = None
    explicit_date: bool | None = Field(default=None, alias="explicitDate")


class CompareFilter(BaseModel):
    """Show the period before as well, or the one ``compare_to`` earlier (``-1w``)."""

    model_config = WIRE

    compare: bool | None = None
    compare_to: str | None = None


class BreakdownType(StrEnum):
    """What a breakdown splits by."""

    COHORT = "cohort"
    PERSON = "person"
    EVENT = "event"
    EVENT_METADATA = "event_metadata"
    GROUP = "group"
    SESSION = "session"
    HOGQL = "hogql"
    DATA_WAREHOUSE = "data_warehouse"
    DATA_WAREHOUSE_PERSON_PROPERTY = "data_warehouse_person_property"
    REVENUE_ANALYTICS = "revenue_analytics"


class Breakdown(BaseModel):
    """One entry of the list form, ``breakdowns``."""

    model_config = WIRE

    property: str
    type: BreakdownType | None = None
    group_type_index: NotYet = None
    histogram_bin_count: NotYet = None
    normalize_url: NotYet = None


class BreakdownFilter(BaseModel):
    """Split every series by a property, in the single form or the list form."""

    model_config = WIRE

    breakdown: str | int | tuple[str | int, ...] | None = None
    breakdown_type: BreakdownType | None = None
    breakdown_limit: int | None = Field(default=None, ge=1, le=1000)
    breakdown_hide_other_aggregation: bool | None = None
    breakdowns: tuple[Breakdown, ...] | None = Field(default=None, max_length=3)
    breakdown_group_type_index: NotYet = None
    breakdown_histogram_bin_count: NotYet = None
    breakdown_normalize_url: NotYet = None
    breakdown_path_cleaning: NotYet = None


class EventsNode(BaseModel):
    """A series of events; ``event`` null or absent means every event."""

    model_config = WIRE

    kind: Literal["EventsNode"]
    event: str | None = None
    name: str | None = None
    custom_name: str | None = None
    properties: PropertyFilters | None = None
    fixed_properties: PropertyFilters | None = Field(default=None, alias="fixedProperties")
    math: BaseMathType | None = None
    math_property: NotYet = None
    math_property_type: NotYet = None
    math_group_type_index: NotYet = None
    math_hogql: NotYet = None
    math_multiplier: NotYet = None
    math_property_revenue_currency: NotYet = None
    optional_in_funnel: NotYet = Field(default=None, alias="optionalInFunnel")
    limit: int | None = None
    order_by: tuple[str, ...] | None = Field(default=None, alias="orderBy")
    version: float | None = None
    response: JsonValue = None


class QueryTags(BaseModel):
    """Where a query was asked from; no effect on the answer."""

    model_config = WIRE

    product_key: str | None = Field(default=None, alias="productKey")
    scene: str | None = None
    name: str | None = None


class InsightNode(BaseModel):
    """What every insight accepts (insights 1.1, 1.3)."""

    model_config = WIRE

    date_range: DateRange | None = Field(default=None, alias="dateRange")
    properties: PropertyFilters | None = None
    filter_test_accounts: bool | None = Field(default=None, alias="filterTestAccounts")
    sampling_factor: OnlyOne | None = Field(default=None, alias="samplingFactor")
    aggregation_group_type_index: NotYet = None
    data_color_theme: float | None = Field(default=None, alias="dataColorTheme")
    modifiers: Modifiers | None = None
    version: float | None = None
    tags: QueryTags | None = None
    response: JsonValue = None
