"""What the query nodes of web analytics share on the wire (insights 13).

Sampling is accepted and not needed: the numbers are exact, and ``samplingRate`` says so.

Source: PostHog's typed client (``WebAnalyticsQueryBase``, ``WebAnalyticsConversionGoal``).
"""

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, Discriminator, Field, Tag

from hogql.insights.nodes import CompareFilter, DateRange, NotYet, QueryNode
from hogql.property_filters.models import WIRE, PropertyFilters

DEFAULT_LIMIT: Final = 100
MAX_LIMIT: Final = 10_000
MAX_OFFSET: Final = 1_000_000


class OrderField(StrEnum):
    """The column that a table is ordered by."""

    VISITORS = "Visitors"
    VIEWS = "Views"
    CLICKS = "Clicks"
    BOUNCE_RATE = "BounceRate"
    AVERAGE_SCROLL_PERCENTAGE = "AverageScrollPercentage"
    SCROLL_GT80_PERCENTAGE = "ScrollGt80Percentage"
    TOTAL_CONVERSIONS = "TotalConversions"
    UNIQUE_CONVERSIONS = "UniqueConversions"
    CONVERSION_RATE = "ConversionRate"
    CONVERTING_USERS = "ConvertingUsers"
    RAGE_CLICKS = "RageClicks"
    DEAD_CLICKS = "DeadClicks"
    ERRORS = "Errors"


Order: TypeAlias = tuple[OrderField, Literal["ASC", "DESC"]]


class ActionGoal(BaseModel):
    """An action of the project is what visitors shall do."""

    model_config = WIRE

    action_id: int = Field(alias="actionId")


class EventGoal(BaseModel):
    """An event is what visitors shall do."""

    model_config = WIRE

    custom_event_name: str = Field(alias="customEventName", min_length=1)


def _form(value: object) -> str:
    """Tell the goals apart; in brackets, so that it is no field name in an error's place."""
    names = value.keys() if isinstance(value, dict) else ()
    return "(action)" if "actionId" in names or isinstance(value, ActionGoal) else "(event)"


Goal: TypeAlias = Annotated[
    Annotated[ActionGoal, Tag("(action)")] | Annotated[EventGoal, Tag("(event)")],
    Discriminator(_form),
]


class SamplingRate(BaseModel):
    """The share of all events that an answer is about."""

    model_config = WIRE

    numerator: float
    denominator: float


class WantedRate(BaseModel):
    """A share of all events that would do."""

    model_config = WIRE

    numerator: float
    denominator: float | None = None


class Sampling(BaseModel):
    """Whether the caller would do with a sample."""

    model_config = WIRE

    enabled: bool | None = None
    force_sampling_rate: WantedRate | None = Field(default=None, alias="forceSamplingRate")


class WebNode(QueryNode):
    """What every node of web analytics accepts."""

    date_range: DateRange | None = Field(default=None, alias="dateRange")
    properties: PropertyFilters | None = None
    conversion_goal: Goal | None = Field(default=None, alias="conversionGoal")
    compare_filter: CompareFilter | None = Field(default=None, alias="compareFilter")
    do_path_cleaning: bool | None = Field(default=None, alias="doPathCleaning")
    filter_test_accounts: bool | None = Field(default=None, alias="filterTestAccounts")
    sampling: Sampling | None = None
    include_revenue: NotYet = Field(default=None, alias="includeRevenue")
    order_by: Order | None = Field(default=None, alias="orderBy")
    use_sessions_table: bool | None = Field(default=None, alias="useSessionsTable")
    data_color_theme: float | None = Field(default=None, alias="dataColorTheme")


ALL_EVENTS: Final = SamplingRate(numerator=1, denominator=1)
