"""Filters and the conditions they are: each pair is the wire form and the HogQL it means."""

import pytest

from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.to_expression import to_expression
from tests.unit.hogql.property_filters.wires import FACTS, one, read


@pytest.mark.parametrize(
    ("wire", "hogql"),
    [
        (one(None, "pro"), "properties.plan = 'pro'"),
        (one("exact", "pro"), "properties.plan = 'pro'"),
        (one("exact", ["pro"]), "properties.plan = 'pro'"),
        (one("exact", ["pro", "free"]), "properties.plan IN ('pro', 'free')"),
        (one("exact", ["pro", "pro"]), "properties.plan = 'pro'"),
        (one("exact", []), "true"),
        (one("exact", True), "properties.plan = 'true'"),
        (one("exact", [True, False]), "properties.plan IN ('true', 'false')"),
        (one("exact", 10), "properties.plan = '10'"),
        (one("exact", 10.0), "properties.plan = '10'"),
        (one("exact", 10.5), "properties.plan = '10.5'"),
        (one("exact", "Chrome", "$browser"), "properties.$browser = 'Chrome'"),
        (one("exact", "x", "a.b"), "properties.`a.b` = 'x'"),
        (one("exact", "e' or 1=1 --"), "properties.plan = 'e\\' or 1=1 --'"),
        (one("in", ["pro", "free"]), "properties.plan IN ('pro', 'free')"),
        (one("is_not", "pro"), "properties.plan != 'pro'"),
        (one("is_not", ["pro", "free"]), "properties.plan NOT IN ('pro', 'free')"),
        (one("not_in", ["pro", "free"]), "properties.plan NOT IN ('pro', 'free')"),
        (one("icontains", "pr"), "properties.plan ILIKE '%pr%'"),
        (one("icontains", "100%_\\"), "properties.plan ILIKE '%100\\\\%\\\\_\\\\\\\\%'"),
        (
            one("icontains", ["a", "b"]),
            "properties.plan ILIKE '%a%' OR properties.plan ILIKE '%b%'",
        ),
        (one("not_icontains", "pr"), "properties.plan NOT ILIKE '%pr%'"),
        (
            one("not_icontains", ["a", "b"]),
            "properties.plan NOT ILIKE '%a%' AND properties.plan NOT ILIKE '%b%'",
        ),
        (one("regex", "^p.o$"), "properties.plan =~ '^p.o$'"),
        (one("not_regex", "^p.o$"), "properties.plan !~ '^p.o$'"),
        (one("gt", 5), "toFloat(properties.plan) > 5"),
        (one("gt", "5"), "toFloat(properties.plan) > 5"),
        (one("gte", 5.5), "toFloat(properties.plan) >= 5.5"),
        (one("min", 5), "toFloat(properties.plan) >= 5"),
        (one("lt", [-5]), "toFloat(properties.plan) < -5"),
        (one("lte", "1e3"), "toFloat(properties.plan) <= 1000"),
        (one("max", 5), "toFloat(properties.plan) <= 5"),
        (
            one("between", [1, 2]),
            "toFloat(properties.plan) >= 1 AND toFloat(properties.plan) <= 2",
        ),
        (
            one("not_between", [1, "2"]),
            "toFloat(properties.plan) < 1 OR toFloat(properties.plan) > 2",
        ),
        (one("is_set"), "properties.plan IS NOT NULL"),
        (one("is_set", "is_set"), "properties.plan IS NOT NULL"),
        (one("is_not_set"), "properties.plan IS NULL"),
        ([{"key": "toHour(timestamp) > 9", "type": "hogql"}], "toHour(timestamp) > 9"),
        ([{"key": "", "type": "empty"}], "true"),
        ([], "true"),
        (
            [{"key": "a", "value": "1"}, {"key": "b", "operator": "is_set"}],
            "properties.a = '1' AND properties.b IS NOT NULL",
        ),
    ],
)
def test_a_filter_is_a_condition(wire: object, hogql: str) -> None:
    assert to_expression(read(wire), FACTS, attr="properties") == parse_expr(hogql)


