"""What a list of issues refuses, and how it reads a search."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hogql.canonical import to_hogql
from hogql.insights.error_tracking.build import bucket_length, period_of
from hogql.insights.error_tracking.models import ErrorTrackingQuery
from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue


def built(**fields: "JsonValue") -> str:
    node = read_node({"kind": "ErrorTrackingQuery", **fields})
    (query,) = node.insight.build(node.request, make_context())
    return to_hogql(query.tree)


@pytest.mark.parametrize(
    ("fields", "attr"),
    [
        ({"orderBy": "revenue"}, "orderBy"),
        ({"status": "gone"}, "status"),
        ({"issueId": "7"}, "issueId"),
        ({"volumeResolution": 501}, "volumeResolution"),
        ({"groupKey": "acme"}, "groupTypeIndex"),
        ({"assignee": {"type": "user", "id": 1}}, "assignee"),
        ({"searchQuery": "a b c d e f g h i j k"}, "searchQuery"),
        ({"filterGroup": [{"key": "a", "operator": "no"}]}, "filterGroup.0.operator"),
        ({"dateRange": {"date_from": "soon"}}, "dateRange.date_from"),
        ({"limit": 1001}, "limit"),
    ],
)
def test_a_bad_field_is_named(fields: dict[str, "JsonValue"], attr: str) -> None:
    with pytest.raises(InsightError) as refusal:
        built(**fields)
    assert refusal.value.attr == attr


def test_words_in_quotes_belong_together() -> None:
    assert "'out of ink'" in built(searchQuery='printer "out of ink"')


def test_a_backslash_is_a_part_of_its_word() -> None:
    assert "App\\\\Models" in built(searchQuery="App\\Models")


def test_a_lone_quote_is_a_part_of_its_word() -> None:
    assert "can\\'t" in built(searchQuery="can't print")


def test_events_are_read_for_filters_only() -> None:
    assert "FROM events" not in built(searchQuery="ink")
    assert "FROM events" in built(filterGroup=[{"key": "a", "value": "b"}])


def test_equal_parts_of_days_with_a_longer_one_end_with_the_last_day() -> None:
    context = make_context(timezone="America/New_York")
    body = {"dateRange": {"date_from": "2026-10-31", "date_to": "2026-11-02"}}
    node = read_node({"kind": "ErrorTrackingQuery", "volumeResolution": 3, **body})
    assert isinstance(node.request, ErrorTrackingQuery)
    hours = bucket_length(period_of(node.request, context), 3) / timedelta(hours=1)
    assert hours == pytest.approx(73 / 3)
