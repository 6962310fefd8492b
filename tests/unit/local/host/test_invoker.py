from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from functions.topology import Function, QueueTrigger, TaskTrigger
from local.host.hosted import Hosted, host_functions, load_handler
from local.host.invoker import Call, Invoker, UnknownFunctionError
from shared import settings
from shared.settings import read_settings

if TYPE_CHECKING:
    from local.host.context import LambdaContext
    from local.host.hosted import Handler


def make_row(name: str = "tiny", *, queue: bool = False, timeout: int = 5) -> Function:
    trigger = QueueTrigger(queue="q", batch_size=1, batching_window_seconds=0, max_concurrency=1)
    return Function(
        name=name,
        handler="tests.unit.local.host.test_invoker.echo",
        memory_mib=256,
        timeout_seconds=timeout,
        trigger=trigger if queue else TaskTrigger(),
        purpose="Tests the host.",
    )


def make_invoker(
    handler: Handler, row: Function | None = None, consumed: list[Any] | None = None
) -> Invoker:
    row = row or make_row()
    hosted = Hosted(row=row, handler=handler, settings=read_settings({"REDIS_URL": row.name}))
    seen: list[Any] = [] if consumed is None else consumed
    return Invoker({row.name: hosted}, lambda event, result: seen.append((event, result)))


def echo(event: Any, context: LambdaContext) -> object:
    return {"event": event, "name": context.function_name}


def test_a_handler_gets_the_event_and_its_context() -> None:
    def handle(event: Any, context: LambdaContext) -> object:
        left = context.get_remaining_time_in_millis()
        return event, context.aws_request_id, context.memory_limit_in_mb, 0 < left <= 5000

    result = make_invoker(handle).invoke("tiny", {"a": 1}, Call(request_id="r"))
    assert result == ({"a": 1}, "r", 256, True)


def test_the_emulators_deadline_wins() -> None:
    def handle(_event: Any, context: LambdaContext) -> object:
        return context.get_remaining_time_in_millis()

    late = Call(deadline_ms=int(time.time() * 1000) - 5)
    assert make_invoker(handle).invoke("tiny", {}, late) == 0


def test_a_handler_sees_the_settings_of_its_function() -> None:
    invoker = make_invoker(lambda _event, _context: settings.current().redis_url)
    before = settings.current()
    assert invoker.invoke("tiny", {}) == "tiny"
    assert settings.current() is before


def test_functions_that_run_at_once_do_not_see_each_others_settings() -> None:
    both = Barrier(2)

    def handle(_event: Any, _context: LambdaContext) -> object:
        both.wait(10)
        return settings.current().redis_url

    hosted = {
        name: Hosted(
            row=make_row(name), handler=handle, settings=read_settings({"REDIS_URL": name})
        )
        for name in ("one", "two")
    }
    invoker = Invoker(hosted, lambda _event, _result: None)
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda name: invoker.invoke(name, {}), hosted)) == ["one", "two"]


def test_what_a_handler_raises_is_raised() -> None:
    def handle(_event: Any, _context: LambdaContext) -> object:
        raise KeyError("no")

    with pytest.raises(KeyError):
        make_invoker(handle).invoke("tiny", {})


def test_a_batch_of_a_queue_is_reported_once_its_function_returned() -> None:
    consumed: list[Any] = []
    make_invoker(echo, make_row(queue=True), consumed).invoke("tiny", {"Records": []})
    assert consumed == [({"Records": []}, {"event": {"Records": []}, "name": "tiny"})]


def test_a_batch_whose_function_failed_is_not() -> None:
    consumed: list[Any] = []

    def handle(_event: Any, _context: LambdaContext) -> object:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        make_invoker(handle, make_row(queue=True), consumed).invoke("tiny", {})
    assert consumed == []


def test_other_invocations_are_not_reported() -> None:
    consumed: list[Any] = []
    make_invoker(echo, None, consumed).invoke("tiny", {})
    assert consumed == []


def test_a_function_that_is_not_in_the_table_is_unknown() -> None:
    with pytest.raises(UnknownFunctionError, match="huge"):
        make_invoker(echo).invoke("huge", {})


def test_a_handler_that_runs_past_its_timeout_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    make_invoker(echo, make_row(timeout=-1)).invoke("tiny", {})
    assert "past its timeout" in caplog.text


def test_functions_get_the_emulators_variables_and_ours() -> None:
    environments = {"tiny": {"HEDGEROW_QUEUE_EVENTS": "url", "REDIS_URL": "emulator"}}
    (hosted,) = host_functions([make_row()], environments, {"REDIS_URL": "ours"}).values()
    assert (hosted.settings.queues, hosted.settings.redis_url) == ({"events": "url"}, "ours")
    assert hosted.handler is load_handler("tests.unit.local.host.test_invoker.echo")