def leaf(key: str) -> object:
    return {"key": key, "value": "1"}


@pytest.mark.parametrize(
    ("wire", "hogql"),
    [
        ({"type": "AND", "values": []}, "true"),
        ({"type": "OR", "values": []}, "true"),
        (
            {"type": "OR", "values": [leaf("a"), leaf("b")]},
            "properties.a = '1' OR properties.b = '1'",
        ),
        (
            {
                "type": "AND",
                "values": [
                    {"type": "OR", "values": [leaf("a"), leaf("b")]},
                    {"type": "AND", "values": [leaf("c")]},
                ],
            },
            "(properties.a = '1' OR properties.b = '1') AND properties.c = '1'",
        ),
        (
            {
                "type": "OR",
                "values": [{"type": "AND", "values": [leaf("a"), leaf("b")]}, leaf("c")],
            },
            "(properties.a = '1' AND properties.b = '1') OR properties.c = '1'",
        ),
        (
            {"type": "OR", "values": [leaf("a"), {"key": "b", "value": []}]},
            "properties.a = '1' OR true",
        ),
    ],
)
def test_groups_join_by_their_type(wire: object, hogql: str) -> None:
    assert to_expression(read(wire), FACTS, attr="properties") == parse_expr(hogql)


def test_no_filters_ask_nothing() -> None:
    assert to_expression(None, FACTS, attr="properties") == parse_expr("true")


@pytest.mark.parametrize(
    ("wire", "attr"),
    [
        ([{"key": "id", "value": "a", "type": "cohort"}], "properties.0.value"),
        ([{"key": "id", "type": "cohort"}], "properties.0.value"),
        ([{"key": "id", "value": True, "type": "cohort"}], "properties.0.value"),
        ([{"key": "id", "value": 5, "type": "cohort", "operator": "gt"}], "properties.0.operator"),
        ([leaf("a"), {"key": "b", "type": "element", "value": "x"}], "properties.1.key"),
        (
            [{"key": "selector", "type": "element", "value": "a ~ b"}],
            "properties.0.value",
        ),
        (
            [{"key": "tag_name", "type": "element", "value": "a", "operator": "regex"}],
            "properties.0.operator",
        ),
        ([{"key": "a", "type": "group", "value": "x"}], "properties.0.group_type_index"),
        (
            [{"key": "a", "type": "group", "value": "x", "group_type_index": 5}],
            "properties.0.group_type_index",
        ),
        ([{"key": "a", "type": "data_warehouse", "value": "x"}], "properties.0.type"),
        ([{"key": "count( > 1", "type": "hogql"}], "properties.0.key"),
        (one("is_date_before", "soon"), "properties.0.value"),
        (one("semver_gt", "many"), "properties.0.value"),
        (one("semver_wildcard", "1.2.3"), "properties.0.value"),
        (one("between", [3, 1]), "properties.0.value"),
        (one("flag_evaluates_to", "x"), "properties.0.operator"),
        (one("exact", None), "properties.0.value"),
        (one("gt", "many"), "properties.0.value"),
        (one("gt", True), "properties.0.value"),
        (one("gt", "nan"), "properties.0.value"),
        (one("gt", [1, 2]), "properties.0.value"),
        (one("between", [1]), "properties.0.value"),
        (one("between", 3), "properties.0.value"),
        (
            {"type": "AND", "values": [{"type": "OR", "values": [{"key": "a", "type": "flag"}]}]},
            "properties.values.0.values.0.type",
        ),
    ],
)
def test_what_we_cannot_filter_by_is_refused_by_field(wire: object, attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        to_expression(read(wire), FACTS, attr="properties")
    assert caught.value.attr == attr


def test_groups_nested_beyond_reason_are_refused() -> None:
    wire = leaf("a")
    for _ in range(9):
        wire = {"type": "AND", "values": [wire]}
    with pytest.raises(InsightError, match="nested"):
        to_expression(read(wire), FACTS, attr="properties")
