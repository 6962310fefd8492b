"""What the benchmark of insights asks, by name: nodes as a client sends them.

TRENDS are variants of one trend; ASKED holds these and every other kind, whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tools.bench.best import FROM, UNTIL

if TYPE_CHECKING:
    from collections.abc import Mapping

    Node = Mapping[str, object]

THREE_STEPS: Final = ("item_viewed", "item_added", "purchase")
SIX_STEPS: Final = ("$pageview", "signup_started", "signup_completed", *THREE_STEPS)
_MONTH: Final = {"date_from": FROM, "date_to": UNTIL}
_QUARTER: Final = {"date_from": "2026-01-01", "date_to": UNTIL}
_COUNTED: Final = ("math", "math_property")


def _is(key: str, value: str, kind: str = "event") -> dict[str, object]:
    return {"type": kind, "key": key, "operator": "exact", "value": [value]}


def _by(key: str) -> dict[str, object]:
    return {"breakdownFilter": {"breakdown_type": "event", "breakdown": key}}


TRENDS: Final[Mapping[str, Node]] = {
    "total": {},
    "dau": {"math": "dau"},
    "filter hot": {
        "properties": [_is("$browser", "Firefox"), _is("$geoip_country_code", "C3")],
    },
    "filter tail": {"properties": [_is("plan", "pro")]},
    "filter person": {"math": "dau", "properties": [_is("plan", "pro", "person")]},
    "breakdown country": _by("$geoip_country_code"),
    "breakdown url": _by("$current_url"),
    "breakdown custom": _by("plan"),
    "weekly active": {"math": "weekly_active"},
    "monthly active": {"math": "monthly_active", "trendsFilter": {"display": "BoldNumber"}},
    "people of a month": {"math": "dau", "trendsFilter": {"display": "BoldNumber"}},
    "first time": {"math": "first_time_for_user"},
    "sum": {"math": "sum", "math_property": "amount"},
    "p90": {"math": "p90", "math_property": "amount"},
}


def _series(event: str, **more: object) -> Node:
    return {"kind": "EventsNode", "event": event, **more}


def _trend(variant: Node) -> Node:
    counted = {part: variant[part] for part in _COUNTED if part in variant}
    rest = {part: variant[part] for part in variant if part not in _COUNTED}
    series = [_series("$pageview", **counted)]
    return {"kind": "TrendsQuery", "dateRange": _MONTH, "series": series, **rest}


def _funnel(steps: tuple[str, ...]) -> Node:
    series = [_series(step) for step in steps]
    return {"kind": "FunnelsQuery", "dateRange": _QUARTER, "series": series}


def _events(**more: object) -> Node:
    select = ["uuid", "event", "distinct_id", "properties", "toUnixTimestamp(timestamp)"]
    within = {"after": FROM, "before": "2026-04-01"}
    return {
        "kind": "EventsQuery",
        "select": select,
        "orderBy": ["timestamp DESC"],
        **within,
        **more,
    }


_VIEWS: Final = {"dateRange": _MONTH, "series": [_series("$pageview")]}
_WEEKS: Final = {"period": "Week", "totalIntervals": 11}
TRENDS_ASKED: Final[Mapping[str, Node]] = {
    f"trend {name}": _trend(variant) for name, variant in TRENDS.items()
}
ASKED: Final[Mapping[str, Node]] = {
    **TRENDS_ASKED,
    "stickiness": {"kind": "StickinessQuery", **_VIEWS},
    "lifecycle": {"kind": "LifecycleQuery", **_VIEWS},
    "retention": {
        "kind": "RetentionQuery",
        "dateRange": {"date_to": "2026-03-28"},
        "retentionFilter": _WEEKS,
    },
    "funnel 3 steps": _funnel(THREE_STEPS),
    "funnel 6 steps": _funnel(SIX_STEPS),
    "paths": {
        "kind": "PathsQuery",
        "dateRange": {"date_from": "2026-03-25", "date_to": UNTIL},
        "pathsFilter": {"includeEventTypes": ["$pageview", "custom_event"]},
    },
    "events, latest": _events(),
    "events of somebody": _events(where=["distinct_id = 'user-1-0'"]),
    "values with a text": {
        "kind": "PropertyValuesQuery",
        "property_type": "event",
        "property_key": "item",
        "search_value": "99",
    },
}
