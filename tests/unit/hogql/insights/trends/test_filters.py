"""Property filters of every kind in a TrendsQuery: of a series, of the query, of test accounts."""

from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from hogql import ast
from hogql.insights.registry import read_node
from hogql.parser import parse_expr
from hogql.property_filters.models import PropertyFilter
from hogql.references import find_references
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.context import Query

_FILTERS: TypeAdapter[tuple[PropertyFilter, ...]] = TypeAdapter(tuple[PropertyFilter, ...])
IN_PERIOD = """
    timestamp >= toDateTime('2020-01-01T00:00:00.000Z')
    AND timestamp < toDateTime('2020-02-01T00:00:00.000Z')
"""


def build(series: "dict[str, JsonValue]", **fields: "JsonValue") -> tuple["Query", ...]:
    body = {
        "kind": "TrendsQuery",
        "series": [{"kind": "EventsNode", "event": "a", **series}],
        "dateRange": {"date_from": "2020-01-01", "date_to": "2020-01-31"},
        **fields,
    }
    node = read_node(body)
    accounts = _FILTERS.validate_python(
        [{"type": "cohort", "key": "id", "value": 9, "operator": "not_in"}]
    )
    return node.insight.build(
        node.request, make_context(test_account_filters=accounts, cohorts={5: "Buyers"})
    )


def where(queries: tuple["Query", ...]) -> ast.Expr | None:
    (query,) = queries
    assert isinstance(query.tree, ast.SelectQuery)
    return query.tree.where


FILTERS: "list[tuple[JsonValue, str]]" = [
    ({"type": "person", "key": "plan", "value": "pro"}, "person.properties.plan = 'pro'"),
    (
        {"type": "group", "group_type_index": 1, "key": "plan", "operator": "is_set"},
        "group_1.properties.plan IS NOT NULL",
    ),
    (
        {"type": "session", "key": "$session_duration", "value": 10, "operator": "gt"},
        "toFloat(session.$session_duration) > 10",
    ),
    ({"type": "cohort", "key": "id", "value": 5}, "person_id IN COHORT 5"),
    (
        {"type": "element", "key": "text", "value": "Buy"},
        "arrayExists(each_value -> each_value = 'Buy', elements_chain_texts)",
    ),
]


@pytest.mark.parametrize(("wire", "hogql"), FILTERS)
def test_a_filter_of_any_kind_stands_in_the_condition(wire: "JsonValue", hogql: str) -> None:
    expected = parse_expr(f"event = 'a' AND {IN_PERIOD} AND {hogql}")
    assert where(build({}, properties=[wire])) == expected
    assert where(build({"properties": [wire]})) == expected


def test_groups_are_nested_and_test_accounts_are_left_out() -> None:
    nested: JsonValue = {
        "type": "OR",
        "values": [
            {"type": "AND", "values": [FILTERS[0][0], FILTERS[3][0]]},
            {"type": "AND", "values": [{"key": "x", "value": "1"}]},
        ],
    }
    queries = build({}, properties=nested, filterTestAccounts=True)
    assert where(queries) == parse_expr(
        f"event = 'a' AND {IN_PERIOD} AND ((person.properties.plan = 'pro' "
        "AND person_id IN COHORT 5) OR properties.x = '1') AND person_id NOT IN COHORT 9"
    )
    assert find_references(queries[0].tree).cohort_ids == {5, 9}
