"""Requests that another site makes a browser send."""

from __future__ import annotations

import pytest

from tests.api_client import PASSWORD, ApiClient

OTHER_SITE = {"Origin": "https://evil.example"}


def test_a_session_alone_cannot_write(ada: ApiClient) -> None:
    answer = ada.patch("/api/users/@me/", {"first_name": "Eve"}, headers={"X-CSRFToken": ""})

    assert (answer.status, answer.body["code"]) == (403, "permission_denied")
    assert ada.get("/api/users/@me/").body["first_name"] == "Ada"


def test_a_token_that_is_not_the_cookies_cannot_write(ada: ApiClient) -> None:
    answer = ada.patch("/api/users/@me/", {"first_name": "Eve"}, headers={"X-CSRFToken": "guess"})

    assert answer.status == 403


def test_another_site_cannot_write_even_with_the_token(ada: ApiClient) -> None:
    assert ada.patch("/api/users/@me/", {"first_name": "E"}, headers=OTHER_SITE).status == 403


def test_another_site_cannot_sign_a_browser_in(visitor: ApiClient, ada: ApiClient) -> None:
    assert ada.cookies
    login = {"email": "ada@example.com", "password": PASSWORD}

    answer = visitor.post("/api/login/", login, headers=OTHER_SITE)

    assert answer.status == 403
    assert visitor.cookies == {}


@pytest.mark.parametrize("origin", ["http://localhost:8000", "http://127.0.0.1:9000"])
def test_pages_of_the_site_and_of_the_host_that_was_asked_may_write(
    ada: ApiClient, origin: str
) -> None:
    headers = {"Origin": origin, "Host": "127.0.0.1:9000"}

    assert ada.patch("/api/users/@me/", {"first_name": "Ada B"}, headers=headers).status == 200


def test_a_script_with_a_key_needs_no_token(ada: ApiClient) -> None:
    script = ada.with_key("user:write")

    assert script.patch("/api/users/@me/", {"first_name": "Ada C"}).status == 200


def test_reading_needs_no_token(ada: ApiClient) -> None:
    assert ada.get("/api/users/@me/", headers={"X-CSRFToken": "", **OTHER_SITE}).status == 200
