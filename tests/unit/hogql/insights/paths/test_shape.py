"""Rows of a PathsQuery as its answer (insights 8)."""

from datetime import UTC, datetime

import pytest

from hogql.insights.context import Answer
from hogql.insights.paths.models import PathsQuery, PathsQueryResponse
from hogql.insights.paths.shape import shape
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context
from tests.unit.hogql.insights.paths.asking import paths


def shaped(*rows: tuple[object, ...], factor: float = 1) -> PathsQueryResponse:
    node = read_node({**paths(), "samplingFactor": factor})
    assert isinstance(node.request, PathsQuery)
    answer = Answer(columns=(), types=(), rows=rows, hogql="SELECT 1", limit=None)
    return shape([answer], node.request, make_context())


def test_a_row_is_an_edge() -> None:
    (link,) = shaped(("1_/a", "2_/b", 3, 30000.0)).results
    assert link.model_dump() == {
        "source": "1_/a",
        "target": "2_/b",
        "value": 3,
        "average_conversion_time": 30000.0,
    }


def test_an_edge_that_nothing_shown_leads_to_is_left_out() -> None:
    rows = [
        ("2_/b", "3_/c", 9, 1.0),
        ("2_/x", "3_/y", 8, 1.0),
        ("3_/y", "4_/z", 7, 1.0),
        ("1_/a", "2_/b", 6, 1.0),
    ]
    assert [link.value for link in shaped(*rows).results] == [9, 6]


def test_places_are_numbers() -> None:
    rows = [(f"{place}_a", f"{place + 1}_a", 1, 0.0) for place in range(1, 12)]
    assert len(shaped(*rows).results) == 11


def test_an_item_may_hold_what_stands_between_place_and_name() -> None:
    rows = [("1_a_b", "2_1_c", 1, 0.0), ("2_1_c", "3__", 1, 0.0)]
    assert [link.target for link in shaped(*rows).results] == ["2_1_c", "3__"]


def test_counts_of_a_sample_are_scaled_up_and_times_are_not() -> None:
    (link,) = shaped(("1_/a", "2_/b", 3, 30000.0), factor=0.1).results
    assert (link.value, link.average_conversion_time) == (30, 30000.0)


def test_the_days_that_were_looked_at_are_told() -> None:
    found = shaped().resolved_date_range
    assert found.date_from == datetime(2020, 1, 1, tzinfo=UTC)
    assert found.date_to.date().isoformat() == "2020-01-10"


def test_a_row_of_another_query_is_an_error_of_ours() -> None:
    with pytest.raises(TypeError):
        shaped(("1_/a", "2_/b", None, 0.0))
