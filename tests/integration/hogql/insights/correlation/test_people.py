"""Lists of the people behind correlations are as long as their counts (insights 11)."""

from typing import TYPE_CHECKING

import pytest

from tests.integration.hogql.insights.correlation.project import (
    Node,
    ask,
    correlation,
    funnel,
    named,
    people,
)

if TYPE_CHECKING:
    from pydantic import JsonValue

    from tests.integration.hogql.insights.world import World

ALL: Node = {"Names": ["$all"]}
OF_WATCH: Node = {"EventNames": ["watch"]}
FREE_ORDER: Node = {"funnelsFilter": {"funnelOrderType": "unordered"}}
STRICT: Node = {"funnelsFilter": {"funnelOrderType": "strict"}}
QUERIES: dict[str, tuple[Node, int | None]] = {
    "events": (correlation(), None),
    "some properties": (correlation(kind="properties", Names=["plan", "age", "none"]), None),
    "all properties": (correlation(kind="properties", **ALL), None),
    "properties of events": (correlation(kind="event_with_properties", **OF_WATCH), None),
    "events of groups": (correlation(funnel(aggregation_group_type_index=0)), None),
    "properties of groups": (
        correlation(funnel(aggregation_group_type_index=0), "properties", Names=["industry", "x"]),
        0,
    ),
    "all properties of groups": (
        correlation(funnel(aggregation_group_type_index=0), "properties", **ALL),
        0,
    ),
    "in any order": (correlation(funnel(**FREE_ORDER)), None),
    "properties, in any order": (
        correlation(funnel(**FREE_ORDER), "properties", Names=["plan"]),
        None,
    ),
    "groups, in any order": (
        correlation(
            funnel(aggregation_group_type_index=0, **FREE_ORDER), "properties", Names=["industry"]
        ),
        0,
    ),
    "strict": (correlation(funnel(**STRICT)), None),
    "by an expression": (
        correlation(funnel(funnelsFilter={"funnelAggregateByHogQL": "distinct_id"})),
        None,
    ),
}


def test_people_are_found_by_filters_of_any_kind(world: "World") -> None:
    query = correlation(kind="properties", Names=["plan"])

    def found(**item: "JsonValue") -> int:
        value = {"key": "plan", "type": "person", **item}
        return len(people(world, query, converted=None, PropertyValues=[value]))

    assert found(operator="icontains", value="R") == 5
    assert found(operator="is_not_set") == 1
    assert found(operator="is_not", value="pro") == 4
    assert found(value=["pro", ""]) == 3
    assert found(type="hogql", key="properties.plan = 'free'") == 3


@pytest.mark.parametrize("case", QUERIES)
def test_lists_are_as_long_as_their_counts(world: "World", case: str) -> None:
    query, index = QUERIES[case]
    found = ask(world, query)["results"]["events"]
    assert found
    for row in found:
        asked = named(row, query, index)
        converted = people(world, query, converted=True, **asked)
        others = people(world, query, converted=False, **asked)
        assert (row["event"]["event"], len(converted), len(others)) == (
            row["event"]["event"],
            row["success_count"],
            row["failure_count"],
        )
        assert people(world, query, converted=None, **asked) == converted | others
