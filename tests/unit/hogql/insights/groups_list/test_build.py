from typing import Any

import pytest

from hogql.canonical import to_hogql
from hogql.insights.errors import InsightError
from hogql.insights.groups_list.models import MAX_LIMIT
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context


def built(**body: Any) -> str:
    node = read_node({"kind": "GroupsQuery", "group_type_index": 0, **body})
    (query,) = node.insight.build(node.request, make_context())
    return to_hogql(query.tree)


def test_the_newest_groups_of_the_type_come_first_and_one_more_than_shown() -> None:
    text = built()
    assert "index = 0" in text
    assert "ORDER BY created_at DESC, key ASC" in text
    assert text.endswith("LIMIT 101")


def test_a_limit_is_lowered_to_what_anybody_may_ask() -> None:
    assert built(limit=1_000_000).endswith(f"LIMIT {MAX_LIMIT + 1}")


def test_an_aggregate_is_not_ordered_by_what_it_groups() -> None:
    text = built(select=["count()"])
    assert "GROUP BY ALL" in text
    assert "ORDER BY" not in text


def test_a_search_means_its_text_and_not_a_pattern() -> None:
    assert "'%50\\\\%\\\\_off%'" in built(search=" 50%_off ")


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"group_type_index": 5}, "group_type_index"),
        ({"group_type_index": None}, "group_type_index"),
        ({"select": ["key", "1 +"]}, "select.1"),
        ({"select": ["*"]}, "select.0"),
        ({"orderBy": [")"]}, "orderBy.0"),
        ({"limit": 0}, "limit"),
        ({"offset": -1}, "offset"),
        ({"more": 1}, "more"),
        ({"properties": [{"key": "plan", "value": "a", "type": "event"}]}, "properties.0.type"),
    ],
)
def test_what_can_not_be_answered_is_refused_by_its_field(body: dict[str, Any], attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        built(**body)
    assert caught.value.attr == attr
