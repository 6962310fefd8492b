"""Every write leaves one row, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.api_client import ApiClient


def test_a_change_of_settings_says_what_it_changed(ada: ApiClient) -> None:
    project = ada.get("/api/projects/@current/").body
    ada.patch("/api/projects/@current/", {"name": "Renamed", "timezone": "Europe/Paris"})

    page = ada.get("/api/projects/@current/activity_log/").body

    newest, oldest = page["results"]
    assert page["count"] == 2
    assert (oldest["activity"], newest["activity"]) == ("created", "updated")
    assert newest["user"]["email"] == "ada@example.com"
    assert newest["scope"] == "Team"
    assert newest["item_id"] == str(project["id"])
    assert newest["detail"] == {
        "name": "Renamed",
        "changes": [
            {
                "type": "Team",
                "action": "changed",
                "field": "name",
                "before": "Default project",
                "after": "Renamed",
            },
            {
                "type": "Team",
                "action": "changed",
                "field": "timezone",
                "before": "UTC",
                "after": "Europe/Paris",
            },
        ],
    }


def test_a_change_that_changes_nothing_leaves_no_row(ada: ApiClient) -> None:
    ada.patch("/api/projects/@current/", {"name": "Default project"})

    assert ada.get("/api/projects/@current/activity_log/?scope=Team").body["count"] == 1
    assert ada.get("/api/projects/@current/activity_log/?scope=Insight").body["count"] == 0


def test_the_log_of_a_project_is_its_members_only(ada: ApiClient, bob: ApiClient) -> None:
    theirs = bob.get("/api/projects/@current/").body["id"]

    assert ada.get(f"/api/projects/{theirs}/activity_log/").status == 404
    rows = ada.get("/api/environments/@current/activity_log/").body["results"]
    assert {row["user"]["email"] for row in rows} == {"ada@example.com"}
