"""The emulator's door: the contract of a Lambda proxy (local-runtime 5.2, 5.3)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Any, Final

import httpx

from functions.topology import QueueTrigger
from local.host.internal import InternalDoor
from local.host.threads import Threads
from tests.unit.local.host.test_invoker import echo, make_invoker, make_row

if TYPE_CHECKING:
    from local.host.context import LambdaContext
    from local.host.hosted import Handler

HEADERS: Final = {
    "X-Amzn-Lambda-Function-Arn": "arn:aws:lambda:us-east-1:0:function:tiny",
    "X-Amzn-Lambda-Request-Id": "request-1",
    "X-Amzn-Lambda-Deadline-Ms": "1",
}


def invoke(handler: Handler | None, path: str, method: str = "POST") -> httpx.Response:
    door = InternalDoor(Threads("test", 1))
    if handler is not None:
        door.open(make_invoker(handler))

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=door)
        async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
            return await client.request(method, path, content=b'{"a": 1}', headers=HEADERS)

    return asyncio.run(run())


def test_a_result_is_json() -> None:
    answer = invoke(echo, "/invoke/tiny")
    assert (answer.status_code, answer.json()) == (200, {"event": {"a": 1}, "name": "tiny"})


def test_no_result_is_null() -> None:
    assert invoke(lambda _event, _context: None, "/invoke/tiny").text == "null"


def test_the_headers_become_the_context() -> None:
    def handle(_event: Any, context: LambdaContext) -> object:
        left = context.get_remaining_time_in_millis()
        return [context.aws_request_id, context.invoked_function_arn, left]

    expected = ["request-1", HEADERS["X-Amzn-Lambda-Function-Arn"], 0]
    assert invoke(handle, "/invoke/tiny").json() == expected


def test_an_exception_is_a_failed_invocation_with_its_type_and_message() -> None:
    def handle(_event: Any, _context: LambdaContext) -> object:
        raise ValueError("no such hedge")

    answer = invoke(handle, "/invoke/tiny")
    assert answer.status_code == 500
    assert answer.json() == {"errorMessage": "no such hedge", "errorType": "ValueError"}


def test_a_result_that_is_no_json_is_a_failed_invocation() -> None:
    assert invoke(lambda _event, _context: object(), "/invoke/tiny").status_code == 500


def test_an_unknown_function_and_an_unknown_path_are_not_found() -> None:
    assert invoke(echo, "/invoke/huge").status_code == 404
    assert invoke(echo, "/somewhere").status_code == 404
    assert invoke(echo, "/invoke/tiny", method="GET").status_code == 404


def test_an_invocation_before_the_functions_are_ready_fails() -> None:
    assert invoke(None, "/invoke/tiny").status_code == 503


def test_invocations_of_a_queue_that_gathers_go_together_and_each_hears_of_its_own() -> None:
    batches: list[list[str]] = []
    both_wait = Event()

    def handle(event: Any, _context: LambdaContext) -> object:
        batches.append([record["messageId"] for record in event["Records"]])
        assert both_wait.wait(5)
        return {"batchItemFailures": [{"itemIdentifier": "c"}]}

    door = InternalDoor(Threads("test", 1))
    trigger = QueueTrigger(queue="q", batch_size=9, batching_window_seconds=1, max_concurrency=1)
    door.open(make_invoker(handle, replace(make_row(), trigger=trigger)))

    async def run() -> list[object]:
        transport = httpx.ASGITransport(app=door)
        async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
            calls = [
                asyncio.create_task(
                    client.post("/invoke/tiny", json={"Records": [{"messageId": name}]})
                )
                for name in "abc"
            ]
            for _ in range(1000):  # nothing but the function waits for the world outside
                await asyncio.sleep(0)
            both_wait.set()
            return [answer.json()["batchItemFailures"] for answer in await asyncio.gather(*calls)]

    assert asyncio.run(run()) == [[], [], [{"itemIdentifier": "c"}]]
    assert batches == [["a"], ["b", "c"]]
