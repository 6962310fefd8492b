"""Rows of a StickinessQuery as its answer (insights 6)."""

from typing import TYPE_CHECKING

import pytest

from hogql.insights.context import Answer
from hogql.insights.registry import read_node
from hogql.insights.stickiness.models import StickinessQuery, StickinessResult
from hogql.insights.stickiness.shape import shape
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

CUMULATIVE: "JsonValue" = {"computedAs": "cumulative"}


def shaped(
    *answers: tuple[tuple[object, ...], ...], **fields: "JsonValue"
) -> tuple[StickinessResult, ...]:
    node = read_node(
        {
            "kind": "StickinessQuery",
            "series": [{"kind": "EventsNode", "event": "a", "custom_name": "visits"}],
            "dateRange": {"date_from": "2020-01-12", "date_to": "2020-01-16"},
            **fields,
        }
    )
    assert isinstance(node.request, StickinessQuery)
    found = [Answer(columns=(), types=(), rows=rows, hogql="q", limit=None) for rows in answers]
    return shape(found, node.request, make_context()).results


def test_data_is_people_by_the_number_of_their_intervals() -> None:
    (row,) = shaped(((1, 4), (3, 2)))
    assert (row.data, row.count) == ((4, 0, 2, 0, 0), 6)
    assert row.days == (1, 2, 3, 4, 5)
    assert row.labels == ("1 day", "2 days", "3 days", "4 days", "5 days")


def test_cumulative_data_is_people_of_so_many_intervals_or_more() -> None:
    (row,) = shaped(((1, 4), (3, 2)), stickinessFilter=CUMULATIVE)
    assert (row.data, row.count) == ((6, 2, 2, 0, 0), 6)
    assert row.labels[:2] == ("1 day or more", "2 days or more")


def test_an_incomplete_group_of_intervals_is_one_too() -> None:
    (row,) = shaped(((3, 1),), intervalCount=2)
    assert row.data == (0, 0, 1)


def test_both_ends_of_a_range_in_hours_count() -> None:
    dates: JsonValue = {"date_from": "2020-01-11", "date_to": "2020-01-12"}
    (row,) = shaped((), interval="hour", dateRange=dates)
    assert len(row.data) == 25
    assert row.labels[-1] == "25 hours"


def test_each_period_of_a_comparison_says_which_it_is() -> None:
    rows = shaped(((1, 1),), ((2, 5),), compareFilter={"compare": True})
    assert [(row.compare, row.compare_label, row.count) for row in rows] == [
        (True, "current", 1),
        (True, "previous", 5),
    ]


def test_without_a_comparison_a_row_says_nothing_of_periods() -> None:
    (row,) = shaped(())
    assert (row.compare, row.compare_label) == (None, None)


def test_a_row_names_its_series() -> None:
    (row,) = shaped(())
    assert row.action["custom_name"] == "visits"
    assert (row.action["id"], row.action["type"], row.order) == ("a", "events", 0)


def test_a_sample_is_scaled_up() -> None:
    (row,) = shaped(((1, 3),), samplingFactor=0.1)
    assert row.data[0] == 30


def test_a_size_that_is_no_number_is_an_error() -> None:
    with pytest.raises(TypeError, match="whole number"):
        shaped((("1", 2),))
