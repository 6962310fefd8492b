"""Breakdowns on the wire: what to split every series by (insights 1.6).

Source: PostHog's typed client (``BreakdownFilter``, ``Breakdown``).
"""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, Field

from hogql.insights.nodes import GroupIndex
from hogql.property_filters.models import WIRE

BinCount: TypeAlias = Annotated[int, Field(ge=1, le=100)]


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

    property: str | int
    type: BreakdownType | None = None
    group_type_index: GroupIndex | None = None
    histogram_bin_count: BinCount | None = None
    normalize_url: bool | None = None


class BreakdownFilter(BaseModel):
    """Split every series by a property, in the single form or the list form."""

    model_config = WIRE

    breakdown: str | int | tuple[str | int, ...] | None = None
    breakdown_type: BreakdownType | None = None
    breakdown_limit: int | None = Field(default=None, ge=1, le=1000)
    breakdown_hide_other_aggregation: bool | None = None
    breakdowns: tuple[Breakdown, ...] | None = Field(default=None, max_length=3)
    breakdown_group_type_index: GroupIndex | None = None
    breakdown_histogram_bin_count: BinCount | None = None
    breakdown_normalize_url: bool | None = None
    breakdown_path_cleaning: bool | None = None
