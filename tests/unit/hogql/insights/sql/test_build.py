"""HogQLQuery: placeholders become trees, so a value is data whatever it looks like."""

from typing import TYPE_CHECKING

import pytest

from hogql import ast
from hogql.errors import HogQLError
from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from hogql.parser import parse_select
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue


def build(query: str, **fields: "JsonValue") -> ast.Query:
    node = read_node({"kind": "HogQLQuery", "query": query, **fields})
    (built,) = node.insight.build(node.request, make_context("America/New_York"))
    return built.tree


def test_a_query_without_a_limit_asks_for_one_row_more_than_it_shows() -> None:
    assert build("select 1") == parse_select("select 1 limit 101")


def test_a_limit_of_the_author_is_kept() -> None:
    assert build("select 1 limit 7 offset 2") == parse_select("select 1 limit 7 offset 2")


def test_a_union_gets_one_limit_around_it() -> None:
    tree = build("select 1 union all select 2")
    assert isinstance(tree, ast.SelectSetQuery)
    assert tree.limit == ast.Constant(value=101)


@pytest.mark.parametrize(
    ("value", "hogql"),
    [
        ("e' or 1=1 --", "'e\\' or 1=1 --'"),
        ("{filters}", "'{filters}'"),
        (3, "3"),
        (2.5, "2.5"),
        (True, "true"),
        (None, "null"),
        (["a", "b"], "['a', 'b']"),
        ([], "[]"),
        ({"a": [1]}, "{'a': [1]}"),
    ],
)
def test_a_value_is_a_constant(value: "JsonValue", hogql: str) -> None:
    tree = build("select {x} limit 1", values={"x": value})
    assert tree == parse_select(f"select {hogql} limit 1")


def test_a_variable_is_found_by_its_code_name() -> None:
    variables: JsonValue = {
        "7": {"variableId": "7", "code_name": "event", "value": "buy"},
        "8": {"variableId": "8", "code_name": "none", "value": "x", "isNull": True},
    }
    tree = build("select {variables.event}, {variables.none} limit 1", variables=variables)
    assert tree == parse_select("select 'buy', null limit 1")


@pytest.mark.parametrize(
    ("filters", "hogql"),
    [
        (None, "true"),
        ({}, "true"),
        ({"dateRange": {}}, "true"),
        ({"dateRange": {"date_from": "all"}}, "true"),
        (
            {"dateRange": {"date_from": "2020-01-02", "date_to": "2020-01-03"}},
            "timestamp >= toDateTime('2020-01-02T05:00:00.000Z') "
            "AND timestamp < toDateTime('2020-01-04T05:00:00.000Z')",
        ),
        (
            {"dateRange": {"date_from": "2020-01-02"}},
            "timestamp >= toDateTime('2020-01-02T05:00:00.000Z')",
        ),
        (
            {"dateRange": {"date_from": "all", "date_to": "2020-01-03"}},
            "timestamp < toDateTime('2020-01-04T05:00:00.000Z')",
        ),
        (
            {"dateRange": {"date_to": "2020-01-03"}, "properties": [{"key": "a", "value": "1"}]},
            "timestamp < toDateTime('2020-01-04T05:00:00.000Z') AND properties.a = '1'",
        ),
        ({"filterTestAccounts": True}, "true"),
    ],
)
def test_filters_are_conditions_on_time_and_properties(filters: "JsonValue", hogql: str) -> None:
    tree = build("select event from events where {filters} limit 1", filters=filters)
    assert tree == parse_select(f"select event from events where {hogql} limit 1")


@pytest.mark.parametrize(
    ("query", "attr"),
    [
        ("select {missing}", "values"),
        ("select {a.b}", "values"),
        ("select {1 + 1}", "values"),
        ("select {variables.missing}", "variables"),
        ("select {variables}", "values"),
        ("{x}", "query"),
    ],
)
def test_an_open_placeholder_is_refused(query: str, attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        build(query, values={"x": 1})
    assert caught.value.attr == attr


@pytest.mark.parametrize("query", ["", "select", "insert into events values (1)", "drop table x"])
def test_only_a_select_is_a_query(query: str) -> None:
    with pytest.raises(HogQLError):
        build(query)


def test_a_value_named_filters_wins_over_the_filters() -> None:
    tree = build("select {filters} limit 1", values={"filters": "mine"})
    assert tree == parse_select("select 'mine' limit 1")
