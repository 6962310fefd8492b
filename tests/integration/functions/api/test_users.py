"""The caller's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.api_client import ApiClient


def test_a_visitor_is_told_to_sign_in(visitor: ApiClient) -> None:
    answer = visitor.get("/api/users/@me/")

    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == ["Session"]
    assert answer.body["type"] == "authentication_error"
    assert answer.body["code"] == "not_authenticated"


def test_a_user_changes_their_name_and_address(ada: ApiClient) -> None:
    changed = ada.patch(
        "/api/users/@me/", {"first_name": "Ada L", "last_name": "L", "email": "ada.l@example.com"}
    )

    assert changed.status == 200
    assert ada.get("/api/users/@me/").body == changed.body
    assert changed.body["first_name"] == "Ada L"
    assert changed.body["email"] == "ada.l@example.com"


def test_a_user_cannot_take_the_address_of_another(ada: ApiClient, bob: ApiClient) -> None:
    answer = bob.patch("/api/users/@me/", {"email": "Ada@example.com"})

    assert ada.get("/api/users/@me/").body["email"] == "ada@example.com"
    assert (answer.status, answer.body["code"], answer.body["attr"]) == (400, "unique", "email")


def test_a_user_looks_at_another_project(ada: ApiClient) -> None:
    other = ada.post("/api/projects/", {"name": "Second"}).body

    changed = ada.patch("/api/users/@me/", {"set_current_team": other["id"]})

    assert changed.body["team"] == other
    assert ada.get("/api/projects/@current/").body == other


@pytest.mark.parametrize("field", ["set_current_team", "set_current_organization"])
def test_a_user_cannot_look_at_what_belongs_to_others(
    ada: ApiClient, bob: ApiClient, field: str
) -> None:
    theirs = bob.get("/api/users/@me/").body
    value = theirs["team" if field == "set_current_team" else "organization"]["id"]

    answer = ada.patch("/api/users/@me/", {field: value})

    assert (answer.status, answer.body["attr"]) == (400, field)
    assert ada.get("/api/users/@me/").body["team"]["id"] != theirs["team"]["id"]
