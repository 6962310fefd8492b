"""A page of actors: what is joined, found, ordered, and what can not be shown."""

from dataclasses import replace
from typing import Any

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context
from tests.unit.hogql.insights.people.asking import TRENDS, Node, behind, built, listed, refused

PEOPLE = behind(TRENDS, day="2020-01-03")
GROUPS = behind({**TRENDS, "aggregation_group_type_index": 1}, day="2020-01-03")
SQL: Node = {"kind": "HogQLQuery", "query": "SELECT person_id FROM events GROUP BY person_id"}
IDS = replace(make_context(), aggregate_users_by_distinct_id=True)


@pytest.mark.parametrize(
    ("source", "entry"),
    [
        (None, "event_count"),
        (None, "matched_recordings"),
        (PEOPLE, "matched_recordings"),
        ({**PEOPLE, "includeRecordings": True}, "matched_recordings"),
        (SQL, "matched_recordings"),
        (SQL, "event_count"),
        (PEOPLE, "appearances"),
        (PEOPLE, "nonsense"),
        (PEOPLE, "known_since"),
        (PEOPLE, "1 +"),
        (PEOPLE, "*"),
        (PEOPLE, "persons.*"),
        (PEOPLE, "{hole}"),
        (PEOPLE, "count()"),
        (PEOPLE, "max(event_count) + 1"),
        (PEOPLE, "arrayMap(x -> y, [1])"),
        (GROUPS, "is_identified"),
        (GROUPS, "persons.id"),
    ],
)
def test_what_actors_do_not_have_is_refused_by_its_place(source: Node | None, entry: str) -> None:
    assert refused(listed(source, select=["id", entry])) == "select.1"
    assert refused(listed(source, orderBy=["id", entry])) == "orderBy.1"


@pytest.mark.parametrize(
    ("source", "entry"),
    [
        (None, "properties.email"),
        (None, "last_seen_at"),
        (PEOPLE, "event_count -- Times"),
        (PEOPLE, "source.event_count + 1"),
        (PEOPLE, "arrayMap(x -> x + event_count, [1])"),
        (PEOPLE, "(SELECT count() FROM events)"),
        (PEOPLE, "count() OVER ()"),
        (GROUPS, "key"),
        (GROUPS, "properties.name"),
        ({**SQL, "query": "SELECT person_id, 1 AS cost FROM events"}, "cost"),
        ({**SQL, "query": "SELECT id AS actor_id, * FROM persons"}, "whatever"),
    ],
)
def test_what_actors_have_is_shown_and_ordered_by(source: Node | None, entry: str) -> None:
    order = entry.removesuffix(" -- Times")
    (text, *_) = built(listed(source, select=["id", entry], orderBy=[f"{order} DESC"]))
    assert "DESC, actor_id ASC LIMIT 101" in text


def test_people_are_listed_newest_first_where_nothing_else_orders_them() -> None:
    shown, ids = built(listed())
    assert "ORDER BY known_since DESC, actor_id ASC LIMIT 101" in shown
    assert "FROM person_distinct_ids" in ids


def test_who_did_most_comes_first() -> None:
    assert "ORDER BY event_count DESC, actor_id ASC" in built(listed(PEOPLE))[0]


def test_the_order_may_name_a_column_that_is_shown() -> None:
    node = listed(select=["person", "properties.plan AS plan"], orderBy=["plan"])
    assert all("ORDER BY plan ASC" in text for text in built(node)[:1])
    assert "properties.plan AS plan" in built(node)[1]


def test_distinct_ids_are_asked_for_only_where_people_are_shown() -> None:
    assert len(built(listed(PEOPLE, select=["id"]))) == 1
    assert len(built(listed(PEOPLE, select=["person -- Who"]))) == 2
    assert len(built(listed(GROUPS))) == 1


def test_pages_follow_one_another() -> None:
    (first,) = built(listed(select=["id"], limit=2))
    (second,) = built(listed(select=["id"], limit=2, offset=2))
    assert first.endswith("LIMIT 3")
    assert second.endswith("LIMIT 3 OFFSET 2")


def test_a_search_takes_its_signs_as_they_are() -> None:
    (text,) = built(listed(select=["id"], search=" 50%_\\ "))
    assert r"'%50\\%\\_\\\\%'" in text
    assert "toString(persons.id)" in text


@pytest.mark.parametrize("search", [None, "", "  "])
def test_an_empty_search_finds_everybody(search: str | None) -> None:
    assert built(listed(search=search)) == built(listed())


def test_groups_are_found_by_their_keys() -> None:
    (text,) = built(listed(GROUPS, search="acme"))
    assert "source.actor_id ILIKE '%acme%'" in text


def test_properties_are_those_of_the_person() -> None:
    email: dict[str, Any] = {"key": "email", "value": "a@b.c", "type": "person"}
    for field in ("properties", "fixedProperties"):
        filters: Node = {field: [email]}
        (text,) = built(listed(select=["id"], **filters))
        assert "properties.email" in text
        assert "person.properties" not in text


@pytest.mark.parametrize("field", ["properties", "fixedProperties"])
def test_a_property_that_no_person_has_is_refused_by_its_place(field: str) -> None:
    filters: Node = {field: [{"key": "plan", "value": "x", "type": "event"}]}
    attr = refused(listed(**filters))
    assert attr is not None
    assert attr.startswith(f"{field}.0")


@pytest.mark.parametrize("field", ["properties", "fixedProperties"])
def test_distinct_ids_have_no_properties(field: str) -> None:
    email = {"key": "email", "value": "a@b.c", "type": "person"}
    assert refused(listed(PEOPLE, **{field: [email]}), IDS) == field
    assert refused(listed(PEOPLE, select=["properties.email"]), IDS) == "select.0"


def test_distinct_ids_are_listed_as_persons_are() -> None:
    (text,) = built(listed(PEOPLE, orderBy=["created_at"]), IDS)
    assert "persons" not in text
    assert "ORDER BY known_since ASC" in text


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 50_001}, "limit"),
        ({"offset": -1}, "offset"),
        ({"select": ["id"] * 101}, "select"),
        ({"page": 1}, "page"),
    ],
)
def test_a_malformed_list_is_refused_by_its_field(body: dict[str, Any], attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        read_node(listed(**body))
    assert caught.value.attr == attr
