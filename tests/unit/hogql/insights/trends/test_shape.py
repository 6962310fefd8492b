"""Rows of ClickHouse and the answer they become."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from hogql.insights.context import Answer
from hogql.insights.registry import read_node
from hogql.insights.trends.models import TrendsQueryResponse
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

THREE_DAYS: "JsonValue" = {"date_from": "2020-01-09", "date_to": "2020-01-11"}
BROWSERS: "JsonValue" = {"breakdown": "$browser", "breakdown_type": "event"}
Rows = Sequence[tuple[object, ...]]


def shape(*tables: Rows, timezone: str = "UTC", **fields: "JsonValue") -> TrendsQueryResponse:
    series: JsonValue = [{"kind": "EventsNode", "event": "e"}]
    body = {"kind": "TrendsQuery", "series": series, "dateRange": THREE_DAYS, **fields}
    node = read_node(body)
    answers = [
        Answer(columns=(), types=(), rows=rows, hogql=f"SELECT {place}", limit=50_000)
        for place, rows in enumerate(tables)
    ]
    response = node.insight.shape(answers, node.request, make_context(timezone))
    assert isinstance(response, TrendsQueryResponse)
    return response


def day(number: int, zone: str = "UTC") -> datetime:
    return datetime(2020, 1, number, tzinfo=ZoneInfo(zone))


def test_days_without_events_are_zero() -> None:
    (row,) = shape([(day(10), 4)]).results
    assert row.data == (0, 4, 0)
    assert row.count == 4
    assert row.days == ("2020-01-09", "2020-01-10", "2020-01-11")
    assert row.labels == ("9-Jan-2020", "10-Jan-2020", "11-Jan-2020")


def test_a_series_without_events_is_a_line_of_zeros() -> None:
    (row,) = shape([]).results
    assert (row.data, row.count) == ((0, 0, 0), 0)


@pytest.mark.parametrize(
    "bucket",
    [
        day(10, "Europe/Berlin"),
        datetime(2020, 1, 9, 23, tzinfo=UTC),
        datetime(2020, 1, 9, 23, tzinfo=UTC).replace(tzinfo=None),
        date(2020, 1, 10),
    ],
    ids=["in the zone", "in UTC", "without a zone", "as a date"],
)
def test_a_bucket_is_recognised_however_a_driver_writes_it(bucket: date) -> None:
    (row,) = shape([(bucket, 4)], timezone="Europe/Berlin").results
    assert row.data == (0, 4, 0)


def test_numbers_of_one_bucket_are_added() -> None:
    (row,) = shape([(day(10), 4), (date(2020, 1, 10), 3)]).results
    assert row.data == (0, 7, 0)


@pytest.mark.parametrize("rows", [[("2020-01-10", 4)], [(day(10), "4")], [(day(20), 4)]])
def test_a_row_that_no_query_of_ours_can_give_is_not_swallowed(rows: Rows) -> None:
    with pytest.raises((TypeError, KeyError)):
        shape(rows)


def test_a_cumulative_line_ends_with_its_count() -> None:
    (row,) = shape(
        [(day(9), 1), (day(11), 2)], trendsFilter={"display": "ActionsLineGraphCumulative"}
    ).results
    assert (row.data, row.count) == ((1, 1, 3), 3)


def test_a_total_has_no_line() -> None:
    (row,) = shape([(12,)], trendsFilter={"display": "BoldNumber"}).results
    assert (row.aggregated_value, row.count) == (12, 0)
    assert (row.data, row.days, row.labels) == ((), (), ())


def test_values_are_ranked_by_number_then_by_value_with_the_rest_last() -> None:
    rows = [
        (None, [day(9)], [99]),
        ("b", [day(9), day(10)], [1, 1]),
        ("", [day(11)], [2]),
        ("c", [day(9)], [5]),
        ("a", [day(9)], [2]),
    ]
    response = shape(rows, breakdownFilter=BROWSERS)
    assert [row.breakdown_value for row in response.results] == [
        "c",
        "$$_posthog_breakdown_null_$$",
        "a",
        "b",
        "$$_posthog_breakdown_other_$$",
    ]
    assert [row.label for row in response.results] == [
        "c",
        "None (i.e. no value)",
        "a",
        "b",
        "Other (i.e. all remaining values)",
    ]
    assert response.has_more


def test_a_hidden_rest_still_means_more() -> None:
    hidden: JsonValue = {"breakdown": "x", "breakdown_hide_other_aggregation": True}
    response = shape([(None, [day(9)], [9]), ("a", [day(9)], [1])], breakdownFilter=hidden)
    assert [row.label for row in response.results] == ["a"]
    assert response.has_more


def test_no_rest_means_no_more() -> None:
    assert not shape([("a", [day(9)], [1])], breakdownFilter=BROWSERS).has_more


def test_a_breakdown_without_events_has_no_rows() -> None:
    assert shape([], breakdownFilter=BROWSERS).results == ()


def test_the_list_form_of_a_breakdown_answers_with_lists() -> None:
    listed: JsonValue = {"breakdowns": [{"property": "plan", "type": "event"}]}
    response = shape([("", [day(9)], [3]), (None, [day(9)], [1])], breakdownFilter=listed)
    assert [row.breakdown_value for row in response.results] == [
        ("$$_posthog_breakdown_null_$$",),
        ("$$_posthog_breakdown_other_$$",),
    ]


def test_several_series_are_named_in_the_labels_of_a_breakdown() -> None:
    series: JsonValue = [{"kind": "EventsNode", "event": "e"}, {"kind": "EventsNode"}]
    rows = [("a", [day(9)], [1])]
    response = shape(rows, rows, series=series, breakdownFilter=BROWSERS)
    assert [row.label for row in response.results] == ["e - a", "All events - a"]
    assert [row.order for row in response.results] == [0, 1]


def test_the_rows_of_the_period_before_come_after_all_current_ones() -> None:
    series: JsonValue = [{"kind": "EventsNode", "event": "e"}, {"kind": "EventsNode", "event": "f"}]
    before = datetime(2020, 1, 6, tzinfo=UTC)
    response = shape(
        [(day(9), 1)],
        [(day(9), 2)],
        [(before, 3)],
        [(before, 4)],
        series=series,
        compareFilter={"compare": True},
    )
    told = [(row.label, row.compare_label, row.compare, row.data[0]) for row in response.results]
    assert told == [
        ("e", "current", True, 1),
        ("f", "current", True, 2),
        ("e", "previous", True, 3),
        ("f", "previous", True, 4),
    ]
    assert response.results[2].days == ("2020-01-06", "2020-01-07", "2020-01-08")


def test_the_action_says_which_series_a_row_is_of() -> None:
    series: JsonValue = [{"kind": "EventsNode", "event": "e", "custom_name": "E", "math": "dau"}]
    (row,) = shape([], series=series).results
    action = row.action
    assert action is not None
    assert (action.id, action.type, action.order, action.name) == ("e", "events", 0, "e")
    assert (action.custom_name, action.math) == ("E", "dau")
    assert action.days[0] == "2020-01-09T00:00:00+00:00"


def test_the_hogql_of_all_queries_is_told() -> None:
    series: JsonValue = [{"kind": "EventsNode", "event": "e"}, {"kind": "EventsNode"}]
    assert shape([], [], series=series).hogql == "SELECT 0 UNION ALL SELECT 1"


def test_the_range_that_was_used_is_told() -> None:
    used = shape([], timezone="Europe/Berlin").resolved_date_range
    assert used.date_from.isoformat() == "2020-01-09T00:00:00+01:00"
    assert used.date_to.isoformat() == "2020-01-11T23:59:59.999999+01:00"


def test_the_wire_names_are_posthogs() -> None:
    told = shape([]).model_dump(mode="json")
    assert set(told) == {"results", "boxplot_data", "hasMore", "hogql", "resolved_date_range"}
