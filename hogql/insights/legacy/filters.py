"""Property filters, breakdowns and comparisons of old.

{"$browser": "Chrome"}                    ->  [{"key": "$browser", "value": "Chrome", ...}]
{"$browser__icontains": "C"}              ->  ... "operator": "icontains"
{"key": "id", "value": 3, "type": "cohort"}  stays
"""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from hogql.insights.legacy.values import number_of, object_of, pick, without_nothing, yes_of
from hogql.property_filters.models import PropertyFilter, PropertyOperator

Filter = Mapping[str, JsonValue]
OPERATORS: Final = frozenset(operator.value for operator in PropertyOperator)
FIELDS: Final = frozenset(PropertyFilter.model_fields)
OF_COHORTS: Final = {"precalculated-cohort": "cohort", "static-cohort": "cohort"}
BREAKDOWN: Final = {
    "breakdown_type": "breakdown_type",
    "breakdown_histogram_bin_count": "breakdown_histogram_bin_count",
    "breakdown_group_type_index": "breakdown_group_type_index",
    "breakdown_limit": "breakdown_limit",
}


def properties_of(value: JsonValue) -> JsonValue:
    """Return filters as nodes have them; None when there are none."""
    found = object_of(value)
    if isinstance(found, dict):
        found = _group_or_list(found)
    elif isinstance(found, list):
        found = [_member(each) for each in found if each != {}]
    return found or None


def breakdown_of(legacy: Filter) -> JsonValue:
    """Return the breakdown, of one property or of several; None when there is none."""
    several = object_of(legacy.get("breakdowns"))
    flags = {
        "breakdown_normalize_url": yes_of(legacy.get("breakdown_normalize_url")),
        "breakdown_hide_other_aggregation": yes_of(legacy.get("breakdown_hide_other_aggregation")),
    }
    numbers = {new: _count(legacy.get(old), new) for old, new in BREAKDOWN.items()}
    if isinstance(several, list) and several:
        kept = {name: numbers[name] for name in ("breakdown_limit",)}
        return without_nothing({**kept, **flags, "breakdowns": [_entry(one) for one in several]})
    own = object_of(legacy.get("breakdown"))
    if own is None or own in ("", []):
        return None
    kind = numbers["breakdown_type"] or "event"
    return without_nothing({"breakdown": own, **numbers, **flags, "breakdown_type": kind})


def compare_of(legacy: Filter) -> JsonValue:
    """Return the comparison; None when nobody asked for one."""
    found = {"compare": yes_of(legacy.get("compare")), "compare_to": legacy.get("compare_to")}
    return without_nothing(found) or None


def _count(value: JsonValue, name: str) -> JsonValue:
    return value if name == "breakdown_type" else number_of(value)


def _entry(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return {"property": value}
    found = pick(value, {"group_type_index": "group_type_index", "type": "type"})
    bins = number_of(value.get("histogram_bin_count"))
    url = yes_of(value.get("normalize_url"))
    own = value.get("property", value.get("value"))
    return without_nothing(
        {"property": own, **found, "histogram_bin_count": bins, "normalize_url": url}
    )


def _group_or_list(value: dict[str, JsonValue]) -> JsonValue:
    members = value.get("values")
    if isinstance(members, list) and value.get("type") in ("AND", "OR"):
        kept = [_member(each) for each in members if each != {}]
        return {"type": value["type"], "values": kept} if kept else None
    if "key" in value:
        return [_member(value)]
    return [_of_pair(key, each) for key, each in value.items()]


def _member(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("values"), list):
        return _group_or_list(value)
    if "key" not in value and len(value) == 1:
        ((key, only),) = value.items()
        return _of_pair(key, only)
    known: dict[str, JsonValue] = {
        name: each for name, each in value.items() if name in FIELDS and each is not None
    }
    kind = known.get("type")
    if isinstance(kind, str):
        known["type"] = OF_COHORTS.get(kind, kind)
    return _cohort(known) if known.get("type") == "cohort" else known


def _cohort(value: dict[str, JsonValue]) -> JsonValue:
    """Members are meant unless it says otherwise; ``exact`` is how some wrote ``in``."""
    operator = value.get("operator")
    if operator in (None, "exact"):
        operator = "not_in" if yes_of(value.get("negation")) else "in"
    kept = {name: each for name, each in value.items() if name != "negation"}
    return {**kept, "key": "id", "operator": operator, "value": number_of(value.get("value"))}


def _of_pair(key: str, value: JsonValue) -> JsonValue:
    """``{"$browser__icontains": "C"}``: a name, and after two underscores an operator."""
    name, _, operator = key.rpartition("__")
    if not name or operator not in OPERATORS:
        name, operator = key, "exact"
    return {"key": name, "value": value, "operator": operator, "type": "event"}
