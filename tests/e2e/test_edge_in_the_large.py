"""Whatever is sent to the running front door is accepted or refused in words, and harms nobody."""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64encode
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest
import zstandard

from functions.capture.app import PATHS
from functions.topology import FUNCTIONS, HttpTrigger
from shared.http.body import FORM_CONTENT_TYPE
from tests.unit.functions.capture.test_bad_input import (
    BAD_EVENTS,
    CORPUS,
    GOOD,
    STRANGE_EVENTS,
    TOKEN,
)
from tools.project import sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.project import Project
    from tools.stack import Stack

ORIGIN: Final = "https://shop.example"
SDK_FUNCTIONS: Final = ("capture", "recordings", "flags", "remote_config")
SDK_ROUTES: Final = tuple(
    (route.path, method)
    for function in FUNCTIONS
    if function.name in SDK_FUNCTIONS and isinstance(function.trigger, HttpTrigger)
    for route in function.trigger.routes
    for method in route.methods
)
NOT_JSON: Final = ("nothing", "broken gzip", "broken json", "10,000 levels", "nul", "a bomb")
STRANGE_HEADERS: Final[tuple[dict[bytes, bytes], ...]] = (
    {b"Authorization": b"Bearer \xff\xfe"},
    {b"Authorization": b"Bearer " + b"x" * 7000},
    {b"Cookie": b"sessionid=%00\xff; posthog_csrftoken=\xfe"},
    {b"X-Forwarded-For": b"\xff, , 1.2.3.4:x"},
    {b"User-Agent": b"\xff" * 3000},
    {b"Origin": b"\xff"},
    {b"Content-Type": b"\xff; charset=\xff"},
    {b"Accept": b"text/xml;q=\xff"},
)
STRANGE_PATHS: Final = (
    "/%00",
    "/api/%2e%2e/%00/",
    "/api/projects/%ff%00/",
    "/api/projects/99999999999999999999999/",
    "/api/organizations/%00/",
    "/api/projects/?limit=-1&offset=99999999999999999999",
    "/api/surveys?token=%00%ff",
    "/array/%ff%fe/config.js",
    "/static/%00",
    "/?%00=%ff&&&=",
)


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Iterator[Project]:
    """One project for all the bad input; it leaves the instance as healthy as it was."""
    made = sign_up(stack.url)
    yield made
    assert made.http.get(f"{stack.url}/_readyz").status_code == 200
    made.http.close()


