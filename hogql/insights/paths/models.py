"""PathsQuery on the wire: what may be asked, and the shape of the answer (insights 8).

    [{"source": "1_/a", "target": "2_/b", "value": 3, "average_conversion_time": 30000.0}]

Source: PostHog's typed client (``PathsQuery``, ``PathsFilter``, ``FunnelPathsFilter``).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, Field

from hogql.insights.axis import Number
from hogql.insights.funnels.models import FunnelPathsFilter
from hogql.insights.nodes import InsightNode
from hogql.property_filters.models import WIRE

DEFAULT_STEPS: Final = 5
DEFAULT_EDGES: Final = 50
MAX_STEPS: Final = 20
MAX_EDGES: Final = 1000
MAX_RULES: Final = 100
LONGEST_RULE: Final = 1000
AroundStep: TypeAlias = FunnelPathsFilter | None
Texts: TypeAlias = Annotated[tuple[str, ...], Field(max_length=MAX_RULES)]
Key: TypeAlias = Annotated[str, Field(pattern="^[1-9][0-9]{0,2}_")]
"""The place on a path and what is there: ``1_/pricing``. Places count from 1."""


class PathType(StrEnum):
    """Which events are on a path."""

    PAGEVIEW = "$pageview"
    SCREEN = "$screen"
    CUSTOM = "custom_event"
    HOGQL = "hogql"


class CleaningRule(BaseModel):
    """What ``regex`` matches is shown as ``alias``."""

    model_config = WIRE

    regex: str = Field(max_length=LONGEST_RULE)
    alias: str = Field(default="", max_length=LONGEST_RULE)
    order: float | None = None


class PathsFilter(BaseModel):
    """What is on a path, how it is cut, and which of its edges are shown."""

    model_config = WIRE

    types: tuple[PathType, ...] | None = Field(default=None, alias="includeEventTypes")
    excluded: Texts | None = Field(default=None, alias="excludeEvents")
    expression: str | None = Field(default=None, alias="pathsHogQLExpression")
    start: str | None = Field(default=None, alias="startPoint")
    end: str | None = Field(default=None, alias="endPoint")
    groupings: Texts | None = Field(default=None, alias="pathGroupings")
    replacements: bool | None = Field(default=None, alias="pathReplacements")
    local_rules: tuple[CleaningRule, ...] | None = Field(
        default=None, alias="localPathCleaningFilters", max_length=MAX_RULES
    )
    step_limit: int | None = Field(default=None, alias="stepLimit", ge=2, le=MAX_STEPS)
    edge_limit: int | None = Field(default=None, alias="edgeLimit", ge=0, le=MAX_EDGES)
    lightest: int | None = Field(default=None, alias="minEdgeWeight", ge=0)
    heaviest: int | None = Field(default=None, alias="maxEdgeWeight", ge=0)
    start_key: Key | None = Field(default=None, alias="pathStartKey")
    end_key: Key | None = Field(default=None, alias="pathEndKey")
    dropoff_key: Key | None = Field(default=None, alias="pathDropoffKey")
    show_full_urls: bool | None = Field(default=None, alias="showFullUrls")


class PathsQuery(InsightNode):
    """How many person-paths went from one item to the next."""

    kind: Literal["PathsQuery"]
    paths_filter: PathsFilter = Field(default=PathsFilter(), alias="pathsFilter")
    funnel_paths_filter: AroundStep = Field(default=None, alias="funnelPathsFilter")


class PathsLink(BaseModel):
    """One edge; the time between its ends is a mean, in milliseconds."""

    model_config = WIRE

    source: str
    target: str
    value: Number
    average_conversion_time: Number


class PathsDateRange(BaseModel):
    """The instants that a date range came to, in the project's time zone."""

    model_config = WIRE

    date_from: datetime
    date_to: datetime


class PathsQueryResponse(BaseModel):
    """The heaviest edges first."""

    model_config = WIRE

    results: tuple[PathsLink, ...]
    hogql: str
    resolved_date_range: PathsDateRange
