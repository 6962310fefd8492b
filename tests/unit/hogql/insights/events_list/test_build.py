from typing import Any

import pytest
from pydantic import ValidationError

from hogql.canonical import to_hogql
from hogql.compile import compile_query
from hogql.context import Context
from hogql.insights.errors import InsightError
from hogql.insights.events_list.build import build
from hogql.insights.events_list.models import MAX_LIMIT, EventsQuery
from tests.unit.hogql.insights.contexts import make_context


def built(**body: Any) -> str:
    request = EventsQuery.model_validate({"kind": "EventsQuery", "select": ["event"], **body})
    (query,) = build(request, make_context())
    return to_hogql(query.tree)


def test_the_newest_events_of_a_day_come_first_and_one_more_than_shown() -> None:
    text = built()
    assert "ORDER BY timestamp DESC" in text
    assert "2020-01-23T12:30:15.001Z" in text
    assert text.endswith("LIMIT 101")


@pytest.mark.parametrize(
    ("body", "after", "before"),
    [
        ({}, "2020-01-23T12:30:15.001Z", "2020-01-24T12:30:20.000Z"),
        ({"after": "all"}, None, "2020-01-24T12:30:20.000Z"),
        ({"before": "all"}, "2020-01-23T12:30:15.001Z", None),
        ({"after": "all", "before": "all"}, None, None),
        # Times are whole milliseconds, so a bound within one is between two of them.
        ({"after": "2020-01-24T09:00:00.0004Z"}, "2020-01-24T09:00:00.001Z", "12:30:20.000Z"),
        ({"after": "all", "before": "2020-01-24T09:00:00.0004Z"}, None, "09:00:00.001Z"),
        ({"after": "all", "before": "2020-01-24T09:00:00Z"}, None, "09:00:00.000Z"),
    ],
)
def test_both_bounds_are_outside_and_the_far_future_is_left_out(
    body: dict[str, Any], after: str | None, before: str | None
) -> None:
    text = built(**body).split("ORDER BY", 1)[0]
    for bound, sign in ((after, "timestamp >= "), (before, "timestamp < ")):
        assert (sign in text) is (bound is not None)
        assert bound is None or bound in text.split(sign, 1)[1].split(")", 1)[0]


def test_what_is_counted_has_both_bounds_in_the_guard_of_the_table() -> None:
    request = EventsQuery.model_validate({"kind": "EventsQuery", "select": ["count()"]})
    (query,) = build(request, make_context())
    sql = compile_query(query.tree, Context(team_id=1, timezone="UTC")).sql
    guard = sql.split("PREWHERE team_id = 1", 1)[1].split(") AS events", 1)[0]
    assert "`timestamp` >=" in guard
    assert "`timestamp` <" in guard


def test_a_limit_is_lowered_to_what_anybody_may_ask() -> None:
    assert built(limit=1_000_000).endswith(f"LIMIT {MAX_LIMIT + 1}")


def test_an_aggregate_groups_and_orders_by_itself() -> None:
    text = built(select=["event", "count() + 1"])
    assert "GROUP BY ALL" in text
    assert "ORDER BY count() + 1 DESC, event ASC" in text


def test_an_aggregate_with_a_name_orders_without_it() -> None:
    text = built(select=["event", "count() AS c"])
    assert "count() AS c FROM" in text
    assert "ORDER BY count() DESC" in text


def test_an_aggregate_of_a_sub_query_and_a_window_group_nothing() -> None:
    assert "GROUP BY" not in built(select=["(SELECT count() FROM events)", "count() OVER ()"])


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"select": ["event", "1 +"]}, "select.1"),
        ({"where": ["("]}, "where.0"),
        ({"orderBy": ["event DESC", ")"]}, "orderBy.1"),
        ({"after": "yesterday"}, "after"),
        ({"before": "soon"}, "before"),
    ],
)
def test_what_can_not_be_read_is_refused_by_its_field(body: dict[str, Any], attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        built(**body)
    assert caught.value.attr == attr


@pytest.mark.parametrize("body", [{"select": []}, {"limit": 0}, {"personId": "me"}, {"more": 1}])
def test_a_malformed_node_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        built(**body)
