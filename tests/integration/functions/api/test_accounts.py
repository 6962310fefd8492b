"""Signing up, in and out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.api.app import handle
from shared import settings
from tests.api_client import PASSWORD, ApiClient, sign_up

SIGNUP = {
    "first_name": "Ada",
    "email": "ada@example.com",
    "password": PASSWORD,
    "organization_name": "Ada Limited",
}
LOGIN = {"email": "ada@example.com", "password": PASSWORD}


def test_signing_up_creates_an_organization_with_a_project_and_signs_in(visitor: ApiClient) -> None:
    answer = visitor.post("/api/signup/", SIGNUP)

    assert answer.status == 201
    assert answer.body["email"] == "ada@example.com"
    assert answer.body["organization"]["name"] == "Ada Limited"
    assert answer.body["organization"]["membership_level"] == 15
    assert answer.body["team"]["name"] == "Default project"
    assert answer.body["team"]["api_token"].startswith("phc_")
    assert visitor.get("/api/users/@me/").body == answer.body


@pytest.mark.parametrize(
    ("change", "code", "attr"),
    [
        pytest.param({"email": "no address"}, "invalid_input", "email", id="email"),
        pytest.param({"email": None}, "invalid_input", "email", id="email null"),
        pytest.param({"first_name": "  "}, "invalid_input", "first_name", id="blank name"),
        pytest.param({"password": "short"}, "password_too_short", "password", id="short"),
        pytest.param({"password": "password1"}, "password_too_weak", "password", id="weak"),
        pytest.param({"password": "ada@example.com"}, "password_too_weak", "password", id="own"),
    ],
)
def test_a_field_that_is_wrong_is_named(
    visitor: ApiClient, change: dict[str, object], code: str, attr: str
) -> None:
    answer = visitor.post("/api/signup/", {**SIGNUP, **change})

    assert answer.status == 400
    assert (answer.body["type"], answer.body["code"]) == ("validation_error", code)
    assert answer.body["attr"] == attr
    assert visitor.get("/api/users/@me/").status == 401


def test_a_field_that_is_missing_is_required(visitor: ApiClient) -> None:
    answer = visitor.post("/api/signup/", {"first_name": "Ada"})

    assert answer.body == {
        "type": "validation_error",
        "code": "required",
        "detail": "This field is required.",
        "attr": "email",
    }


def test_an_email_address_can_sign_up_once_in_whatever_case(
    ada: ApiClient, visitor: ApiClient
) -> None:
    assert ada.get("/api/users/@me/").status == 200

    answer = visitor.post("/api/signup/", {**SIGNUP, "email": "ADA@example.com"})

    assert (answer.status, answer.body["code"], answer.body["attr"]) == (400, "unique", "email")


def test_the_right_password_signs_in(ada: ApiClient, visitor: ApiClient) -> None:
    answer = visitor.post("/api/login/", LOGIN)

    assert (answer.status, answer.body) == (200, {"success": True})
    assert visitor.get("/api/users/@me/").body == ada.get("/api/users/@me/").body


@pytest.mark.parametrize(
    "login",
    [
        pytest.param({**LOGIN, "password": "three green herons wade"}, id="wrong password"),
        pytest.param({**LOGIN, "email": "nobody@example.com"}, id="no such account"),
    ],
)
def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(
    ada: ApiClient, visitor: ApiClient, login: dict[str, str]
) -> None:
    assert ada.cookies

    answer = visitor.post("/api/login/", login)

    assert answer.status == 400
    assert answer.body == {
        "type": "validation_error",
        "code": "invalid_credentials",
        "detail": "Invalid email or password.",
        "attr": None,
    }
    assert "Set-Cookie" not in answer.headers


def test_ten_wrong_passwords_close_the_account_to_that_address(
    ada: ApiClient, visitor: ApiClient
) -> None:
    assert ada.cookies
    for _ in range(10):
        answer = visitor.post("/api/login/", {**LOGIN, "password": "wrong"})
        assert answer.body["code"] == "invalid_credentials"

    answer = visitor.post("/api/login/", LOGIN)

    assert (answer.status, answer.body["code"]) == (403, "too_many_failed_attempts")


def test_without_valkey_signing_in_still_works(ada: ApiClient, visitor: ApiClient) -> None:
    assert ada.cookies
    unreachable = replace(settings.current(), redis_url="redis://127.0.0.1:1")
    with settings.use(unreachable):
        assert visitor.post("/api/login/", {**LOGIN, "password": "wrong"}).status == 400
        assert visitor.post("/api/login/", LOGIN).status == 200


def test_signing_in_again_ends_the_session_before(ada: ApiClient) -> None:
    before = ApiClient(handle=handle, cookies=dict(ada.cookies))

    ada.post("/api/login/", LOGIN)

    assert ada.get("/api/users/@me/").status == 200
    assert before.get("/api/users/@me/").status == 401


def test_signing_out_ends_the_session_on_the_server(ada: ApiClient) -> None:
    stolen = ApiClient(handle=handle, cookies=dict(ada.cookies))

    answer = ada.post("/logout/")

    assert (answer.status, answer.body) == (200, {"success": True})
    assert ada.cookies["sessionid"] == ""
    assert stolen.get("/api/users/@me/").status == 401


def test_following_a_link_to_logout_leads_to_the_start_page(ada: ApiClient) -> None:
    answer = ada.get("/logout/")

    assert (answer.status, answer.headers["Location"]) == (302, ["/"])
    assert ada.get("/api/users/@me/").status == 401


def test_cookies_of_an_https_site_are_bound_to_its_host(visitor: ApiClient) -> None:
    with settings.use(replace(settings.current(), site_url="https://eu.example.com")):
        client = sign_up(handle, "grace")
        answer = client.post("/api/login/", {"email": "grace@example.com", "password": PASSWORD})
        lines = answer.headers["Set-Cookie"]

        assert client.get("/api/users/@me/").status == 200
    session = next(line for line in lines if line.startswith("__Host-sessionid="))
    csrf = next(line for line in lines if line.startswith("posthog_csrftoken="))
    assert {"Path=/", "HttpOnly", "Secure", "SameSite=Lax"} < set(session.split("; "))
    assert "HttpOnly" not in csrf
    assert visitor.cookies == {}
