"""TrendsQuery on the wire: what may be asked, and the shape of the answer (insights 3.1, 3.2).

Source: PostHog's typed client (``TrendsQuery``, ``TrendsFilter``, ``TrendsQueryResponse``).
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.breakdown_filter import BinCount, BreakdownFilter
from hogql.insights.entities import MAX_SERIES, SeriesNode
from hogql.insights.nodes import CompareFilter, Drawing, InsightNode, IntervalType, NotYet
from hogql.property_filters.models import WIRE

Number: TypeAlias = int | float


class ChartDisplayType(StrEnum):
    """How the dashboard draws the answer; some displays change the numbers too."""

    AUTO = "Auto"
    LINE = "ActionsLineGraph"
    BAR = "ActionsBar"
    UNSTACKED_BAR = "ActionsUnstackedBar"
    STACKED_BAR = "ActionsStackedBar"
    AREA = "ActionsAreaGraph"
    CUMULATIVE = "ActionsLineGraphCumulative"
    NUMBER = "BoldNumber"
    METRIC = "Metric"
    SLOPE = "SlopeGraph"
    PIE = "ActionsPie"
    DONUT = "ActionsDonut"
    BAR_VALUE = "ActionsBarValue"
    TABLE = "ActionsTable"
    WORLD_MAP = "WorldMap"
    CALENDAR = "CalendarHeatmap"
    BOX_PLOT = "BoxPlot"


class FormulaNode(BaseModel):
    """A formula over the series, with a name for the legend."""

    model_config = WIRE

    formula: str
    custom_name: str | None = None


class TrendsFilter(Drawing):
    """The display, and the options that only the drawing reads."""

    display: ChartDisplayType | None = None
    smoothing_intervals: int | None = Field(default=None, alias="smoothingIntervals", ge=1, le=1000)
    formula: str | None = None
    formulas: tuple[str, ...] | None = Field(default=None, max_length=25)
    formula_nodes: tuple[FormulaNode, ...] | None = Field(
        default=None, alias="formulaNodes", max_length=25
    )
    breakdown_histogram_bin_count: BinCount | None = None

    show_percent_stack_view: bool | None = Field(default=None, alias="showPercentStackView")
    show_multiple_y_axes: bool | None = Field(default=None, alias="showMultipleYAxes")
    show_labels_on_series: bool | None = Field(default=None, alias="showLabelsOnSeries")
    show_alert_threshold_lines: bool | None = Field(default=None, alias="showAlertThresholdLines")
    show_moving_average: bool | None = Field(default=None, alias="showMovingAverage")
    moving_average_intervals: float | None = Field(default=None, alias="movingAverageIntervals")
    show_confidence_intervals: bool | None = Field(default=None, alias="showConfidenceIntervals")
    confidence_level: float | None = Field(default=None, alias="confidenceLevel")
    aggregation_axis_format: (
        Literal[
            "numeric",
            "duration",
            "duration_ms",
            "duration_ns",
            "percentage",
            "percentage_scaled",
            "currency",
            "short",
        ]
        | None
    ) = Field(default=None, alias="aggregationAxisFormat")
    aggregation_axis_prefix: str | None = Field(default=None, alias="aggregationAxisPrefix")
    aggregation_axis_postfix: str | None = Field(default=None, alias="aggregationAxisPostfix")
    detailed_results_aggregation_type: Literal["total", "average", "median"] | None = Field(
        default=None, alias="detailedResultsAggregationType"
    )
    decimal_places: float | None = Field(default=None, alias="decimalPlaces")
    min_decimal_places: float | None = Field(default=None, alias="minDecimalPlaces")
    y_axis_scale_type: Literal["linear", "log10"] | None = Field(
        default=None, alias="yAxisScaleType"
    )
    y_axis_start_at_zero: bool | None = Field(default=None, alias="yAxisStartAtZero")
    y_axis_min: float | None = Field(default=None, alias="yAxisMin")
    y_axis_max: float | None = Field(default=None, alias="yAxisMax")
    x_axis_label: str | None = Field(default=None, alias="xAxisLabel")
    y_axis_label: str | None = Field(default=None, alias="yAxisLabel")
    stack_breakdown_values: bool | None = Field(default=None, alias="stackBreakdownValues")
    hide_weekends: bool | None = Field(default=None, alias="hideWeekends")
    exclude_box_plot_outliers: bool | None = Field(default=None, alias="excludeBoxPlotOutliers")
    metric_summary: Literal["total", "average", "latest"] | None = Field(
        default=None, alias="metricSummary"
    )
    metric_show_change: bool | None = Field(default=None, alias="metricShowChange")
    metric_color_by_direction: bool | None = Field(default=None, alias="metricColorByDirection")
    metric_change_increase_color: str | None = Field(
        default=None, alias="metricChangeIncreaseColor"
    )
    metric_change_decrease_color: str | None = Field(
        default=None, alias="metricChangeDecreaseColor"
    )
    metric_line_increase_color: str | None = Field(default=None, alias="metricLineIncreaseColor")
    metric_line_decrease_color: str | None = Field(default=None, alias="metricLineDecreaseColor")
    hidden_legend_indexes: tuple[int, ...] | None = Field(default=None, alias="hiddenLegendIndexes")
    result_customizations_by: Literal["value", "position"] | None = Field(
        default=None, alias="resultCustomizationsBy"
    )


class CalendarHeatmapFilter(BaseModel):
    """How the cells of a calendar heatmap are filled."""

    model_config = WIRE

    bucket_by_session_start: NotYet = Field(default=None, alias="bucketBySessionStart")


class TrendsQuery(InsightNode):
    """How often each series happened, in every interval of the range."""

    kind: Literal["TrendsQuery"]
    series: tuple[SeriesNode, ...] = Field(max_length=MAX_SERIES)
    interval: IntervalType | None = None
    trends_filter: TrendsFilter | None = Field(default=None, alias="trendsFilter")
    breakdown_filter: BreakdownFilter | None = Field(default=None, alias="breakdownFilter")
    compare_filter: CompareFilter | None = Field(default=None, alias="compareFilter")
    calendar_heatmap_filter: CalendarHeatmapFilter | None = Field(
        default=None, alias="calendarHeatmapFilter"
    )
    conversion_goal: NotYet = Field(default=None, alias="conversionGoal")


class TrendsAction(BaseModel):
    """The series a row came from."""

    model_config = WIRE

    id: str | int | None
    type: Literal["events", "actions"]
    order: int
    name: str
    custom_name: str | None
    math: str | None
    math_property: str | None
    math_hogql: str | None
    math_group_type_index: int | None
    properties: dict[str, JsonValue]
    days: tuple[str, ...]


class HeatmapCell(BaseModel):
    """An hour of a day of the week: ``row`` is 1 for Monday, ``column`` the hour from 0."""

    model_config = WIRE

    row: int
    column: int
    value: Number


class HeatmapRow(BaseModel):
    """A day of the week, 1 for Monday."""

    model_config = WIRE

    row: int
    value: Number


class HeatmapColumn(BaseModel):
    """An hour of the day, from 0."""

    model_config = WIRE

    column: int
    value: Number


class CalendarHeatmap(BaseModel):
    """The cells that are not empty; rows, columns and the whole are counted for themselves."""

    model_config = WIRE

    data: tuple[HeatmapCell, ...]
    row_aggregations: tuple[HeatmapRow, ...] = Field(alias="rowAggregations")
    column_aggregations: tuple[HeatmapColumn, ...] = Field(alias="columnAggregations")
    all_aggregations: Number = Field(alias="allAggregations")


class TrendResult(BaseModel):
    """One line of the chart. Total-value displays leave the lists empty and ``count`` at 0.

    The row of a formula has no action. Only a calendar heatmap has cells, and both totals.
    """

    model_config = WIRE

    action: TrendsAction | None
    label: str
    order: int
    count: Number
    data: tuple[Number, ...]
    days: tuple[str, ...]
    labels: tuple[str, ...]
    aggregated_value: Number | None
    breakdown_value: str | int | tuple[str, ...] | None
    compare: bool | None
    compare_label: Literal["current", "previous"] | None
    filter: dict[str, JsonValue]
    calendar_heatmap_data: CalendarHeatmap | None


class BoxPlotDatum(BaseModel):
    """How the numbers of a series are spread in one interval: least, quartiles, most, and mean."""

    model_config = WIRE

    day: str
    label: str
    min: Number
    p25: Number
    median: Number
    p75: Number
    max: Number
    mean: Number
    series_index: int
    series_label: str


class ResolvedDateRange(BaseModel):
    """The instants that a date range came to, in the project's time zone."""

    model_config = WIRE

    date_from: datetime
    date_to: datetime


class TrendsQueryResponse(BaseModel):
    """All lines; ``hasMore`` when values fell outside the breakdown limit.

    ``boxplot_data`` is there instead of lines where the display asks for it.
    """

    model_config = WIRE

    results: tuple[TrendResult, ...]
    boxplot_data: tuple[BoxPlotDatum, ...] | None
    has_more: bool = Field(alias="hasMore")
    hogql: str
    resolved_date_range: ResolvedDateRange
