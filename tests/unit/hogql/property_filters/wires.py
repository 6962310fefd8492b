"""Filters as clients send them, and the facts of the project that they are read for."""

from datetime import UTC, datetime

from pydantic import JsonValue, TypeAdapter

from hogql.property_filters.facts import FilterFacts, PathRule
from hogql.property_filters.models import PropertyFilters

_FILTERS: TypeAdapter[PropertyFilters] = TypeAdapter(PropertyFilters)

FACTS = FilterFacts(
    timezone="Europe/Berlin",
    now=datetime(2026, 3, 10, 12, tzinfo=UTC),
    path_cleaning=(PathRule(regex=r"/[0-9]+", alias="/:id"),),
)


def read(wire: object) -> PropertyFilters:
    return _FILTERS.validate_python(wire)


def one(operator: str | None, value: JsonValue = None, key: str = "plan") -> object:
    return [{"key": key, "value": value, "operator": operator, "type": "event"}]


def of(kind: str, key: str, value: JsonValue = None, **more: JsonValue) -> object:
    return [{"key": key, "value": value, "type": kind, **more}]
