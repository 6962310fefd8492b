"""What every endpoint has in common: paths, errors, request ids, several requests at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from functions.api.app import handle
from shared import settings
from shared.postgres import connect
from tests.api_client import ApiClient, sign_up
from tests.proxy_events import LambdaContext, proxy_event, read_answer

if TYPE_CHECKING:
    from tests.integration.site import Bucket

USERS = 4
ROUNDS = 15


@pytest.mark.parametrize("path", ["/api/users/@me", "/api/users/@me/"])
def test_a_path_may_end_with_a_slash_or_not(ada: ApiClient, path: str) -> None:
    assert ada.get(path).status == 200


def test_an_unknown_path_is_not_found(ada: ApiClient) -> None:
    answer = ada.get("/api/nothing/")

    assert answer.status == 404
    assert answer.body == {
        "type": "invalid_request",
        "code": "not_found",
        "detail": "Endpoint not found.",
        "attr": None,
    }


def test_a_method_that_an_endpoint_does_not_have_is_refused(ada: ApiClient) -> None:
    answer = ada.send("PUT", "/api/projects/@current/", body={})

    assert (answer.status, answer.body["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == ["GET, PATCH"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{", id="json"),
        pytest.param(b"\xff\xfe", id="not text"),
        pytest.param(b'{"email": NaN}', id="nan"),
        pytest.param(b"[" * 100_000, id="deep"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(visitor: ApiClient, body: bytes) -> None:
    answer = visitor.post("/api/login/", body)

    assert answer.status == 400
    assert (answer.body["type"], answer.body["code"]) == ("validation_error", "parse_error")


def test_a_body_that_is_no_object_is_refused(visitor: ApiClient) -> None:
    assert visitor.post("/api/login/", b"[1]").status == 400
    assert visitor.post("/api/login/").status == 400


def test_a_body_of_another_type_is_refused(visitor: ApiClient) -> None:
    answer = visitor.post("/api/login/", b"<x/>", headers={"Content-Type": "text/xml"})

    assert (answer.status, answer.body["code"]) == (415, "unsupported_media_type")


def test_who_is_not_allowed_learns_nothing_about_the_body(visitor: ApiClient) -> None:
    assert visitor.post("/api/projects/", {"name": 1}).status == 401


def test_every_answer_carries_the_id_of_its_request(site: Bucket) -> None:
    assert site
    event = proxy_event("GET", "/api/users/@me/")

    answer = read_answer(handle(event, LambdaContext()))

    assert answer.headers["X-Request-Id"] == [event["requestContext"]["requestId"]]
    assert answer.headers["Cache-Control"] == ["no-store"]


def test_a_null_byte_in_a_name_is_refused(ada: ApiClient) -> None:
    answer = ada.patch("/api/projects/@current/", {"name": "a\x00b"})

    assert (answer.status, answer.body["code"]) == (400, "invalid_input")


def test_users_in_many_threads_never_see_each_other(site: Bucket) -> None:
    assert site
    clients = [sign_up(handle, name) for name in ("ada", "bob", "cyd", "dee")]
    expected = [client.get("/api/users/@me/").body for client in clients]
    current = settings.current()
    together = threading.Barrier(USERS * 2)

    def read_often(number: int) -> None:
        client = ApiClient(handle=handle, cookies=dict(clients[number % USERS].cookies))
        own = expected[number % USERS]
        project = own["team"]["id"]
        with settings.use(current):
            together.wait(timeout=30)
            for _ in range(ROUNDS):
                assert client.get("/api/users/@me/").body["email"] == own["email"]
                assert client.get(f"/api/projects/{project}/").body == own["team"]
                assert client.get(f"/api/nothing/{number}").status == 404
                renamed = client.patch("/api/users/@me/", {"last_name": own["email"]}).body
                assert renamed == {**own, "last_name": own["email"]}
        connect.close()

    with ThreadPoolExecutor(USERS * 2) as pool:
        for done in [pool.submit(read_often, number) for number in range(USERS * 2)]:
            done.result(timeout=120)
