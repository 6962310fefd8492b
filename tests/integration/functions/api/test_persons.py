"""Persons through the API: found, changed, split and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson
import pytest

from shared import ids
from shared.domain.persons.operations import read_batch
from tests.integration.functions.api.people import identify, names_in, project_of, see

if TYPE_CHECKING:
    from tests.api_client import ApiClient
    from tests.integration.functions.api.conftest import Queue

PERSONS = "/api/projects/@current/persons/"
ANN = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def team(ada: ApiClient, queue: Queue) -> int:
    """Ann, who came without a name and signed up, and Ben."""
    assert queue.sent == []
    team_id = project_of(ada)
    see(team_id, 1000, ANN, {"$set": {"plan": "free", "seats": 3}})
    identify(team_id, 2000, ANN, "ann")
    see(team_id, 3000, "ann", {"$set": {"email": "Ann@example.com", "vip": True}})
    see(team_id, 4000, "ben_1", {"$set": {"name": "Ben 100%", "seats": 12}})
    return team_id


def find(client: ApiClient, **query: str) -> list[str]:
    return names_in(client.get(f"{PERSONS}?{urlencode(query)}"))


def by(client: ApiClient, key: str, operator: str, value: Any = None) -> list[str]:
    node = {"key": key, "operator": operator, "value": value, "type": "person"}
    return find(client, properties=orjson.dumps([node]).decode())


def test_a_person_has_posthogs_form(ada: ApiClient, team: int) -> None:
    uuid = str(ids.person_id(team, "ann"))

    person = ada.get(f"{PERSONS}{uuid}/").body

    assert person["id"] == person["uuid"] == uuid
    assert person["name"] == "Ann@example.com"
    assert person["distinct_ids"] == ["ann", ANN]
    assert person["is_identified"] is True
    assert person["created_at"].startswith("1970-01-01T00:00:01")
    assert person["properties"] == {
        "$creator_event_uuid": "00000000-0000-0000-0000-0000000003e8",
        "email": "Ann@example.com",
        "plan": "free",
        "seats": 3,
        "vip": True,
    }


def test_a_person_is_read_by_id_or_by_any_distinct_id(ada: ApiClient, team: int) -> None:
    ann = ada.get(f"{PERSONS}{ids.person_id(team, 'ann')}/").body

    assert ada.get(f"{PERSONS}ann/").body == ann
    assert ada.get(f"/api/environments/{team}/persons/{ANN}/").body == ann
    assert ada.get(f"{PERSONS}{ids.person_id(team, ANN)}/").status == 404
    assert ada.get(f"{PERSONS}nobody/").status == 404


def test_persons_are_listed_newest_first_and_in_pages(ada: ApiClient, team: int) -> None:
    assert team
    first = ada.get(f"{PERSONS}?limit=1").body
    assert (first["count"], len(first["results"])) == (2, 1)
    assert names_in(ada.get(PERSONS)) == ["ben_1", "ann"]
    assert names_in(ada.get(f"{PERSONS}?limit=1&offset=1")) == ["ann"]


def test_persons_are_searched_by_name_and_by_parts_of_them(ada: ApiClient, team: int) -> None:
    assert find(ada, search="ANN@EX") == ["ann"]
    assert find(ada, search="100%") == ["ben_1"]
    assert find(ada, search="2222-4333") == ["ann"]
    assert find(ada, search=str(ids.person_id(team, "ben_1"))) == ["ben_1"]
    assert find(ada, search="%") == ["ben_1"]
    assert find(ada, email="Ann@example.com") == ["ann"]
    assert find(ada, distinct_id=ANN) == ["ann"]
    assert find(ada, distinct_id="an") == []
    assert find(ada, search="a\0b") == []


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (("plan", "exact", "free"), ["ann"]),
        (("vip", "exact", ["true"]), ["ann"]),
        (("plan", "is_not", ["free"]), ["ben_1"]),
        (("name", "icontains", "100%"), ["ben_1"]),
        (("name", "icontains", "1_0"), []),
        (("email", "not_icontains", "ann"), ["ben_1"]),
        (("email", "regex", "^Ann"), ["ann"]),
        (("email", "not_regex", "^Ann"), ["ben_1"]),
        (("email", "is_set", None), ["ann"]),
        (("email", "is_not_set", None), ["ben_1"]),
        (("seats", "gt", 3), ["ben_1"]),
        (("seats", "gte", "3"), ["ben_1", "ann"]),
        (("seats", "lt", 12), ["ann"]),
        (("plan", "lte", 12), []),
    ],
)
def test_persons_are_filtered_by_properties(
    ada: ApiClient, team: int, only: tuple[str, str, object], expected: list[str]
) -> None:
    assert team
    assert by(ada, *only) == expected


def test_filters_stand_in_groups(ada: ApiClient, team: int) -> None:
    assert team
    values = [{"key": "plan", "value": "free"}, {"key": "seats", "value": 12}]
    either = {"type": "OR", "values": values}
    both = {"type": "AND", "values": [either, {"key": "vip", "operator": "is_set"}]}
    assert find(ada, properties=orjson.dumps(either).decode()) == ["ben_1", "ann"]
    assert find(ada, properties=orjson.dumps(both).decode()) == ["ann"]
    assert find(ada, properties='{"plan": "free"}') == ["ann"]


@pytest.mark.parametrize(
    "properties",
    [
        "{",
        "[1]",
        '[{"key": 1}]',
        '[{"key": "a", "type": "cohort", "value": 1}]',
        '[{"key": "a", "operator": "sounds_like", "value": "b"}]',
        '[{"key": "a", "operator": "regex", "value": "("}]',
        '[{"key": "a", "operator": "gt", "value": "many"}]',
        '{"values": [' * 9 + "]}" * 9,
    ],
)
def test_filters_that_make_no_sense_are_refused(ada: ApiClient, team: int, properties: str) -> None:
    assert team
    assert ada.get(f"{PERSONS}?{urlencode({'properties': properties})}").status == 400


def test_properties_are_set_and_deleted_and_told(ada: ApiClient, team: int, queue: Queue) -> None:
    assert team
    changed = ada.patch(f"{PERSONS}{ANN}/", {"properties": {"plan": "pro", "new": [1]}})
    assert changed.status == 202
    ada.post(f"{PERSONS}ann/update_property/", {"key": "seats", "value": 4})
    ada.post(f"{PERSONS}ann/delete_property/", {"$unset": "vip"})

    properties = ada.get(f"{PERSONS}ann/").body["properties"]
    assert {name: properties.get(name) for name in ("plan", "new", "seats", "vip")} == {
        "plan": "pro",
        "new": [1],
        "seats": 4,
        "vip": None,
    }
    assert [list(read_batch(text).effects) for text in queue.sent] == [["ann"]] * 3


def test_a_write_counts_even_if_the_clock_of_an_sdk_was_fast(ada: ApiClient, team: int) -> None:
    far = 9_000_000_000_000
    see(team, far, ANN, {"$set": {"plan": "from the future"}})
    ada.patch(f"{PERSONS}ann/", {"properties": {"plan": "pro"}})
    assert ada.get(f"{PERSONS}ann/").body["properties"]["plan"] == "pro"
    see(team, far + 5, "ann", {"$set": {"plan": "later"}})
    assert ada.get(f"{PERSONS}ann/").body["properties"]["plan"] == "later"


def test_writes_that_are_too_large_are_refused(ada: ApiClient, team: int, queue: Queue) -> None:
    assert team
    body = {"key": "text", "value": "x" * 400_000}
    assert ada.post(f"{PERSONS}ann/update_property/", body).status == 400
    assert queue.sent == []


def test_split_makes_each_distinct_id_a_person_with_what_it_said(ada: ApiClient, team: int) -> None:
    assert ada.post(f"{PERSONS}ann/split/", {}).status == 201

    ann, anonymous = (ada.get(f"{PERSONS}{name}/").body for name in ("ann", ANN))
    assert ann["id"] == str(ids.person_id(team, "ann"))
    assert anonymous["id"] == str(ids.person_id(team, ANN))
    assert (ann["distinct_ids"], anonymous["distinct_ids"]) == (["ann"], [ANN])
    assert "plan" not in ann["properties"]
    assert anonymous["properties"]["plan"] == "free"
    assert ann["is_identified"] is True


def test_what_was_split_stays_split_when_the_merge_comes_again(ada: ApiClient, team: int) -> None:
    ada.post(f"{PERSONS}ann/split/", {})
    identify(team, 2000, ANN, "ann")
    identify(team, 1500, ANN, "ann")
    assert ada.get(f"{PERSONS}ann/").body["distinct_ids"] == ["ann"]

    identify(team, 9_000_000_000_000, ANN, "ann")
    assert ada.get(f"{PERSONS}ann/").body["distinct_ids"] == ["ann", ANN]


def test_an_id_that_only_a_merge_named_becomes_an_empty_person(ada: ApiClient, team: int) -> None:
    identify(team, 5000, "never seen", "ben_1")
    ada.post(f"{PERSONS}ben_1/split/", {"main_distinct_id": "ben_1"})
    person = ada.get(f"{PERSONS}never%20seen/").body
    assert list(person["properties"]) == ["$creator_event_uuid"]


def test_the_main_distinct_id_must_be_the_persons(ada: ApiClient, team: int) -> None:
    assert team
    answer = ada.post(f"{PERSONS}ann/split/", {"main_distinct_id": "ben_1"})
    assert (answer.status, answer.body["attr"]) == (400, "main_distinct_id")


def test_a_deleted_person_is_gone_and_what_comes_late_brings_nothing_back(
    ada: ApiClient, team: int
) -> None:
    assert ada.delete(f"{PERSONS}ann/").status == 202
    see(team, 1000, ANN, {"$set": {"plan": "free"}})
    identify(team, 2000, ANN, "ann")
    see(team, 3500, "ann", {"$set_once": {"late": 1}})

    assert ada.get(f"{PERSONS}ann/").status == 404
    assert ada.get(f"{PERSONS}{ids.person_id(team, 'ann')}/").status == 404
    assert names_in(ada.get(PERSONS)) == ["ben_1"]


def test_who_is_seen_again_after_being_deleted_is_somebody_new(ada: ApiClient, team: int) -> None:
    ada.delete(f"{PERSONS}ann/")
    later = 9_000_000_000_000
    see(team, later, ANN, {"$set": {"plan": "team"}})

    person = ada.get(f"{PERSONS}{ANN}/").body
    assert person["distinct_ids"] == [ANN]
    assert person["is_identified"] is False
    assert set(person["properties"]) == {"$creator_event_uuid", "plan"}
    assert ada.get(f"{PERSONS}ann/").status == 404


def test_several_are_deleted_at_once_and_each_once(ada: ApiClient, team: int) -> None:
    body = {"ids": [str(ids.person_id(team, "ann"))], "distinct_ids": [ANN, "ben_1", "nobody"]}
    answer = ada.post(f"{PERSONS}bulk_delete/", {**body, "delete_events": True})
    assert (answer.status, answer.body["persons_deleted"]) == (202, 2)
    assert ada.get(PERSONS).body["count"] == 0
    assert ada.post(f"{PERSONS}bulk_delete/", {}).status == 400


def test_what_members_did_to_a_person_is_logged_without_values(ada: ApiClient, team: int) -> None:
    uuid = ids.person_id(team, "ann")
    ada.patch(f"{PERSONS}ann/", {"properties": {"secret": "s3cr3t"}})
    ada.post(f"{PERSONS}ann/split/", {})
    ada.delete(f"{PERSONS}ann/")

    page = ada.get(f"{PERSONS}{uuid}/activity/").body

    assert [row["activity"] for row in page["results"]] == ["deleted", "split", "updated"]
    assert "s3cr3t" not in orjson.dumps(page).decode()


def test_persons_of_another_project_are_nobody(ada: ApiClient, bob: ApiClient, team: int) -> None:
    theirs = f"/api/projects/{team}/persons/"
    assert bob.get(theirs).status == 404
    assert names_in(bob.get(PERSONS)) == []
    assert bob.get(f"{PERSONS}{ids.person_id(team, 'ann')}/").status == 404
    assert bob.post(f"{PERSONS}bulk_delete/", {"distinct_ids": ["ann"]}).body["persons_found"] == 0
    assert ada.get(PERSONS).body["count"] == 2
