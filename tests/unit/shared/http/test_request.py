"""Reading a proxy v1 event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared import settings
from shared.errors import InvalidRequestError
from shared.http.request import read_request, session_cookie_name, site_url
from tests.proxy_events import proxy_event


def test_names_of_headers_are_in_lower_case() -> None:
    request = read_request(proxy_event("get", "/api/x/?a=1", headers={"X-CSRFToken": "t"}))

    assert (request.method, request.path) == ("GET", "/api/x/")
    assert request.headers["x-csrftoken"] == "t"
    assert request.query == {"a": "1"}
    assert request.ip == "127.0.0.1"


def test_a_body_is_decoded_from_base64() -> None:
    assert read_request(proxy_event("POST", "/", body={"a": "ü"})).body == '{"a": "\\u00fc"}'
    assert read_request(proxy_event("POST", "/", body="ü")).body == "ü"
    assert read_request(proxy_event("POST", "/")).body == ""


def test_a_body_that_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="UTF-8"):
        read_request(proxy_event("POST", "/", body=b"\xff"))


def test_a_cookie_that_is_malformed_does_not_hide_the_session() -> None:
    cookie = 'ph_phc_x_posthog={"a": [1]}; bare; sessionid=secret; posthog_csrftoken=a=b'

    request = read_request(proxy_event("GET", "/", headers={"Cookie": cookie}))

    assert request.session == "secret"
    assert request.cookies["posthog_csrftoken"] == "a=b"


@pytest.mark.parametrize(
    ("headers", "query", "body", "key"),
    [
        pytest.param({"Authorization": "Bearer phx_h"}, "phx_q", "phx_b", "phx_h", id="header"),
        pytest.param({"Authorization": "bearer phx_h"}, None, None, "phx_h", id="lower case"),
        pytest.param({}, "phx_q", "phx_b", "phx_b", id="body before query"),
        pytest.param({"Authorization": "Basic eDp5"}, "phx_q", None, "phx_q", id="query"),
        pytest.param({"Authorization": "Bearer "}, None, None, None, id="empty"),
        pytest.param({}, None, None, None, id="none"),
    ],
)
def test_the_first_key_that_is_presented_counts(
    headers: dict[str, str], query: str | None, body: str | None, key: str | None
) -> None:
    url = "/api/x/" if query is None else f"/api/x/?personal_api_key={query}"
    content = None if body is None else {"personal_api_key": body}

    assert read_request(proxy_event("POST", url, headers=headers, body=content)).api_key == key


@pytest.mark.parametrize("body", ['["personal_api_key"]', '{"personal_api_key": 1}', "{"])
def test_a_body_without_a_key_presents_none(body: str) -> None:
    assert read_request(proxy_event("POST", "/", body=body)).api_key is None


@pytest.mark.parametrize(
    ("site_url", "name"),
    [("https://eu.example.com", "__Host-sessionid"), ("http://localhost:8000", "sessionid")],
)
def test_the_session_cookie_is_bound_to_the_host_where_there_is_tls(
    site_url: str, name: str
) -> None:
    with settings.use(replace(settings.read_settings({}), site_url=site_url)):
        assert session_cookie_name() == name


def test_behind_a_cdn_the_address_is_the_one_it_was_asked_under() -> None:
    event = proxy_event("GET", "/api/users/@me/", headers={"X-Hedgerow-Host": "d1.example"})
    with settings.use(settings.read_settings({"HEDGEROW_SITE_URL": ""})):
        assert site_url(read_request(event)) == "https://d1.example"
        assert session_cookie_name() == "__Host-sessionid"


def test_a_configured_address_is_not_taken_from_a_header() -> None:
    event = proxy_event("GET", "/api/users/@me/", headers={"X-Hedgerow-Host": "d1.example"})
    with settings.use(settings.read_settings({"HEDGEROW_SITE_URL": "http://localhost:8000"})):
        assert site_url(read_request(event)) == "http://localhost:8000"
        assert session_cookie_name() == "sessionid"
