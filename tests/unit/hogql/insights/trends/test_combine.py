"""Formulas over the rows of several series: which values are shown, and what the others become."""

from typing import TYPE_CHECKING

from hogql.insights.registry import read_node
from hogql.insights.trends.combine import combined
from hogql.insights.trends.formulas import read_formula
from hogql.insights.trends.models import TrendsQuery
from hogql.insights.trends.plan import plan_of
from hogql.insights.trends.rows import Numbers
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.trends.plan import Plan

BY_PLAN: "JsonValue" = {"breakdown": "plan", "breakdown_limit": 1}


def plan(**fields: "JsonValue") -> "Plan":
    series: JsonValue = [{"kind": "EventsNode"}, {"kind": "EventsNode"}]
    body = {"kind": "TrendsQuery", "series": series, "trendsFilter": {"formula": "A"}, **fields}
    request = read_node(body).request
    assert isinstance(request, TrendsQuery)
    return plan_of(request, make_context())


def line(*data: int, value: str | None = "") -> Numbers:
    return Numbers(value=None if value is None else (value,), data=data, count=sum(data))


def rows(text: str, first: list[Numbers], second: list[Numbers], of: "Plan") -> list[Numbers]:
    return combined(read_formula(text, None, 2, attr="x"), [first, second], of, 2)


def test_a_series_without_a_value_counts_as_zero_there() -> None:
    found = rows("B+1", [line(1, 1, value="a")], [], plan(breakdownFilter={"breakdown": "plan"}))
    assert found == [line(1, 1, value="a")]


def test_values_are_ranked_by_what_the_formula_makes_of_them() -> None:
    first = [line(9, 9, value="a"), line(1, 1, value="b")]
    second = [line(8, 9, value="a"), line(7, 7, value="c")]
    assert rows("B-A", first, second, plan(breakdownFilter=BY_PLAN)) == [
        line(7, 7, value="c"),
        line(-2, -1, value=None),
    ]


def test_without_a_breakdown_there_is_one_row() -> None:
    assert rows("A/B", [line(4, 6)], [line(2, 0)], plan()) == [line(2, 0)]


def test_a_query_names_more_values_for_a_formula_than_are_shown_if_there_is_room() -> None:
    assert plan(breakdownFilter=BY_PLAN).limit == 1000
    assert plan(breakdownFilter=BY_PLAN, trendsFilter={}).limit == 1
    long = plan(breakdownFilter=BY_PLAN, dateRange={"date_from": "-9d"}, interval="minute")
    assert long.limit == 250_000 // (2 * long.period.count_of_buckets())
