"""The front door and the emulated API Gateway of the same instance give the same answers."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tools.emulated import emulator_of
from tools.project import sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.project import Project
    from tools.stack import Stack

# What the gateway needs to hand a body over as bytes (local-runtime 7.3).
JSON = {"Content-Type": "application/json", "Accept": "*/*"}
OF_ONE_REQUEST = (
    *("requestId", "evaluatedAt", "last_refresh", "next_allowed_client_refresh"),
    *("cache_target_age", "timings"),
)
OF_THE_ANSWER = (
    *("content-type", "cache-control", "vary", "access-control-allow-origin"),
    *("access-control-allow-credentials", "access-control-expose-headers", "www-authenticate"),
)


@pytest.fixture(scope="module")
def gateway(stack: Stack) -> str:
    return emulator_of(stack).gateway()


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Iterator[Project]:
    made = sign_up(stack.url)
    yield made
    made.http.close()


def comparable(answer: httpx.Response) -> tuple[int, Any, dict[str, str | None]]:
    """Return status, body and headers without what differs from request to request."""
    headers = {name: answer.headers.get(name) for name in OF_THE_ANSWER}
    try:
        body = answer.json()
    except ValueError:
        return answer.status_code, answer.text, headers
    if isinstance(body, dict):
        body = {name: value for name, value in body.items() if name not in OF_ONE_REQUEST}
    return answer.status_code, body, headers


def ask_both(shop: Project, gateway: str, method: str, path: str, **request: Any) -> httpx.Response:
    """Send a request through both doors; return the answer, which is that of both."""
    headers = {"Origin": "https://shop.example", **request.pop("headers", {})}
    front, behind = (
        httpx.request(method, f"{door}{path}", headers=headers, trust_env=False, **request)
        for door in (shop.url, gateway)
    )
    assert comparable(front) == comparable(behind)
    return front


def batch(shop: Project, name: str) -> bytes:
    event = {"event": name, "distinct_id": "u"}
    return json.dumps({"api_key": shop.token, "batch": [event]}).encode()


def test_events_are_accepted_by_both_doors(shop: Project, gateway: str) -> None:
    zipped = {**JSON, "Content-Encoding": "gzip"}
    text = {"Content-Type": "text/plain", "Accept": "*/*"}
    packed = gzip.compress(batch(shop, "gzip"))
    answers = [
        ask_both(shop, gateway, "POST", "/batch", content=batch(shop, "json"), headers=JSON),
        ask_both(shop, gateway, "POST", "/batch", content=packed, headers=zipped),
        ask_both(shop, gateway, "POST", "/e?compression=gzip-js", content=packed, headers=text),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    shop.wait_for_rows("SELECT uuid FROM events", count=6)
    counts = shop.rows("SELECT event, count() FROM events GROUP BY event ORDER BY event")
    assert counts == [["gzip", 4], ["json", 2]]


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (400, b"{"),
        (400, b"\x1f\x8b\x08\x00broken"),
        (401, b'{"api_key":"phc_unknown","event":"a","distinct_id":"u"}'),
        (413, b" " * 4_400_001),
    ],
)
def test_a_refusal_is_the_same(shop: Project, gateway: str, status: int, content: bytes) -> None:
    answer = ask_both(shop, gateway, "POST", "/e", content=content, headers=JSON)
    assert answer.status_code == status


def test_flags_and_configuration_are_the_same(shop: Project, gateway: str) -> None:
    body = json.dumps({"token": shop.token, "distinct_id": "u"}).encode()
    flags = ask_both(shop, gateway, "POST", "/flags?v=2&config=true", content=body, headers=JSON)
    script = ask_both(shop, gateway, "GET", f"/array/{shop.token}/config.js", headers=JSON)
    unknown = ask_both(shop, gateway, "GET", "/array/phc_unknown/config", headers=JSON)
    lists = ask_both(shop, gateway, "GET", f"/api/surveys?token={shop.token}", headers=JSON)
    codes = [answer.status_code for answer in (flags, script, unknown, lists)]
    assert codes == [200, 200, 404, 200]
    assert shop.token in script.text


def test_a_preflight_is_the_same(shop: Project, gateway: str) -> None:
    headers = {"Access-Control-Request-Headers": "content-type", **JSON}
    assert ask_both(shop, gateway, "OPTIONS", "/e", headers=headers).status_code == 200


def test_a_session_is_the_same_through_both_doors(shop: Project, gateway: str) -> None:
    account = {"email": f"gate-{shop.email}", "password": "a long enough sentence, surely"}
    signed_up = httpx.post(
        f"{gateway}/api/signup",
        json={**account, "first_name": "Gate", "organization_name": "Gate"},
        headers=JSON,
    )
    assert signed_up.status_code == 201, signed_up.text
    cookies = dict(signed_up.cookies)
    assert {"sessionid", "posthog_csrftoken"} <= set(cookies)
    headers = {**JSON, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    me = ask_both(shop, gateway, "GET", "/api/users/@me", headers=headers)
    assert me.json()["email"] == account["email"]
    assert ask_both(shop, gateway, "GET", "/api/users/@me", headers=JSON).status_code == 401


def test_a_query_is_the_same_through_both_doors(shop: Project, gateway: str) -> None:
    headers = {**JSON, "Authorization": f"Bearer {shop.api_key}"}
    node = {"kind": "HogQLQuery", "query": "SELECT 1, 'ß 🌿'"}
    for path in (f"/api/projects/{shop.id}/query", f"/api/environments/{shop.id}/query"):
        body = json.dumps({"query": node, "refresh": "force_blocking"}).encode()
        answer = ask_both(shop, gateway, "POST", path, content=body, headers=headers)
        assert answer.json()["results"] == [[1, "ß 🌿"]]
