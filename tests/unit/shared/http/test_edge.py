"""The front of the edge gives every view its own request, however many run at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from shared.http.edge import EdgeApp, edge_route
from shared.http.exchange import EdgeAnswer, EdgeRequest, show_as_json
from tests.edge_client import PEER, send
from tests.proxy_events import proxy_event

THREADS = 4
DEADLINE_SECONDS = 20


def echo(request: EdgeRequest) -> EdgeAnswer:
    """Answer what was asked."""
    said = f"{request.path_parameters.get('name')} {request.body.decode()} {request.ip}"
    return EdgeAnswer(status=200, content_type="text/plain", body=said)


def app_of(view: Any = echo) -> EdgeApp:
    """Return an app with one view."""
    app = EdgeApp("test")
    edge_route(app, "/say", "POST", view=view, show_error=show_as_json)
    edge_route(app, "/say/{name}", "GET", view=view, show_error=show_as_json)
    return app


def test_a_view_sees_its_request_as_values() -> None:
    seen: list[EdgeRequest] = []

    def remember(request: EdgeRequest) -> EdgeAnswer:
        seen.append(request)
        return echo(request)

    headers = {"X-Name": "value", "CONTENT-TYPE": "any/thing"}
    send(app_of(remember), "/say/", body=b"\x00\xff", headers=headers, query={"a": "1"})
    request = seen[0]
    assert (request.method, request.path, request.body) == ("POST", "/say", b"\x00\xff")
    assert (request.headers["x-name"], request.headers["content-type"]) == ("value", "any/thing")
    assert (request.query, request.ip) == ({"a": "1"}, PEER)


def test_a_resource_may_have_parameters() -> None:
    answer = send(
        app_of(), "/say/ann", resource="/say/{name}", method="GET", path_parameters={"name": "ann"}
    )
    assert answer["body"].startswith("ann ")


def test_an_event_of_something_else_is_a_defect() -> None:
    event = proxy_event("POST", "/say")
    event["requestContext"] = {"http": {"method": "POST"}}
    with pytest.raises(KeyError):
        app_of()(event, None)


def test_views_that_run_at_once_see_their_own_requests() -> None:
    meeting = Barrier(THREADS)

    def meet(request: EdgeRequest) -> EdgeAnswer:
        meeting.wait(DEADLINE_SECONDS)
        return echo(request)

    app = app_of(meet)
    bodies = [str(number).encode() for number in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda body: send(app, "/say", body=body), bodies))
    assert [answer["body"].split()[1] for answer in answers] == ["0", "1", "2", "3"]


def test_a_defect_in_a_view_is_answered_and_readable() -> None:
    def fail(_request: EdgeRequest) -> EdgeAnswer:
        raise KeyError("secret")

    answer = send(app_of(fail), "/say", body=b"x", headers={"Origin": "https://a.example"})
    assert answer["statusCode"] == 500
    assert "secret" not in answer["body"]
    assert answer["headers"]["Access-Control-Allow-Origin"] == "https://a.example"
