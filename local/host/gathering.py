"""Joins the invocations of a queue's function: the emulator hands over ten messages at most.

    invocations of ten messages --while the function is busy--> one invocation --> each its failures

AWS gathers up to a batch size of messages in its batching window before it invokes. Here whoever
comes while the function is busy waits and goes with the next run, so a queue that is empty costs no
waiting, and one that is full is worked off in batches of the size that AWS would have made.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Records = list[dict[str, Any]]
    Run = Callable[[Records], Coroutine[Any, Any, object]]

LARGEST_PAYLOAD_BYTES: Final = 6_000_000  # what Lambda takes, and so what AWS gathers
MOST_AT_ONCE: Final = 2  # one that computes while the other waits for a store


@dataclass(frozen=True, kw_only=True, slots=True)
class _Waiting:
    """One invocation by the emulator; ``run`` becomes the run that it goes with."""

    records: Records
    size: int
    run: asyncio.Future[asyncio.Task[object]] = field(default_factory=asyncio.Future)


class Gathering:
    """The invocations of one function; used from one event loop."""

    def __init__(self, run: Run, *, most_records: int, most_at_once: int) -> None:
        """Run batches of at most ``most_records`` by ``run``, so many of them side by side."""
        self._run: Final = run
        self._most_records: Final = most_records
        self._most_at_once: Final = min(most_at_once, MOST_AT_ONCE)
        self._waiting: Final[deque[_Waiting]] = deque()
        self._running: Final[set[asyncio.Task[object]]] = set()

    async def invoke(self, records: Records, *, size: int) -> object:
        """Return what the function says of these records, or raise what it raised.

        ``size`` is the length of the invocation in bytes.
        """
        mine = _Waiting(records=records, size=size)
        self._waiting.append(mine)
        self._start()
        return _part(await (await mine.run), records)

    def _start(self) -> None:
        while self._waiting and len(self._running) < self._most_at_once:
            together = self._next()
            records = [record for one in together for record in one.records]
            task = asyncio.create_task(self._run(records))
            self._running.add(task)
            task.add_done_callback(self._ended)
            for one in together:
                one.run.set_result(task)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        self._start()

    def _next(self) -> list[_Waiting]:
        """Take those that go together: at least one, and no more than AWS would take."""
        together = [self._waiting.popleft()]
        records, size = len(together[0].records), together[0].size
        while self._waiting:
            records += len(self._waiting[0].records)
            size += self._waiting[0].size
            if records > self._most_records or size > LARGEST_PAYLOAD_BYTES:
                break
            together.append(self._waiting.popleft())
        return together


def _part(result: object, records: Records) -> object:
    """Return the part of a batch's answer that is about these records."""
    if not isinstance(result, dict) or "batchItemFailures" not in result:
        return result
    mine = {record["messageId"] for record in records}
    failures = [item for item in result["batchItemFailures"] if item["itemIdentifier"] in mine]
    return {**result, "batchItemFailures": failures}
