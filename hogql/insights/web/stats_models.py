"""WebStatsTableQuery on the wire: what may be asked, and the shape of the answer (insights 13).

Source: PostHog's typed client (``WebStatsTableQuery``, ``WebStatsTableQueryResponse``).
"""

from typing import Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.nodes import NotYet
from hogql.insights.web.breakdowns import WebStatsBreakdown
from hogql.insights.web.models import MAX_LIMIT, MAX_OFFSET, SamplingRate, WebNode
from hogql.property_filters.models import WIRE

Breakdown: TypeAlias = WebStatsBreakdown
Unsupported: TypeAlias = NotYet


class WebStatsTableQuery(WebNode):
    """Visitors and views by page, source, device, place ...; scroll depth brings bounces along."""

    kind: Literal["WebStatsTableQuery"]
    breakdown_by: Breakdown = Field(alias="breakdownBy")
    include_bounce_rate: bool | None = Field(default=None, alias="includeBounceRate")
    include_scroll_depth: bool | None = Field(default=None, alias="includeScrollDepth")
    include_avg_time_on_page: Unsupported = Field(default=None, alias="includeAvgTimeOnPage")
    limit: int | None = Field(default=None, ge=1, le=MAX_LIMIT)
    offset: int | None = Field(default=None, ge=0, le=MAX_OFFSET)


class WebStatsTableQueryResponse(BaseModel):
    """A table: each number is a pair of now and before, shares are fractions of one."""

    model_config = WIRE

    columns: tuple[str, ...]
    results: tuple[tuple[JsonValue, ...], ...]
    hogql: str
    sampling_rate: SamplingRate = Field(alias="samplingRate")
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int
    used_preaggregated_tables: bool = Field(alias="usedPreAggregatedTables")
