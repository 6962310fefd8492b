from typing import Any

import pytest

from hogql.canonical import to_hogql
from hogql.insights.errors import InsightError
from hogql.insights.recordings_list.models import MAX_LIMIT
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context


def built(**body: Any) -> tuple[str, ...]:
    node = read_node({"kind": "RecordingsQuery", **body})
    context = make_context(actions={1: "Pays"}, cohorts={2: "Payers"})
    return tuple(to_hogql(query.tree) for query in node.insight.build(node.request, context))


def test_the_newest_recordings_of_three_days_come_first_and_one_more_than_shown() -> None:
    recordings, persons = built()
    assert "2020-01-21T12:30:15.000Z" in recordings
    assert "2020-01-24T12:30:20.000Z" in recordings
    assert recordings.endswith("ORDER BY start_time DESC, session_id ASC LIMIT 51")
    assert recordings in persons


def test_a_limit_is_lowered_to_what_anybody_may_ask() -> None:
    assert built(limit=1_000_000)[0].endswith(f"LIMIT {MAX_LIMIT + 1}")


def test_a_day_without_a_time_is_whole_and_an_instant_belongs_to_the_span() -> None:
    assert "2020-01-24T00:00:00.000Z" in built(date_to="2020-01-23")[0]
    assert "2020-01-23T10:00:00.001Z" in built(date_to="2020-01-23T10:00:00Z")[0]


def test_nothing_asked_of_either_kind_is_no_condition() -> None:
    assert built(operand="OR")[0] == built()[0]
    assert built(properties=[], events=[], console_log_filters=[])[0] == built()[0]


def test_the_form_of_old_filters_is_the_same_as_nodes() -> None:
    old = built(events=[{"id": "paid", "type": "events"}], actions=[{"id": "1", "order": 0}])
    new = built(
        events=[{"kind": "EventsNode", "event": "paid"}], actions=[{"kind": "ActionsNode", "id": 1}]
    )
    assert old == new
    assert "matchesAction(1)" in new[0]


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"date_from": "yesterday"}, "date_from"),
        ({"date_to": "soon"}, "date_to"),
        ({"date_from": "-1d", "date_to": "-2d"}, "date_to"),
        ({"order": "size"}, "order"),
        ({"order_direction": "UP"}, "order_direction"),
        ({"operand": "XOR"}, "operand"),
        ({"limit": 0}, "limit"),
        ({"person_uuid": "me"}, "person_uuid"),
        ({"comment_text": {"key": "comment", "value": "x"}}, "comment_text"),
        ({"more": 1}, "more"),
        ({"actions": [{"id": 1}, {"id": 9}]}, "actions.1.id"),
        ({"actions": [{"id": "nine"}]}, "actions.0.id"),
        (
            {"properties": [{"key": "id", "value": 7, "type": "cohort", "operator": "in"}]},
            "properties.0.value",
        ),
        (
            {"having_predicates": [{"key": "team_id", "value": 1, "type": "recording"}]},
            "having_predicates.0.key",
        ),
        (
            {
                "properties": [
                    {"key": "plan", "value": "a"},
                    {"key": "plan", "value": "a", "type": "group"},
                ]
            },
            "properties.1.group_type_index",
        ),
        (
            {"console_log_filters": [{"key": "level", "value": "error", "type": "event"}]},
            "console_log_filters.0",
        ),
    ],
)
def test_what_can_not_be_answered_is_refused_by_its_field(body: dict[str, Any], attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        built(**body)
    assert caught.value.attr == attr


@pytest.mark.parametrize("kind", ["event", "person", "log_entry"])
def test_a_filter_without_a_value_asks_nothing(kind: str) -> None:
    asked = [{"type": kind, "key": "level", "value": [], "operator": "exact"}]
    assert built(properties=asked) == built()


def test_lines_without_a_value_ask_nothing() -> None:
    asked = [{"type": "log_entry", "key": "level", "value": [], "operator": "exact"}]
    assert built(console_log_filters=asked) == built()
