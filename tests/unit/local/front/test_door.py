"""The whole public door, without a network: requests in, answers out."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from threading import Event
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from local.front.door import MOST_BYTES, Behind, FrontDoor
from local.front.files import Files
from local.front.gateway import Gateway
from local.front.routes import read_routes
from local.host.hosted import Hosted
from local.host.invoker import Invoker
from local.host.threads import Threads
from shared.settings import read_settings
from tests.unit.local.host.test_invoker import make_row
from tests.unit.local.templates import api_stack

if TYPE_CHECKING:
    from pathlib import Path

    from local.emulator.assembly import Stack
    from local.host.context import LambdaContext
    from local.host.hosted import Handler

ORIGIN = {"Origin": "https://shop.example"}
SECONDS = 10.0


def handle(event: Any, _context: LambdaContext) -> object:
    """Answer with what the path asks for."""
    if event["path"].startswith("/fail"):
        raise ValueError(event["path"])
    if event["path"].startswith("/wrong"):
        return {"no": "status"}
    if event["path"].startswith("/binary"):
        return {"statusCode": 200, "body": b64encode(b"\0\1").decode(), "isBase64Encoded": True}
    return {"statusCode": 200, "body": f"{event['httpMethod']} {event['path']} {event['body']}"}


def open_door(folder: Path, stack: Stack, handlers: dict[str, Handler]) -> FrontDoor:
    """Return a door to the functions of ``stack``, with two threads for each."""
    (folder / "dist").mkdir()
    (folder / "dist" / "index.html").write_text("<html></html>")
    hosted = {
        name: Hosted(row=make_row(name), handler=handler, settings=read_settings({}))
        for name, handler in handlers.items()
    }
    door = FrontDoor()
    door.open(
        Behind(
            routes=read_routes([stack]),
            gateway=Gateway({"Access-Control-Allow-Origin": "method.request.header.Origin"}),
            files=Files(static=folder / "static", dashboard=folder / "dist"),
            invoker=Invoker(hosted, lambda _event, _result: None),
            threads={name: Threads(name, 2) for name in handlers},
        )
    )
    return door


@pytest.fixture
def door(tmp_path: Path) -> FrontDoor:
    verbs = {"GET": "tiny", "POST": "tiny"}
    stack = api_stack(dict.fromkeys(("/echo", "/fail", "/wrong", "/binary"), verbs))
    return open_door(tmp_path, stack, {"tiny": handle})


def ask(door: FrontDoor, method: str, path: str, **request: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=door)
        async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
            return await client.request(method, path, **request)

    return asyncio.run(run())


def test_a_declared_path_reaches_its_function(door: FrontDoor) -> None:
    answer = ask(door, "POST", "/echo/", content=b"\xff")
    assert (answer.status_code, answer.text) == (200, "POST /echo/ /w==")


def test_a_function_that_hangs_keeps_no_request_of_another_out(tmp_path: Path) -> None:
    may_end = Event()

    def hang(_event: Any, _context: LambdaContext) -> object:
        assert may_end.wait(SECONDS)
        return {"statusCode": 200, "body": "late"}

    stack = api_stack({"/slow": {"GET": "slow"}, "/echo": {"GET": "tiny"}})
    door = open_door(tmp_path, stack, {"slow": hang, "tiny": handle})

    async def run() -> list[str]:
        transport = httpx.ASGITransport(app=door)
        async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
            late = [asyncio.create_task(client.get("/slow")) for _ in range(5)]
            quick = await asyncio.wait_for(client.get("/echo"), SECONDS)
            may_end.set()
            return [quick.text, *{answer.text for answer in await asyncio.gather(*late)}]

    assert asyncio.run(run()) == ["GET /echo None", "late"]


def test_binary_answers_are_bytes(door: FrontDoor) -> None:
    assert ask(door, "GET", "/binary").content == b"\0\1"


@pytest.mark.parametrize("path", ["/fail", "/wrong"])
def test_a_function_that_breaks_is_a_502_that_browsers_may_read(door: FrontDoor, path: str) -> None:
    answer = ask(door, "GET", path, headers=ORIGIN)
    assert answer.status_code == 502
    assert answer.json() == {"message": "Internal server error"}
    assert answer.headers["access-control-allow-origin"] == ORIGIN["Origin"]


def test_a_body_above_the_gateways_ceiling_is_refused(door: FrontDoor) -> None:
    answer = ask(door, "POST", "/echo", content=b"x" * (MOST_BYTES + 1), headers=ORIGIN)
    assert answer.status_code == 413
    assert answer.headers["access-control-allow-origin"] == ORIGIN["Origin"]


def test_any_other_page_is_the_dashboard(door: FrontDoor) -> None:
    assert ask(door, "GET", "/insights").text == "<html></html>"


def test_asking_for_the_head_of_a_page_sends_no_body(door: FrontDoor) -> None:
    answer = ask(door, "HEAD", "/insights")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(("method", "path"), [("GET", "/x.js"), ("POST", "/insights")])
def test_what_is_neither_route_nor_file_is_not_found(
    door: FrontDoor, method: str, path: str
) -> None:
    assert ask(door, method, path).status_code == 404


def test_a_door_that_is_not_open_names_what_it_waits_for() -> None:
    door = FrontDoor()
    door.waiting_for.append("PostgreSQL")
    answer = ask(door, "GET", "/_readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "starting", "waiting_for": ["PostgreSQL"]}
    assert ask(door, "POST", "/batch/").status_code == 503


def test_a_door_that_is_not_open_is_alive() -> None:
    assert ask(FrontDoor(), "GET", "/_livez").json() == {"status": "ok"}


@pytest.mark.parametrize("method", ["HEAD", "DELETE"])
def test_a_path_of_the_api_without_that_verb_is_refused_and_no_page(
    door: FrontDoor, method: str
) -> None:
    answer = ask(door, method, "/echo/", headers=ORIGIN)
    assert answer.status_code == 403
    assert answer.headers["access-control-allow-origin"] == ORIGIN["Origin"]
