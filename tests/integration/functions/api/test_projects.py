"""Projects and their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shared import snapshot

if TYPE_CHECKING:
    from tests.api_client import ApiClient
    from tests.integration.site import Bucket

FILTERS = [{"key": "email", "value": "@example.com", "operator": "not_icontains", "b": 1, "a": 1.0}]


def test_a_new_project_is_published_before_it_is_answered(ada: ApiClient, site: Bucket) -> None:
    before = site.published()

    answer = ada.post("/api/projects/", {"name": "Second", "timezone": "Europe/Berlin"})

    assert answer.status == 201
    after = site.published()
    assert after.version > before.version
    assert after.teams[answer.body["api_token"]] == snapshot.SnapshotTeam(
        team_id=answer.body["id"],
        token=answer.body["api_token"],
        timezone="Europe/Berlin",
        anonymize_ips=False,
    )


def test_the_snapshot_holds_the_projects_of_everybody(
    ada: ApiClient, bob: ApiClient, site: Bucket
) -> None:
    tokens = {client.get("/api/projects/@current/").body["api_token"] for client in (ada, bob)}

    assert set(site.published().teams) == tokens


def test_projects_and_environments_are_the_same(ada: ApiClient) -> None:
    project = ada.get("/api/projects/@current/").body
    organization = project["organization"]

    for url in (
        f"/api/projects/{project['id']}/",
        f"/api/environments/{project['id']}/",
        "/api/environments/@current/",
        f"/api/organizations/{organization}/projects/{project['id']}/",
        f"/api/organizations/@current/projects/{project['id']}",
    ):
        assert ada.get(url).body == project, url


def test_settings_come_back_exactly_as_they_were_written(ada: ApiClient) -> None:
    change = {
        "name": "Renamed",
        "timezone": "Asia/Kathmandu",
        "week_start_day": 1,
        "test_account_filters": FILTERS,
        "path_cleaning_filters": [{"regex": "/\\d+", "alias": "/:id", "order": 0}],
        "aggregate_users_by_distinct_id": True,
        "app_urls": ["https://b.example", "https://a.example"],
        "a_field_that_nobody_knows": 1,
    }

    answer = ada.patch("/api/projects/@current/", change)

    assert answer.status == 200
    read = ada.get("/api/environments/@current/").body
    assert read == answer.body
    assert {name: read[name] for name in change if name in read} == {
        name: value for name, value in change.items() if name in read
    }
    assert list(read["test_account_filters"][0]) == list(FILTERS[0])


def test_a_setting_that_is_not_sent_stays(ada: ApiClient) -> None:
    ada.patch("/api/projects/@current/", {"week_start_day": 1, "anonymize_ips": True})
    ada.patch("/api/projects/@current/", {"week_start_day": None})

    read = ada.get("/api/projects/@current/").body

    assert (read["week_start_day"], read["anonymize_ips"]) == (None, True)


@pytest.mark.parametrize(
    ("change", "attr"),
    [
        pytest.param({"timezone": "Mars/Olympus"}, "timezone", id="time zone"),
        pytest.param({"timezone": "../../etc/passwd"}, "timezone", id="a path"),
        pytest.param({"timezone": None}, "timezone", id="null"),
        pytest.param({"name": ""}, "name", id="no name"),
        pytest.param({"name": None}, "name", id="null name"),
        pytest.param({"week_start_day": 7}, "week_start_day", id="week day"),
        pytest.param({"test_account_filters": {}}, "test_account_filters", id="filters"),
        pytest.param({"path_cleaning_filters": None}, "path_cleaning_filters", id="paths"),
    ],
)
def test_a_setting_that_is_wrong_is_named_and_nothing_changes(
    ada: ApiClient, change: dict[str, Any], attr: str
) -> None:
    before = ada.get("/api/projects/@current/").body

    answer = ada.patch("/api/projects/@current/", {"anonymize_ips": True, **change})

    assert (answer.status, answer.body["attr"]) == (400, attr)
    assert answer.body["type"] == "validation_error"
    assert ada.get("/api/projects/@current/").body == before


def test_what_the_edge_sees_is_published_again(ada: ApiClient, site: Bucket) -> None:
    token = ada.get("/api/projects/@current/").body["api_token"]
    version = site.published().version

    ada.patch("/api/projects/@current/", {"name": "Only a name"})
    assert site.published().version == version

    ada.patch("/api/projects/@current/", {"anonymize_ips": True})
    assert site.published().teams[token].anonymize_ips is True


def test_a_new_token_replaces_the_old_one(ada: ApiClient, site: Bucket) -> None:
    old = ada.get("/api/projects/@current/").body["api_token"]

    answer = ada.patch("/api/projects/@current/reset_token/")

    assert answer.status == 200
    assert answer.body["api_token"] != old
    assert set(site.published().teams) == {answer.body["api_token"]}


def test_pages_lead_to_each_other(ada: ApiClient) -> None:
    for name in ("Second", "Third"):
        ada.post("/api/projects/", {"name": name})

    first = ada.get("/api/projects/?limit=2").body
    second = ada.get(first["next"].removeprefix("http://localhost:8000")).body

    assert first["count"] == second["count"] == 3
    assert first["next"] == "http://localhost:8000/api/projects/?limit=2&offset=2"
    assert [row["name"] for row in first["results"]] == ["Default project", "Second"]
    assert [row["name"] for row in second["results"]] == ["Third"]
    assert second["next"] is None
    assert second["previous"] == "http://localhost:8000/api/projects/?limit=2&offset=0"


def test_a_limit_that_is_no_number_is_named(ada: ApiClient) -> None:
    answer = ada.get("/api/projects/?limit=all")

    assert (answer.status, answer.body["attr"]) == (400, "limit")


def test_rules_of_the_edge_are_published_before_they_are_answered(
    ada: ApiClient, site: Bucket
) -> None:
    rules = [{"event": "noise", "distinct_id": None}, {"event": None, "distinct_id": "bot"}]
    change = {
        "cookieless_server_hash_mode": 1,
        "drop_rules": rules,
        "events_per_minute": 600,
    }
    answer = ada.patch("/api/projects/@current/", change)

    assert answer.status == 200, answer.body
    assert {name: answer.body[name] for name in change} == change
    team = site.published().teams[answer.body["api_token"]]
    assert (team.cookieless, team.events_per_minute) == (True, 600)
    assert team.drop_rules == (
        snapshot.DropRule(event="noise"),
        snapshot.DropRule(distinct_id="bot"),
    )
    lifted = ada.patch("/api/projects/@current/", {"events_per_minute": None, "drop_rules": []})
    assert lifted.status == 200
    assert site.published().teams[answer.body["api_token"]].events_per_minute is None


@pytest.mark.parametrize(
    "change",
    [
        {"drop_rules": [{}]},
        {"drop_rules": [{"event": ""}]},
        {"drop_rules": [{"name": "noise"}]},
        {"drop_rules": [{"event": "a"}] * 101},
        {"drop_rules": None},
        {"events_per_minute": 0},
        {"cookieless_server_hash_mode": 3},
    ],
)
def test_a_rule_that_means_nothing_is_refused(ada: ApiClient, change: dict[str, Any]) -> None:
    assert ada.patch("/api/projects/@current/", change).status == 400
