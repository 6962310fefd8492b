"""From the rows of a query to numbers: missing ones, smoothing, samples, running sums."""

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hogql.insights.axis import Axis
from hogql.insights.registry import read_node
from hogql.insights.trends.models import TrendsQuery
from hogql.insights.trends.plan import plan_of
from hogql.insights.trends.rows import Numbers, read_rows
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.axis import Number

DAYS = "2020-01-09", "2020-01-10", "2020-01-11", "2020-01-12"


def read(
    points: "list[object]", *, math: str = "total", factor: float = 1.0, **fields: "JsonValue"
) -> "tuple[Number, ...]":
    (row,) = read_all([[*pair] for pair in cells(points)], math=math, factor=factor, **fields)
    return row.data


def read_all(
    rows: list[list[object]], *, math: str = "total", factor: float = 1.0, **fields: "JsonValue"
) -> list[Numbers]:
    series: JsonValue = [{"kind": "EventsNode", "math": math, "math_property": "n"}]
    dates: JsonValue = {"date_from": DAYS[0], "date_to": DAYS[-1]}
    body = {"kind": "TrendsQuery", "series": series, "dateRange": dates, **fields}
    request = read_node(body).request
    assert isinstance(request, TrendsQuery)
    plan = plan_of(request, make_context())
    return read_rows(rows, Axis(plan.period), plan.lines[0], plan, factor)


def cells(points: list[object]) -> "list[tuple[object, object]]":
    series: JsonValue = [{"kind": "EventsNode"}]
    dates: JsonValue = {"date_from": DAYS[0], "date_to": DAYS[-1]}
    request = read_node({"kind": "TrendsQuery", "series": series, "dateRange": dates}).request
    assert isinstance(request, TrendsQuery)
    buckets = plan_of(request, make_context()).period.buckets()
    return [(bucket.start, point) for bucket, point in zip(buckets, points, strict=False)]


def test_what_is_missing_or_no_number_is_zero() -> None:
    assert read([1, None, float("nan")]) == (1, 0, 0, 0)
    assert read([Decimal("1.5"), float("inf")]) == (1.5, 0, 0, 0)
    with pytest.raises(TypeError):
        read(["many"])


def test_a_point_is_the_mean_of_those_before_it_rounded_down() -> None:
    smooth: JsonValue = {"smoothingIntervals": 3}
    assert read([4, 1, 5, -9], trendsFilter=smooth) == (4, 2, 3, -1)


def test_sums_of_a_sample_are_scaled_and_means_are_not() -> None:
    assert read([1, 2], factor=0.25) == (4, 8, 0, 0)
    assert read([1, 2], factor=0.25, math="sum") == (4, 8, 0, 0)
    assert read([1, 2], factor=0.25, math="avg") == (1, 2, 0, 0)


def test_a_total_without_rows_is_zero() -> None:
    display: JsonValue = {"display": "BoldNumber"}
    assert read_all([], trendsFilter=display) == [Numbers(value=(), data=(), count=0)]
    assert read_all([[None]], trendsFilter=display) == [Numbers(value=(), data=(), count=0)]


def test_rows_are_ranked_with_the_rest_last() -> None:
    split: JsonValue = {"breakdown": "x"}
    total: JsonValue = {"display": "ActionsPie"}
    rows: list[list[object]] = [[None, 9], ["b", 1], ["", 1], ["c", 5]]
    found = read_all(rows, breakdownFilter=split, trendsFilter=total)
    assert [row.value for row in found] == [("c",), ("",), ("b",), None]
