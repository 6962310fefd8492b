"""Which cohorts and columns a RetentionQuery comes to (insights 5)."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hogql.canonical import to_hogql
from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from hogql.insights.retention.build import build
from hogql.insights.retention.models import RetentionQuery
from hogql.insights.retention.plan import Plan, plan_of
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue


def asked(dates: "dict[str, JsonValue]", **chosen: "JsonValue") -> RetentionQuery:
    node = read_node({"kind": "RetentionQuery", "dateRange": dates, "retentionFilter": chosen})
    assert isinstance(node.request, RetentionQuery)
    return node.request


def plan(dates: "dict[str, JsonValue]", **chosen: "JsonValue") -> Plan:
    return plan_of(asked(dates, **chosen), make_context())


def test_the_last_cohort_is_that_of_the_end() -> None:
    found = plan({"date_to": "2020-01-20"}, period="Week", totalIntervals=3)
    assert [bucket.start.date() for bucket in found.cohorts.buckets()] == [
        date(2020, 1, 5),
        date(2020, 1, 12),
        date(2020, 1, 19),
    ]
    assert found.places.starts[-1].date() == date(2020, 1, 19)


def test_a_range_is_followed_for_all_intervals_after_its_last_cohort() -> None:
    dates: dict[str, JsonValue] = {"date_from": "2020-01-01", "date_to": "2020-01-02"}
    found = plan(dates, period="Day", totalIntervals=4)
    assert found.count == 2
    assert found.columns == 4
    assert found.places.starts[-1].date() == date(2020, 1, 5)


def test_brackets_are_widths_after_the_first_interval() -> None:
    found = plan({}, period="Day", totalIntervals=8, retentionCustomBrackets=[1, 3])
    assert found.labels() == ("Day 0", "Day 1", "Day 2-4")
    assert [found.column_of(distance) for distance in (0, 1, 2, 4)] == [0, 1, 2, 2]


def test_sets_of_many_intervals_are_lists() -> None:
    assert plan({}, period="Day", totalIntervals=63).places.fit_a_mask
    assert not plan({}, period="Day", totalIntervals=64).places.fit_a_mask


def test_an_unknown_action_is_refused_by_its_field() -> None:
    node = read_node(
        {
            "kind": "RetentionQuery",
            "retentionFilter": {"targetEntity": {"id": 3, "type": "actions"}},
        }
    )
    with pytest.raises(InsightError) as refusal:
        node.insight.build(node.request, make_context())
    assert refusal.value.attr == "retentionFilter.targetEntity.id"


def test_too_many_cohorts_are_refused() -> None:
    with pytest.raises(InsightError) as refusal:
        plan({"date_from": "2018-01-01", "date_to": "2020-01-01"}, period="Day")
    assert refusal.value.attr == "dateRange.date_from"


def test_everything_is_one_query() -> None:
    queries = build(asked({}, period="Day"), make_context())
    assert [query.name for query in queries] == ["retention"]


def test_events_that_are_both_sides_need_no_condition_of_their_own() -> None:
    (alike,) = build(asked({"date_to": "2020-01-20"}, period="Day"), make_context())
    assert "HAVING" not in to_hogql(alike.tree)
    other: JsonValue = {"id": "paid", "type": "events"}
    (apart,) = build(
        asked({"date_to": "2020-01-20"}, period="Day", returningEntity=other), make_context()
    )
    assert "HAVING countIf" in to_hogql(apart.tree)


def test_members_are_told_from_those_who_only_came_later() -> None:
    dates: dict[str, JsonValue] = {"date_from": "2020-01-01", "date_to": "2020-01-02"}
    (query,) = build(asked(dates, period="Day", totalIntervals=4), make_context())
    assert "HAVING countIf" in to_hogql(query.tree)
