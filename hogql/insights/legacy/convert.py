"""Insights as PostHog stored them before there were query nodes, as the nodes they mean.

    {"insight": "TRENDS", "events": [...], "date_from": "-7d"}
        ->  {"kind": "TrendsQuery", "series": [...], "dateRange": {"date_from": "-7d"}}

Pure, JSON to JSON: what the node itself refuses is told by its field. Fields that only the old
screens read are left out; one that would change a number and that we do not know is left out too,
as PostHog does.

Source: PostHog's ``filter_to_query`` and ``filtersToQueryNode``.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from pydantic import JsonValue

from hogql.insights.errors import InsightError
from hogql.insights.legacy.entities import series_of
from hogql.insights.legacy.filters import breakdown_of, compare_of, properties_of
from hogql.insights.legacy.values import number_of, pick, without_nothing, yes_of
from hogql.insights.legacy.viz import (
    funnels_filter,
    lifecycle_filter,
    paths_filter,
    retention_filter,
    stickiness_filter,
    trends_filter,
)

Node: TypeAlias = dict[str, JsonValue]
Filter: TypeAlias = Mapping[str, JsonValue]
DEFAULT: Final = "TRENDS"


def is_legacy(value: Filter) -> bool:
    """Return whether a JSON object is an insight of old and not a node."""
    return "kind" not in value and bool({"insight", "events", "actions"} & value.keys())


def filter_to_query(legacy: Filter) -> Node:
    """Return the node that an insight of old means; InsightError for a kind there never was."""
    name = str(legacy.get("insight") or DEFAULT).upper()
    convert = KINDS.get(name)
    if convert is None:
        raise InsightError(f"There is no insight '{name[:60]}'.", attr="insight")
    return without_nothing({**convert(legacy), **_shared(legacy)})


def _shared(legacy: Filter) -> Node:
    """What every kind has: dates, filters, test accounts, sampling, groups as actors."""
    return {
        "dateRange": _date_range(legacy),
        "properties": properties_of(legacy.get("properties")),
        "filterTestAccounts": yes_of(legacy.get("filter_test_accounts")),
        "samplingFactor": number_of(legacy.get("sampling_factor")),
        "aggregation_group_type_index": number_of(legacy.get("aggregation_group_type_index")),
    }


def _date_range(legacy: Filter) -> JsonValue:
    found = pick(legacy, {"date_from": "date_from", "date_to": "date_to"})
    explicit = yes_of(legacy.get("explicit_date"))
    return without_nothing({**found, "explicitDate": explicit}) or None


def _trends(legacy: Filter) -> Node:
    return {
        "kind": "TrendsQuery",
        "series": series_of(legacy),
        "interval": legacy.get("interval"),
        "trendsFilter": trends_filter(legacy),
        "breakdownFilter": breakdown_of(legacy),
        "compareFilter": compare_of(legacy),
    }


def _funnels(legacy: Filter) -> Node:
    return {
        "kind": "FunnelsQuery",
        "series": series_of(legacy),
        "interval": legacy.get("interval"),
        "funnelsFilter": funnels_filter(legacy),
        "breakdownFilter": breakdown_of(legacy),
    }


def _retention(legacy: Filter) -> Node:
    return {
        "kind": "RetentionQuery",
        "retentionFilter": retention_filter(legacy),
        "breakdownFilter": breakdown_of(legacy),
    }


def _paths(legacy: Filter) -> Node:
    return {
        "kind": "PathsQuery",
        "pathsFilter": paths_filter(legacy),
        "funnelPathsFilter": _around_step(legacy),
    }


def _around_step(legacy: Filter) -> JsonValue:
    """The step of a funnel around which paths are asked for; both old fields are needed."""
    side, funnel = legacy.get("funnel_paths"), legacy.get("funnel_filter")
    if not side or not isinstance(funnel, dict):
        return None
    return {
        "funnelPathType": side,
        "funnelSource": without_nothing({**_funnels(funnel), **_shared(funnel)}),
        "funnelStep": number_of(funnel.get("funnel_step")),
    }


def _stickiness(legacy: Filter) -> Node:
    return {
        "kind": "StickinessQuery",
        "series": series_of(legacy),
        "interval": legacy.get("interval"),
        "stickinessFilter": stickiness_filter(legacy),
        "compareFilter": compare_of(legacy),
    }


def _lifecycle(legacy: Filter) -> Node:
    return {
        "kind": "LifecycleQuery",
        "series": series_of(legacy),
        "interval": legacy.get("interval"),
        "lifecycleFilter": lifecycle_filter(legacy),
    }


KINDS: Final[Mapping[str, Callable[[Filter], Node]]] = {
    "FUNNELS": _funnels,
    "LIFECYCLE": _lifecycle,
    "PATHS": _paths,
    "RETENTION": _retention,
    "STICKINESS": _stickiness,
    "TRENDS": _trends,
}
"""Names of insights of old, and what makes the node of each."""
