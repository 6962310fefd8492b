"""What belongs to one kind of insight of old, as the filter object of its node.

    {"funnel_window_days": 14}  ->  {"funnelWindowInterval": 14, "funnelWindowIntervalUnit": "day"}

Each table names a field of old and that of the node; what needs more than a name stands below.
"""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from hogql.insights.legacy.entities import node_of
from hogql.insights.legacy.values import (
    list_of,
    number_of,
    object_of,
    pick,
    without_nothing,
    yes_of,
)

Filter = Mapping[str, JsonValue]
Fields = dict[str, JsonValue]

TRENDS: Final = {
    "display": "display",
    "formula": "formula",
    "aggregation_axis_format": "aggregationAxisFormat",
    "aggregation_axis_prefix": "aggregationAxisPrefix",
    "aggregation_axis_postfix": "aggregationAxisPostfix",
    "y_axis_scale_type": "yAxisScaleType",
}
TRENDS_NUMBERS: Final = {
    "smoothing_intervals": "smoothingIntervals",
    "decimal_places": "decimalPlaces",
}
SHOWN: Final = {
    "show_legend": "showLegend",
    "show_values_on_series": "showValuesOnSeries",
    "show_multiple_y_axes": "showMultipleYAxes",
}
TRENDS_FLAGS: Final = {
    **SHOWN,
    "show_percent_stack_view": "showPercentStackView",
    "show_labels_on_series": "showLabelsOnSeries",
}
FUNNELS: Final = {
    "funnel_viz_type": "funnelVizType",
    "funnel_order_type": "funnelOrderType",
    "funnel_window_interval_unit": "funnelWindowIntervalUnit",
    "funnel_step_reference": "funnelStepReference",
    "breakdown_attribution_type": "breakdownAttributionType",
    "funnel_aggregate_by_hogql": "funnelAggregateByHogQL",
    "layout": "layout",
}
FUNNELS_NUMBERS: Final = {
    "funnel_window_interval": "funnelWindowInterval",
    "funnel_from_step": "funnelFromStep",
    "funnel_to_step": "funnelToStep",
    "breakdown_attribution_value": "breakdownAttributionValue",
}
EXCLUSION_STEPS: Final = {
    "funnel_from_step": "funnelFromStep",
    "funnel_to_step": "funnelToStep",
}
RETENTION: Final = {
    "retention_type": "retentionType",
    "retention_reference": "retentionReference",
    "period": "period",
}
PATHS: Final = {
    "paths_hogql_expression": "pathsHogQLExpression",
    "start_point": "startPoint",
    "end_point": "endPoint",
}
PATHS_NUMBERS: Final = {
    "step_limit": "stepLimit",
    "edge_limit": "edgeLimit",
    "min_edge_weight": "minEdgeWeight",
    "max_edge_weight": "maxEdgeWeight",
}
PATHS_LISTS: Final = {
    "include_event_types": "includeEventTypes",
    "exclude_events": "excludeEvents",
    "path_groupings": "pathGroupings",
    "local_path_cleaning_filters": "localPathCleaningFilters",
}


def trends_filter(legacy: Filter) -> JsonValue:
    """Return how trends are computed and shown."""
    found = pick(legacy, TRENDS) | _numbers(legacy, TRENDS_NUMBERS) | _flags(legacy, TRENDS_FLAGS)
    hidden = _hidden(legacy.get("hidden_legend_keys"))
    return without_nothing({**found, "hiddenLegendIndexes": hidden}) or None


def funnels_filter(legacy: Filter) -> JsonValue:
    """Return the rules of the funnel; a window of days goes before one of another unit."""
    found = pick(legacy, FUNNELS) | _numbers(legacy, FUNNELS_NUMBERS)
    days = number_of(legacy.get("funnel_window_days"))
    if days is not None and "funnelWindowInterval" not in found:
        found |= {"funnelWindowInterval": days, "funnelWindowIntervalUnit": "day"}
    bins = number_of(legacy.get("bin_count"))
    exclusions = [_exclusion(each) for each in list_of(legacy.get("exclusions"))]
    more: Fields = {
        "binCount": None if bins == "auto" else bins,
        "exclusions": [each for each in exclusions if each is not None] or None,
    }
    return without_nothing({**found, **more}) or None


def retention_filter(legacy: Filter) -> JsonValue:
    """Return what makes a cohort and what counts as coming back; a retention always has one."""
    found = pick(legacy, RETENTION) | _flags(legacy, {"cumulative": "cumulative"})
    entities = {
        new: _entity(legacy.get(old))
        for old, new in (
            ("target_entity", "targetEntity"),
            ("returning_entity", "returningEntity"),
        )
    }
    intervals = number_of(legacy.get("total_intervals"))
    return without_nothing({**found, "totalIntervals": intervals, **entities})


def paths_filter(legacy: Filter) -> JsonValue:
    """Return where paths begin, end and what they are made of; paths always have one."""
    lists = {new: list_of(legacy.get(old)) or None for old, new in PATHS_LISTS.items()}
    flags = _flags(legacy, {"path_replacements": "pathReplacements"})
    found = pick(legacy, PATHS) | _numbers(legacy, PATHS_NUMBERS) | flags
    if lists["includeEventTypes"] is None and isinstance(legacy.get("path_type"), str):
        lists["includeEventTypes"] = [legacy["path_type"]]
    return without_nothing({**found, **lists})


def stickiness_filter(legacy: Filter) -> JsonValue:
    """Return how stickiness is shown."""
    hidden = _hidden(legacy.get("hidden_legend_keys"))
    found = pick(legacy, {"display": "display"}) | _flags(legacy, SHOWN)
    return without_nothing({**found, "hiddenLegendIndexes": hidden}) or None


def lifecycle_filter(legacy: Filter) -> JsonValue:
    """Return which statuses are shown."""
    shown = list_of(legacy.get("toggledLifecycles") or legacy.get("shown_as_lifecycles")) or None
    flags = _flags(
        legacy, {"show_legend": "showLegend", "show_values_on_series": "showValuesOnSeries"}
    )
    return without_nothing({**flags, "toggledLifecycles": shown}) or None


def _exclusion(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return value
    steps = {new: number_of(value.get(old, value.get(new))) for old, new in EXCLUSION_STEPS.items()}
    return {**node_of(value, kind="events"), **without_nothing(steps)}


def _entity(value: JsonValue) -> JsonValue:
    """An entity of retention; its place in a list means nothing there."""
    found = object_of(value)
    if not isinstance(found, dict):
        return found or None
    names = ("id", "type", "name", "custom_name", "kind", "properties")
    return without_nothing({name: found.get(name) for name in names}) or None


def _hidden(value: JsonValue) -> JsonValue:
    """``{"0": true, "2": false}``: the places of the lines that are hidden."""
    found = object_of(value)
    if not isinstance(found, dict):
        return None
    return [int(place) for place, is_hidden in found.items() if is_hidden and place.isdecimal()]


def _numbers(legacy: Filter, names: Mapping[str, str]) -> Fields:
    return without_nothing({new: number_of(legacy.get(old)) for old, new in names.items()})


def _flags(legacy: Filter, names: Mapping[str, str]) -> Fields:
    return without_nothing({new: yes_of(legacy.get(old)) for old, new in names.items()})
