"""StickinessQuery on the wire: what may be asked, and the shape of the answer (insights 6).

Source: PostHog's typed client (``StickinessQuery``, ``StickinessFilter``).
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.entities import MAX_SERIES, SeriesNode
from hogql.insights.nodes import CompareFilter, Drawing, InsightNode, IntervalType
from hogql.property_filters.models import WIRE

ManySeries: TypeAlias = Annotated[tuple[SeriesNode, ...], Field(max_length=MAX_SERIES)]
Compare: TypeAlias = CompareFilter | None
Interval: TypeAlias = IntervalType | None


class StickinessCriteria(BaseModel):
    """How many events make an interval count."""

    model_config = WIRE

    operator: Literal["gte", "lte", "exact"]
    value: int = Field(ge=1, le=1_000_000)


class StickinessFilter(Drawing):
    """How intervals are counted, and how the answer is drawn."""

    computed_as: Literal["non_cumulative", "cumulative"] | None = Field(
        default=None, alias="computedAs"
    )
    stickiness_criteria: StickinessCriteria | None = Field(default=None, alias="stickinessCriteria")
    display: str | None = None
    show_multiple_y_axes: bool | None = Field(default=None, alias="showMultipleYAxes")
    hidden_legend_indexes: tuple[int, ...] | None = Field(default=None, alias="hiddenLegendIndexes")


class StickinessQuery(InsightNode):
    """How many actors were active in exactly, or at least, so many intervals of the range."""

    kind: Literal["StickinessQuery"]
    series: ManySeries
    interval: Interval = None
    interval_count: int | None = Field(default=None, alias="intervalCount", ge=1, le=1000)
    stickiness_filter: StickinessFilter | None = Field(default=None, alias="stickinessFilter")
    compare_filter: Compare = Field(default=None, alias="compareFilter")


class StickinessResult(BaseModel):
    """One series: ``data[n - 1]`` is the number of actors active in n intervals."""

    model_config = WIRE

    action: dict[str, JsonValue]
    label: str
    order: int
    count: int
    data: tuple[int, ...]
    days: tuple[int, ...]
    labels: tuple[str, ...]
    compare: bool | None
    compare_label: Literal["current", "previous"] | None


class StickinessQueryResponse(BaseModel):
    """All series; of a comparison, current ones first."""

    model_config = WIRE

    results: tuple[StickinessResult, ...]
    hogql: str
