"""Personal API keys: made in a session, used by scripts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from functions.api.app import handle
from tests.api_client import ApiClient, sign_up

if TYPE_CHECKING:
    from tests.integration.site import Bucket

NEW = {"label": "ci", "scopes": ["project:read"]}


def test_the_value_of_a_key_is_shown_once(ada: ApiClient) -> None:
    created = ada.post("/api/personal_api_keys/", NEW)

    assert created.status == 201
    assert created.body["value"].startswith("phx_")
    assert created.body["mask_value"] == "phx_..." + created.body["value"][-4:]
    listed = ada.get("/api/personal_api_keys/").body
    assert [row["label"] for row in listed] == ["ci"]
    assert "value" not in listed[0]


def test_the_value_of_a_key_is_not_in_the_database(ada: ApiClient, postgres_url: str) -> None:
    value = ada.post("/api/personal_api_keys/", NEW).body["value"]
    session = ada.cookies["sessionid"]

    with psycopg.connect(postgres_url) as connection:
        rows = connection.execute("SELECT * FROM personal_api_keys, sessions").fetchall()

    assert rows
    assert value not in str(rows)
    assert session not in str(rows)


def test_a_key_says_what_it_may(ada: ApiClient) -> None:
    team = ada.get("/api/projects/@current/").body["id"]
    script = ada.with_key("project:read", "query:read", scoped_teams=[team])

    answer = script.get("/api/personal_api_keys/@current/")

    assert answer.status == 200
    assert answer.body["scopes"] == ["project:read", "query:read"]
    assert answer.body["scoped_teams"] == [team]
    assert answer.body["scoped_organizations"] == []


@pytest.mark.parametrize("way", ["header", "query", "body"])
def test_a_key_may_be_in_the_header_the_query_or_the_body(ada: ApiClient, way: str) -> None:
    key = ada.with_key("user:write").api_key
    client = ApiClient(handle=handle)
    sent: dict[str, dict[str, Any]] = {
        "header": {"headers": {"Authorization": f"Bearer {key}"}, "body": {}},
        "query": {"body": {}},
        "body": {"body": {"personal_api_key": key}},
    }
    url = "/api/users/@me/" + (f"?personal_api_key={key}" if way == "query" else "")

    assert client.send("PATCH", url, **sent[way]).status == 200


@pytest.mark.parametrize("key", ["phx_wrong", "phc_wrong", "pha_wrong", "x"])
def test_a_key_that_nobody_has_is_refused(ada: ApiClient, key: str) -> None:
    assert ada.cookies
    answer = ApiClient(handle=handle, api_key=key).get("/api/users/@me/")

    assert (answer.status, answer.body["code"]) == (401, "authentication_failed")


def test_a_wrong_key_is_not_saved_by_a_session(ada: ApiClient) -> None:
    answer = ada.get("/api/users/@me/", headers={"Authorization": "Bearer phx_wrong"})

    assert answer.status == 401


def test_a_deleted_key_stops_working(ada: ApiClient) -> None:
    script = ada.with_key("user:read")
    (row,) = ada.get("/api/personal_api_keys/").body
    assert script.get("/api/users/@me/").status == 200

    assert ada.delete(f"/api/personal_api_keys/{row['id']}/").status == 204

    assert script.get("/api/users/@me/").status == 401
    assert ada.delete(f"/api/personal_api_keys/{row['id']}/").status == 404


def test_a_key_of_somebody_else_is_not_found(ada: ApiClient, bob: ApiClient) -> None:
    key_id = ada.post("/api/personal_api_keys/", NEW).body["id"]

    assert bob.delete(f"/api/personal_api_keys/{key_id}/").status == 404
    assert bob.get("/api/personal_api_keys/").body == []
    assert len(ada.get("/api/personal_api_keys/").body) == 1


def test_a_key_cannot_make_keys(ada: ApiClient) -> None:
    script = ada.with_key("*")

    assert script.post("/api/personal_api_keys/", NEW).status == 403
    assert script.get("/api/personal_api_keys/").status == 403


@pytest.mark.parametrize(
    ("change", "attr"),
    [
        pytest.param({"scopes": ["project:delete"]}, "scopes", id="action"),
        pytest.param({"scopes": ["planet:read"]}, "scopes", id="object"),
        pytest.param({"scopes": []}, "scopes", id="none"),
        pytest.param({"label": ""}, "label", id="label"),
        pytest.param({"scoped_teams": [999_999]}, "scoped_teams", id="team"),
        pytest.param(
            {"scoped_organizations": ["00000000-0000-7000-8000-000000000000"]},
            "scoped_organizations",
            id="organization",
        ),
    ],
)
def test_a_key_that_asks_for_what_cannot_be_is_refused(
    ada: ApiClient, change: dict[str, Any], attr: str
) -> None:
    answer = ada.post("/api/personal_api_keys/", {**NEW, **change})

    assert (answer.status, answer.body["attr"]) == (400, attr)


def test_the_use_of_a_key_is_noted_once_an_hour(ada: ApiClient, postgres_url: str) -> None:
    script = ada.with_key("user:read")
    script.get("/api/users/@me/")
    (first,) = ada.get("/api/personal_api_keys/").body
    script.get("/api/users/@me/")
    (second,) = ada.get("/api/personal_api_keys/").body
    assert first["last_used_at"] == second["last_used_at"] is not None

    with psycopg.connect(postgres_url) as connection:
        connection.execute(
            "UPDATE personal_api_keys SET last_used_at = last_used_at - %s", [timedelta(hours=2)]
        )
    script.get("/api/users/@me/")

    (third,) = ada.get("/api/personal_api_keys/").body
    assert third["last_used_at"] > first["last_used_at"]


def test_a_request_with_a_key_of_another_organization_stays_in_it(site: Bucket) -> None:
    assert site
    ada, bob = sign_up(handle, "ada"), sign_up(handle, "bob")
    script = ada.with_key("*")
    theirs = bob.get("/api/projects/@current/").body["id"]

    assert script.get(f"/api/projects/{theirs}/").status == 404
    assert script.get("/api/projects/").body["count"] == 1
