"""Batches of the size that AWS makes, out of invocations of ten messages."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from local.host.gathering import LARGEST_PAYLOAD_BYTES, Gathering

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from local.host.gathering import Records


def records(*names: str) -> Records:
    return [{"messageId": name} for name in names]


class Function:
    """Runs when it is let, and remembers what it was given."""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        self.batches: list[list[str]] = []
        self.let = asyncio.Event()
        self._answer = answer if answer is not None else {"batchItemFailures": []}

    async def run(self, batch: Records) -> object:
        self.batches.append([record["messageId"] for record in batch])
        await self.let.wait()
        return self._answer


async def invoke_all(gathering: Gathering, function: Function, *batches: Records) -> list[object]:
    """Invoke one after the other, and let the function run once all are there."""
    calls: list[Coroutine[Any, Any, object]] = [
        gathering.invoke(batch, size=100) for batch in batches
    ]
    tasks = [asyncio.create_task(call) for call in calls]
    await asyncio.sleep(0)
    function.let.set()
    return await asyncio.gather(*tasks)


def test_the_first_invocation_runs_at_once_and_those_that_come_meanwhile_go_together() -> None:
    async def run() -> list[list[str]]:
        function = Function()
        gathering = Gathering(function.run, most_records=10)
        await invoke_all(gathering, function, records("a"), records("b", "c"), records("d"))
        return function.batches

    assert asyncio.run(run()) == [["a"], ["b", "c", "d"]]


def test_a_batch_is_no_larger_than_the_trigger_allows() -> None:
    async def run() -> list[list[str]]:
        function = Function()
        gathering = Gathering(function.run, most_records=2)
        await invoke_all(gathering, function, records("a"), records("b", "c"), records("d"))
        return function.batches

    assert asyncio.run(run()) == [["a"], ["b", "c"], ["d"]]


def test_a_batch_is_no_larger_than_an_invocation_may_be() -> None:
    async def run() -> list[list[str]]:
        function = Function()
        gathering = Gathering(function.run, most_records=100)
        size = LARGEST_PAYLOAD_BYTES // 2 + 1
        tasks = [
            asyncio.create_task(gathering.invoke(records(name), size=size)) for name in ("a", "b")
        ]
        tasks.append(asyncio.create_task(gathering.invoke(records("c"), size=10)))
        await asyncio.sleep(0)
        function.let.set()
        await asyncio.gather(*tasks)
        return function.batches

    assert asyncio.run(run()) == [["a"], ["b", "c"]]


def test_one_runs_at_a_time() -> None:
    async def run() -> int:
        running = most = 0

        async def count(_batch: Records) -> object:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1
            return None

        gathering = Gathering(count, most_records=1)
        await asyncio.gather(*(gathering.invoke(records(name), size=1) for name in "abcdef"))
        return most

    assert asyncio.run(run()) == 1


def test_everybody_hears_of_the_failures_among_their_own_messages_alone() -> None:
    async def run() -> list[object]:
        failures = [{"itemIdentifier": name} for name in ("a", "c")]
        function = Function({"batchItemFailures": failures})
        gathering = Gathering(function.run, most_records=10)
        return await invoke_all(gathering, function, records("x"), records("a", "b"), records("c"))

    nothing, first, second = asyncio.run(run())
    assert nothing == {"batchItemFailures": []}
    assert first == {"batchItemFailures": [{"itemIdentifier": "a"}]}
    assert second == {"batchItemFailures": [{"itemIdentifier": "c"}]}


def test_what_a_run_raises_reaches_all_that_went_with_it_and_the_next_run_begins() -> None:
    async def run() -> list[object]:
        calls: list[int] = []

        async def fail_twice(batch: Records) -> object:
            calls.append(len(batch))
            await asyncio.sleep(0)
            if len(calls) <= 2:
                raise ValueError("no such hedge")
            return {"batchItemFailures": []}

        gathering = Gathering(fail_twice, most_records=2)
        tasks = [gathering.invoke(records(name), size=1) for name in "abcd"]
        answers = await asyncio.gather(*tasks, return_exceptions=True)
        assert calls == [1, 2, 1]
        return [type(answer) for answer in answers]

    assert asyncio.run(run()) == [ValueError, ValueError, ValueError, dict]


def test_a_function_that_answers_nothing_answers_nothing_to_everybody() -> None:
    async def run() -> object:
        async def answer(_batch: Records) -> object:
            return None

        return await Gathering(answer, most_records=1).invoke(records("a"), size=1)

    assert asyncio.run(run()) is None


def test_every_message_is_run_once() -> None:
    async def run() -> list[str]:
        function = Function()
        gathering = Gathering(function.run, most_records=3)
        batches = [records(f"{number}-a", f"{number}-b") for number in range(20)]
        await invoke_all(gathering, function, *batches)
        return sorted(name for batch in function.batches for name in batch)

    assert asyncio.run(run()) == sorted(f"{n}-{x}" for n in range(20) for x in "ab")
