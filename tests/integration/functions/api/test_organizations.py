"""The organizations of the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.api_client import ApiClient


def test_the_current_organization_lists_its_projects(ada: ApiClient) -> None:
    ada.post("/api/projects/", {"name": "Second"})

    answer = ada.get("/api/organizations/@current/")

    assert answer.status == 200
    assert answer.body["member_count"] == 1
    assert [project["name"] for project in answer.body["projects"]] == ["Default project", "Second"]
    assert answer.body["teams"] == answer.body["projects"]


def test_an_organization_is_found_by_its_id(ada: ApiClient) -> None:
    current = ada.get("/api/organizations/@current/").body

    assert ada.get(f"/api/organizations/{current['id']}/").body == current


def test_the_list_has_only_the_organizations_of_the_caller(ada: ApiClient, bob: ApiClient) -> None:
    assert bob.get("/api/organizations/").body["count"] == 1

    answer = ada.get("/api/organizations/")

    assert (answer.body["count"], answer.body["next"], answer.body["previous"]) == (1, None, None)
    assert answer.body["results"][0]["name"] == "Ada Limited"
    assert answer.body["results"][0]["slug"].startswith("ada-limited-")


def test_a_key_for_other_organizations_sees_none(ada: ApiClient) -> None:
    own = ada.get("/api/organizations/@current/").body["id"]
    script = ada.with_key("organization:read", scoped_organizations=[own])

    assert script.get("/api/organizations/").body["count"] == 1
    assert script.get("/api/organizations/@current/").status == 200
