"""Whose ids a statement holds, and where a refusal points."""

import pytest

from hogql.insights.actors import DISTINCT_ID, PERSON, group
from hogql.insights.errors import InsightError
from hogql.insights.people.found import found_of, inside, outside
from hogql.insights.templates import select

TREE = select("SELECT 1 AS actor_id")


def test_persons_groups_and_distinct_ids_are_told_apart() -> None:
    persons, groups, ids = (found_of(TREE, one) for one in (PERSON, group(2), DISTINCT_ID))
    assert (persons.group_type_index, persons.is_distinct_id) == (None, False)
    assert (groups.group_type_index, groups.is_distinct_id) == (2, False)
    assert (ids.group_type_index, ids.is_distinct_id) == (None, True)


@pytest.mark.parametrize(("attr", "place"), [("day", "source.day"), (None, "source")])
def test_a_refusal_names_the_field_within_its_node(attr: str | None, place: str) -> None:
    with pytest.raises(InsightError) as caught, inside("source"):
        raise InsightError("No.", attr=attr)
    assert caught.value.attr == place


def test_a_node_by_itself_names_its_own_field() -> None:
    with pytest.raises(InsightError) as caught, outside("source"), inside("source"):
        raise InsightError("No.", attr="day")
    assert caught.value.attr == "day"
