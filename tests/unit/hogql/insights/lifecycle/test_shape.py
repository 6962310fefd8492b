"""Rows of a LifecycleQuery as its answer (insights 7)."""

from typing import TYPE_CHECKING

import pytest

from hogql.insights.context import Answer
from hogql.insights.errors import InsightError
from hogql.insights.lifecycle.models import LifecycleQuery, LifecycleQueryResponse
from hogql.insights.lifecycle.shape import shape
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue


def shaped(*rows: tuple[object, ...], toggled: "JsonValue" = None) -> LifecycleQueryResponse:
    node = read_node(
        {
            "kind": "LifecycleQuery",
            "series": [{"kind": "EventsNode", "event": "a"}],
            "dateRange": {"date_from": "2020-01-12", "date_to": "2020-01-14"},
            "lifecycleFilter": {"toggledLifecycles": toggled},
        }
    )
    assert isinstance(node.request, LifecycleQuery)
    answer = Answer(columns=(), types=(), rows=rows, hogql="", limit=None)
    return shape([answer], node.request, make_context())


def test_those_who_left_are_negative() -> None:
    assert shaped((3, [2, 3], [4, 1])).results[3].data == (0, -4, -1)


def test_the_interval_before_the_range_is_left_out() -> None:
    assert shaped((0, [0, 1], [5, 2])).results[0].data == (2, 0, 0)


def test_only_chosen_statuses_are_shown() -> None:
    found = shaped((1, [1], [2]), toggled=["dormant", "returning"])
    assert [(row.label, row.count) for row in found.results] == [
        ("a - returning", 2),
        ("a - dormant", 0),
    ]


def test_a_lifecycle_is_of_one_series() -> None:
    with pytest.raises(InsightError) as refusal:
        read_node({"kind": "LifecycleQuery", "series": []})
    assert refusal.value.attr == "series"