def send(
    project: Project,
    path: str,
    body: bytes = b"",
    *,
    method: str = "POST",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """Send a request as a page of another site does; its answer must be readable there."""
    answer = project.http.request(
        method, f"{project.url}{path}", content=body, headers={"Origin": ORIGIN, **(headers or {})}
    )
    assert answer.headers["access-control-allow-origin"] == ORIGIN, path
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert answer.status_code < 500
    return answer


def with_slash(path: str, position: int) -> str:
    return f"{path}/" if position % 2 else path


def event(name: str, project: Project) -> bytes:
    """Return a request of one event."""
    return json.dumps({"api_key": project.token, "event": name, "distinct_id": "u"}).encode()


@pytest.mark.parametrize("name", CORPUS)
def test_a_bad_request_is_refused_as_documented_on_every_path(shop: Project, name: str) -> None:
    status, body = CORPUS[name]
    body = body.replace(TOKEN.encode(), shop.token.encode())
    for position, path in enumerate((*PATHS, "/s")):
        answer = send(shop, with_slash(path, position), body)
        assert answer.status_code == status, path
        assert answer.text
    for path in ("/flags/?v=2", "/decide/?v=3"):
        assert send(shop, path, body).status_code in {400, 401, 413}


def test_the_good_events_of_a_request_are_stored_whatever_lies_beside_them(
    project: Project,
) -> None:
    bad = ",".join(text for text, _ in BAD_EVENTS.values())
    strange = ",".join(STRANGE_EVENTS.values())
    batch = f"{GOOD},{bad},{strange},{GOOD}"
    body = f'{{"api_key":"{project.token}","batch":[{batch}]}}'.encode()
    for position, path in enumerate(PATHS[:3]):
        assert send(project, with_slash(path, position), body).status_code == 200
    expected = 3 * (2 + len(STRANGE_EVENTS))
    project.wait_for_rows("SELECT uuid FROM events", count=expected)
    assert project.rows("SELECT count(), countIf(event = 'good') FROM events") == [[expected, 6]]
    # What no row can hold is replaced and not lost.
    replaced = project.rows("SELECT DISTINCT event FROM events WHERE event LIKE 'a_' ORDER BY 1")
    assert ["a\ufffd"] in replaced


def test_an_event_arrives_in_whatever_it_is_wrapped(project: Project) -> None:
    form = {"Content-Type": FORM_CONTENT_TYPE}
    plain = {"Content-Type": "text/plain"}

    def wrapped(name: str) -> bytes:
        return b64encode(event(name, project))

    def encoded(path: str, name: str, body: bytes) -> httpx.Response:
        headers = {"Content-Encoding": name, "Content-Type": "application/json"}
        return send(project, path, body, headers=headers)

    brotli: Any = import_module("brotli")  # it has no types
    answers = [
        send(project, "/e/", event("plain", project), headers=plain),
        send(project, "/e", gzip.compress(event("gzip", project)), headers=plain),
        send(project, "/e/?compression=gzip-js", gzip.compress(event("gzip-js", project))),
        encoded("/batch", "gzip", gzip.compress(event("gzip said", project))),
        encoded("/e", "deflate", zlib.compress(event("deflate", project))),
        encoded("/e", "br", brotli.compress(event("br", project))),
        encoded("/e", "zstd", zstandard.compress(event("zstd", project))),
        encoded("/e", "x-unknown", event("unknown", project)),
        send(project, "/e/?compression=base64", wrapped("base64"), headers=plain),
        send(project, "/e/?ver=1.96.1", b"data=" + wrapped("form").replace(b"+", b"%2B"),
             headers=form),
        send(project, "/capture/", b"data=" + wrapped("form with spaces").replace(b"+", b" ")
             + b"&compression=base64", headers=form),
        send(project, f"/e/?data={wrapped('pixel').decode()}", method="GET"),
        send(project, f"/track?{httpx.QueryParams(data=event('pixel of text', project).decode())}",
             method="GET"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert {answer.text for answer in answers} == {'{"status":"Ok"}'}
    rows = project.wait_for_rows("SELECT event, count() FROM events GROUP BY 1", count=len(answers))
    assert sorted(map(tuple, rows)) == [
        (name, 1)
        for name in (
            *("base64", "br", "deflate", "form", "form with spaces", "gzip", "gzip said"),
            *("gzip-js", "pixel", "pixel of text", "plain", "unknown", "zstd"),
        )
    ]


@pytest.mark.parametrize(("path", "method"), SDK_ROUTES)
def test_every_sdk_route_answers_alike_with_and_without_a_slash(
    shop: Project, path: str, method: str
) -> None:
    path = path.replace("{token}", shop.token)
    body = b"{" if method == "POST" else b""
    answers = [send(shop, f"{path}{slash}", body, method=method) for slash in ("", "/")]
    assert answers[0].status_code == answers[1].status_code in {200, 400, 401, 415}
    is_flags = path in {"/flags", "/decide"} and method == "GET"  # each has its own request id
    assert is_flags or answers[0].text == answers[1].text
    assert {answer.headers["vary"] for answer in answers} == {"Origin"}


@pytest.mark.parametrize("path", sorted({path for path, _ in SDK_ROUTES}))
def test_every_sdk_route_answers_preflights(shop: Project, path: str) -> None:
    asked = "content-type, x-posthog-trace"
    headers = {"Access-Control-Request-Headers": asked, "Access-Control-Request-Method": "POST"}
    for slash in ("", "/"):
        answer = send(
            shop, path.replace("{token}", shop.token) + slash, method="OPTIONS", headers=headers
        )
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-headers"] == asked
        assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_wrong_method_is_refused_as_api_gateway_does(shop: Project, method: str) -> None:
    for path in (*PATHS, "/s", "/flags", "/decide", f"/array/{shop.token}/config.js"):
        answer = send(shop, path, b"{}", method=method)
        assert (answer.status_code, answer.json()["message"]) == (
            403,
            "Missing Authentication Token",
        )


@pytest.mark.parametrize(
    ("status", "path", "body"),
    [
        (200, "/flags/?v=2", '{"token":"%s","distinct_id":"u"}'),
        (400, "/e/", "{"),
        (401, "/e/", '{"api_key":"phc_unknown","event":"a","distinct_id":"u"}'),
        (401, "/flags/?v=2", '{"token":"phc_unknown","distinct_id":"u"}'),
        (413, "/e/", "x" * 4_500_000),
        (413, "/batch/", "x" * 10_500_000),  # the gateway's own refusal
    ],
)
def test_a_page_of_another_site_can_read_an_answer_of_any_status(
    shop: Project, status: int, path: str, body: str
) -> None:
    answer = send(shop, path, body.replace("%s", shop.token).encode())
    assert answer.status_code == status
    assert "retry-after" in answer.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize("name", NOT_JSON)
@pytest.mark.parametrize("path", ["/api/login/", "/api/signup/", "/api/projects/{id}/query/"])
def test_the_api_refuses_what_is_no_request(shop: Project, path: str, name: str) -> None:
    answer = shop.http.post(
        f"{shop.url}{path.replace('{id}', str(shop.id))}",
        content=CORPUS[name][1],
        headers={"Authorization": f"Bearer {shop.api_key}", "Content-Type": "application/json"},
    )
    assert answer.status_code == 400
    assert set(answer.json()) >= {"type", "code", "detail", "attr"}


@pytest.mark.parametrize("headers", STRANGE_HEADERS, ids=str)
def test_strange_headers_are_ignored(shop: Project, headers: dict[bytes, bytes]) -> None:
    me = shop.http.get(f"{shop.url}/api/users/@me/", headers=headers)
    assert me.status_code == 401
    body = event("strange headers", shop)
    assert shop.http.post(f"{shop.url}/e/", content=body, headers=headers).status_code == 200


@pytest.mark.parametrize("path", STRANGE_PATHS)
def test_strange_paths_lead_nowhere(shop: Project, path: str) -> None:
    headers = {"Authorization": f"Bearer {shop.api_key}"}
    answer = shop.http.get(f"{shop.url}{path}", headers=headers)
    is_page = "<html" in answer.text
    assert is_page or answer.status_code in {400, 401, 403, 404}
