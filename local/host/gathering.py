"""Joins the invocations of a queue's function: the emulator hands over ten messages at most.

    invocations of ten messages --while the function is busy--> one invocation --> each its failures

AWS gathers up to a batch size of messages in its batching window before it invokes. Here whoever
comes while the function is busy waits and goes with the next run, so a queue that is empty costs no
waiting, and one that is full is worked off in batches of the size that AWS would have made.

One run at a time: two would share one interpreter, and copies of a message that met in them side by
side would both be new to the store.
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Waiting:
    """One invocation by the emulator; ``run`` becomes the run that it goes with."""

    records: Records
    size: int
    run: asyncio.Future[asyncio.Task[object]] = field(default_factory=asyncio.Future)


class Gathering:
    """The invocations of one function; used from one event loop."""

    def __init__(self, run: Run, *, most_records: int) -> None:
        """Run batches of at most ``most_records`` by ``run``, one after the other."""
        self._run: Final = run
        self._most_records: Final = most_records
        self._waiting: Final[deque[_Waiting]] = deque()
        self._running: asyncio.Task[object] | None = None

    async def invoke(self, records: Records, *, size: int) -> object:
        """Return what the function says of these records, or raise what it raised.

        ``size`` is the length of the invocation in bytes.
        """
        mine = _Waiting(records=records, size=size)
        self._waiting.append(mine)
        self._start()
        return _part(await (await mine.run), records)

    def _start(self) -> None:
        if self._running is not None or not self._waiting:
            return
        together = self._next()
        records = [record for one in together for record in one.records]
        task = self._running = asyncio.create_task(self._run(records))
        task.add_done_callback(self._ended)
        for one in together:
            one.run.set_result(task)

    def _ended(self, _task: asyncio.Task[object]) -> None:
        self._running = None
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
