"""Rows of queries as the answer of a funnel."""

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

import pytest

from hogql.insights.context import Answer
from hogql.insights.funnels.models import FunnelsQuery, FunnelTimes
from hogql.insights.funnels.shape import shape
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.context import Row


def answer(*rows: "Row") -> Answer:
    return Answer(columns=(), types=(), rows=rows, hogql="SELECT 1", limit=None)


def request(fields: "dict[str, JsonValue] | None" = None, **funnel: "JsonValue") -> FunnelsQuery:
    return FunnelsQuery.model_validate(
        {
            "kind": "FunnelsQuery",
            "series": [{"kind": "EventsNode", "event": name} for name in ("one", "two")],
            "dateRange": {"date_from": "2020-01-02", "date_to": "2020-01-04"},
            "funnelsFilter": funnel,
            **(fields or {}),
        }
    )


def results(asked: FunnelsQuery, *rows: "Row") -> object:
    return shape([answer(*rows)], asked, make_context()).model_dump(mode="json")["results"]


def test_the_row_of_all_actors_is_one_list_of_steps() -> None:
    row = ("", [3, 2], [1500.0], [1000.0], 5000.0, 2000.0)
    found = results(request(), row)
    assert isinstance(found, list)
    assert [step["count"] for step in found] == [3, 2]
    assert [step["average_conversion_time"] for step in found] == [None, 1.5]
    assert [step["median_conversion_time"] for step in found] == [None, 1]
    whole = shape([answer(row)], request(), make_context())
    assert whole.total_average_conversion_time == 2.5
    assert whole.total_median_conversion_time == 2


@pytest.mark.parametrize("nothing", [nan, None])
def test_a_step_without_actors_has_no_times(nothing: float | None) -> None:
    row = ("", [3, 0], [nothing], [nothing], 0, nothing)
    found = results(request(), row)
    assert isinstance(found, list)
    assert found[1]["average_conversion_time"] is None
    assert found[1]["median_conversion_time"] is None
    assert shape([answer(row)], request(), make_context()).total_median_conversion_time is None


def test_cohorts_have_no_time_together() -> None:
    split = request({"breakdownFilter": {"breakdown": [1, 2], "breakdown_type": "cohort"}})
    row = ("", [3, 2], [1500.0], [1000.0], 1500.0, 1000.0)
    context = replace(make_context(), cohorts={1: "one", 2: "two"})
    whole = shape([answer(row), answer(row)], split, context)
    assert whole.total_average_conversion_time is None


def test_values_are_ranked_and_the_rest_is_last() -> None:
    split = request({"breakdownFilter": {"breakdown": "plan", "breakdown_limit": 2}})
    rows = [
        (value, [count, 0], [None], [None], 0, None)
        for value, count in [(None, 9), ("b", 1), ("a", 1), ("", 3)]
    ]
    found = results(split, *rows)
    assert isinstance(found, list)
    assert [each[0]["breakdown"] for each in found] == [
        ["$$_posthog_breakdown_null_$$"],
        ["a"],
        ["b"],
        ["$$_posthog_breakdown_other_$$"],
    ]


def test_journeys_are_walked() -> None:
    strict = request(funnelOrderType="strict")
    row = (["", ""], [[0, 2000], [0, 1, 2]], [[1, 2], [1, 0, 2]], "")
    found = results(strict, row)
    assert isinstance(found, list)
    assert [step["count"] for step in found] == [2, 1]
    assert found[1]["average_conversion_time"] == 2


def test_journeys_with_values_by_event_count_under_each() -> None:
    split = request(
        {"breakdownFilter": {"breakdown": "plan"}},
        breakdownAttributionType="step",
        breakdownAttributionValue=1,
    )
    row = ([""], [[0, 1000, 5000]], [[1, 2, 2]], [["", "a", "b"]])
    found = results(split, row)
    assert isinstance(found, list)
    assert [(each[0]["breakdown"], each[1]["average_conversion_time"]) for each in found] == [
        (["a"], 1),
        (["b"], 5),
    ]


def test_the_values_beyond_the_limit_are_one_list() -> None:
    split = request(
        {"breakdownFilter": {"breakdown": "plan", "breakdown_limit": 1}}, funnelOrderType="strict"
    )
    row = (["b", "c", "b", "a"], [[0]] * 4, [[1]] * 4, "")
    found = results(split, row)
    assert isinstance(found, list)
    assert [(each[0]["breakdown"], each[0]["count"]) for each in found] == [
        (["b"], 2),
        (["$$_posthog_breakdown_other_$$"], 2),
    ]


def test_times_become_bins_and_a_mean() -> None:
    asked = request(funnelVizType="time_to_convert")
    found = shape([answer(([3_600_000, 2_220_000, 82_800_000],))], asked, make_context()).results
    assert found == FunnelTimes(
        bins=((2220, 2), (42510, 0), (82800, 1)), average_conversion_time=29540
    )


def test_a_trend_without_actors_is_a_line_of_zeros() -> None:
    found = results(request(funnelVizType="trends"))
    assert isinstance(found, list)
    assert [line["data"] for line in found] == [[0, 0, 0]]
    assert found[0]["count"] == 3
