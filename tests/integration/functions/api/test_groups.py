"""Groups and their types through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shared.domain.persons.operations import read_batch
from tests.integration.functions.api.people import project_of, see

if TYPE_CHECKING:
    from shared.json import Json
    from tests.api_client import ApiClient
    from tests.integration.functions.api.conftest import Queue

GROUPS = "/api/projects/@current/groups/"
ACME = f"{GROUPS}%s/?group_type_index=0&group_key=acme"


@pytest.fixture
def team(ada: ApiClient, queue: Queue) -> int:
    """Two companies and a workspace."""
    assert queue.sent == []
    team_id = project_of(ada)
    for at, (kind, key, name) in enumerate(
        [("company", "acme", "Acme Ltd"), ("company", "bolt", "Bolt"), ("workspace", "w", "W")]
    ):
        values: Json = {"name": name, "seats": 3}
        said: dict[str, Json] = {"$group_type": kind, "$group_key": key, "$group_set": values}
        see(team_id, 1000 + at, f"${kind}_{key}", said, name="$groupidentify")
    return team_id


def keys(client: ApiClient, query: str) -> list[str]:
    return [group["group_key"] for group in client.get(f"{GROUPS}?{query}").body["results"]]


def test_types_are_listed_by_their_place(ada: ApiClient, team: int) -> None:
    assert ada.get(f"/api/environments/{team}/groups_types/").body == [
        {
            "group_type": name,
            "group_type_index": index,
            "name_singular": None,
            "name_plural": None,
        }
        for index, name in enumerate(["company", "workspace"])
    ]


def test_groups_of_a_type_are_listed_and_searched(ada: ApiClient, team: int) -> None:
    assert team
    assert keys(ada, "group_type_index=0") == ["bolt", "acme"]
    assert keys(ada, "group_type_index=0&search=LTD") == ["acme"]
    assert keys(ada, "group_type_index=0&search=bol") == ["bolt"]
    assert keys(ada, "group_type_index=0&limit=1&offset=1") == ["acme"]
    assert keys(ada, "group_type_index=1") == ["w"]
    assert keys(ada, "group_type_index=4") == []


def test_a_group_is_found_by_its_key(ada: ApiClient, team: int) -> None:
    assert team
    group = ada.get(ACME % "find").body
    assert group["group_key"] == "acme"
    assert group["group_type_index"] == 0
    assert group["group_properties"] == {"name": "Acme Ltd", "seats": 3}
    assert group["created_at"].startswith("1970-01-01T00:00:01")
    assert ada.get(f"{GROUPS}find/?group_type_index=1&group_key=acme").status == 404


@pytest.mark.parametrize("query", ["", "group_type_index=x", "group_type_index=12"])
def test_a_list_needs_a_type(ada: ApiClient, team: int, query: str) -> None:
    assert team
    answer = ada.get(f"{GROUPS}?{query}")
    assert (answer.status, answer.body["attr"]) == (400, "group_type_index")


def test_properties_of_a_group_are_set_and_deleted_and_told(
    ada: ApiClient, team: int, queue: Queue
) -> None:
    assert team
    set_ = ada.post(ACME % "update_property", {"key": "plan", "value": "pro"})
    assert set_.body["group_properties"] == {"name": "Acme Ltd", "seats": 3, "plan": "pro"}
    deleted = ada.post(ACME % "delete_property", {"$unset": "seats"})
    assert deleted.body["group_properties"] == {"name": "Acme Ltd", "plan": "pro"}
    assert [read_batch(text).groups[0].unset for text in queue.sent] == [(), ("seats",)]
    log = ada.get("/api/projects/@current/activity_log/?scope=Group").body["results"]
    assert [row["item_id"] for row in log] == ["acme", "acme"]


def test_groups_of_another_project_are_not_found(ada: ApiClient, bob: ApiClient, team: int) -> None:
    assert ada.get(ACME % "find").status == 200
    assert bob.get(ACME % "find").status == 404
    assert bob.get(f"/api/projects/{team}/groups/?group_type_index=0").status == 404
