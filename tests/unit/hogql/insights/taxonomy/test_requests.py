"""What the nodes about the shape of data refuse, and where they say the fault is."""

from typing import TYPE_CHECKING

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue


def build(body: dict[str, "JsonValue"]) -> None:
    node = read_node(body)
    node.insight.build(node.request, make_context())


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"kind": "EventTaxonomyQuery"}, "event"),
        ({"kind": "EventTaxonomyQuery", "actionId": 9}, "actionId"),
        ({"kind": "EventTaxonomyQuery", "event": "a", "maxPropertyValues": 0}, "maxPropertyValues"),
        ({"kind": "EventTaxonomyQuery", "event": "a", "nonsense": 1}, "nonsense"),
        ({"kind": "TeamTaxonomyQuery", "limit": 0}, "limit"),
        ({"kind": "PropertyValuesQuery", "property_type": "event"}, "property_key"),
        (
            {
                **{"kind": "PropertyValuesQuery", "property_type": "event"},
                **{"property_key": "plan", "is_column": True},
            },
            "property_key",
        ),
        (
            {"kind": "PropertyValuesQuery", "property_type": "cat", "property_key": "a"},
            "property_type",
        ),
        ({"kind": "ActorsPropertyTaxonomyQuery"}, "properties"),
        ({"kind": "ActorsPropertyTaxonomyQuery", "properties": []}, "properties"),
        (
            {"kind": "ActorsPropertyTaxonomyQuery", "properties": ["a"], "groupTypeIndex": 5},
            "groupTypeIndex",
        ),
    ],
)
def test_a_bad_field_is_named(body: dict[str, "JsonValue"], attr: str) -> None:
    with pytest.raises(InsightError) as refusal:
        build(body)
    assert refusal.value.attr == attr
