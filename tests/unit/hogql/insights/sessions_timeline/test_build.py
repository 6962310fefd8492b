from typing import Any

import pytest

from hogql.canonical import to_hogql
from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context


def built(**body: Any) -> tuple[str, ...]:
    node = read_node({"kind": "SessionsTimelineQuery", **body})
    return tuple(to_hogql(query.tree) for query in node.insight.build(node.request, make_context()))


def test_a_day_until_now_is_asked_about_and_a_day_around_it_read() -> None:
    events, recordings = built()
    for bound in (
        *("2020-01-23T12:30:15.001Z", "2020-01-24T12:30:20.000Z"),
        *("2020-01-22T12:30:15.001Z", "2020-01-25T12:30:20.000Z"),
    ):
        assert bound in events
        assert bound in recordings
    assert events.endswith("LIMIT 1001")
    assert "person_id =" not in events


def test_a_person_is_asked_for_in_both_queries() -> None:
    person = "018f8a0e-0000-7000-8000-000000000001"
    assert all(person in text for text in built(personId=person))


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"personId": "me"}, "personId"),
        ({"after": "yesterday"}, "after"),
        ({"after": "all"}, "after"),
        ({"before": "soon"}, "before"),
        ({"after": "-1h", "before": "-2h"}, "before"),
        ({"more": 1}, "more"),
    ],
)
def test_what_can_not_be_answered_is_refused_by_its_field(body: dict[str, Any], attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        built(**body)
    assert caught.value.attr == attr
