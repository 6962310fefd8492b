"""Sends events as an SDK does: ``POST /batch/`` with gzip, and again when the answer says later."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import httpx

    from local.demo.visit import Event

BATCH: Final = 250
AT_A_TIME: Final = 4
PAUSES_SECONDS: Final = (0.5, 1, 2, 4, 8, 16)
_COMPRESSION: Final = 3
_LATER: Final = (429, 502, 503, 504)


class DemoRefusedError(Exception):
    """The capture API did not take the demo's events."""


async def send_events(
    http: httpx.AsyncClient,
    token: str,
    events: Sequence[Event],
    sent: Callable[[int], None],
) -> None:
    """Send all events, some requests at a time; ``sent`` hears how many each request took."""
    gate = asyncio.Semaphore(AT_A_TIME)

    async def send(batch: Sequence[Event]) -> None:
        async with gate:
            await _send(http, token, batch)
            sent(len(batch))

    async with asyncio.TaskGroup() as requests:
        for batch in _batches(events):
            requests.create_task(send(batch))


async def _send(http: httpx.AsyncClient, token: str, batch: Sequence[Event]) -> None:
    content = orjson.dumps({"api_key": token, "batch": batch})
    body = await asyncio.to_thread(gzip.compress, content, _COMPRESSION)
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    for pause in PAUSES_SECONDS:
        answer = await http.post("/batch/", content=body, headers=headers)
        if answer.is_success:
            return
        if answer.status_code not in _LATER:
            raise DemoRefusedError(f"The demo was refused: {answer.status_code} {answer.text}")
        await asyncio.sleep(pause)
    raise DemoRefusedError("The demo's events were not taken in time.")


def _batches(events: Sequence[Event]) -> Iterator[Sequence[Event]]:
    for start in range(0, len(events), BATCH):
        yield events[start : start + BATCH]
