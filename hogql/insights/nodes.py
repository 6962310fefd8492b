"""The parts of the wire that every query node shares: dates, compare, filters, sampling.

    JSON of a node  ->  pydantic  ->  frozen models that build.py and shape.py read

A field that PostHog has and we do not compute yet is typed ``NotYet``: it is accepted empty, as
clients send it, and refused by name when it would change a number.

Series are in ``entities.py``, breakdowns in ``breakdown_filter.py``.

Source: PostHog's typed client (``InsightsQueryBase``); insights 1.
"""

from enum import StrEnum
from typing import Annotated, TypeAlias

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
