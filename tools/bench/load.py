"""How long until an accepted event is visible, under a steady load of the whole system?

    sender: requests of 20 events at a fixed pace --200--> answered
    watcher: asks for the newest requests again and again --> seen;  latency = seen - answered

Latency therefore includes the watcher's own pause and query.
"""

from __future__ import annotations

import asyncio
import gzip
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import httpx
import orjson

from shared import clock
from tools.bench.events import browser_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.project import Project

EVENTS_A_REQUEST: Final = 20
EVENT: Final = "load_step"
WATCH_SECONDS: Final = 0.2
PATIENCE_SECONDS: Final = 30.0
SQL: Final = """
    select toInt(properties.request) as request, count() as events, count(distinct uuid) as uuids
    from events
    where event = 'load_step' and timestamp >= {since} and toInt(properties.request) >= {first}
    group by request order by request limit 50000
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a run measured. Latencies are seconds from the answer to visibility, sorted."""

    requests: int
    refused: int
    stored: int
    duplicates: int
    seconds: float
    latencies: tuple[float, ...]

    def latency(self, percent: int) -> float:
        """Return a percentile of the latencies."""
        return self.latencies[min(len(self.latencies) - 1, len(self.latencies) * percent // 100)]


@dataclass(kw_only=True, slots=True)
class _Watch:
    answered: dict[int, float] = field(default_factory=dict)
    seen: dict[int, float] = field(default_factory=dict)
    counts: dict[int, tuple[int, int]] = field(default_factory=dict)
    refused: int = 0
    is_sending: bool = True


def run(project: Project, *, events_a_second: int, seconds: float) -> Outcome:
    """Send at the pace for the time, wait until everything is visible, and say what was seen."""
    return asyncio.run(_run(project, events_a_second, seconds))


async def _run(project: Project, events_a_second: int, seconds: float) -> Outcome:
    watch = _Watch()
    since = clock.now().isoformat()
    started = time.monotonic()
    async with httpx.AsyncClient(timeout=30.0) as http, asyncio.TaskGroup() as tasks:
        tasks.create_task(_watch(http, project, watch, since))
        pace = EVENTS_A_REQUEST / events_a_second
        count = round(seconds / pace)
        sends = []
        for number in range(count):
            await asyncio.sleep(max(0.0, started + number * pace - time.monotonic()))
            sends.append(tasks.create_task(_send(http, project, watch, number)))
        await asyncio.wait(sends)
        took = time.monotonic() - started
        watch.is_sending = False
    return Outcome(
        requests=count,
        refused=watch.refused,
        stored=sum(uuids for _, uuids in watch.counts.values()),
        duplicates=sum(events - uuids for events, uuids in watch.counts.values()),
        seconds=took,
        latencies=tuple(sorted(_latencies(watch))),
    )


def _latencies(watch: _Watch) -> Iterator[float]:
    for number, answered in watch.answered.items():
        if number in watch.seen:
            yield max(0.0, watch.seen[number] - answered)


async def _send(http: httpx.AsyncClient, project: Project, watch: _Watch, number: int) -> None:
    answer = await http.post(
        f"{project.url}/batch/",
        content=gzip.compress(_body(project.token, number), compresslevel=1),
        headers={"Content-Type": "application/json", "Content-Encoding": "gzip"},
    )
    if answer.status_code == httpx.codes.OK:
        watch.answered[number] = time.monotonic()
    else:
        watch.refused += 1


async def _watch(http: httpx.AsyncClient, project: Project, watch: _Watch, since: str) -> None:
    first = 0
    give_up = time.monotonic() + 3600
    while time.monotonic() < give_up:
        rows = await _newest(http, project, since, first)
        now = time.monotonic()
        for number, events, uuids in rows:
            watch.counts[number] = (events, uuids)
            if uuids == EVENTS_A_REQUEST:
                watch.seen.setdefault(number, now)
        while first in watch.seen:
            first += 1
        if not watch.is_sending:
            if watch.answered.keys() <= watch.seen.keys():
                return
            give_up = min(give_up, now + PATIENCE_SECONDS)
        await asyncio.sleep(WATCH_SECONDS)


async def _newest(
    http: httpx.AsyncClient, project: Project, since: str, first: int
) -> list[list[Any]]:
    node = {"kind": "HogQLQuery", "query": SQL, "values": {"since": since, "first": first}}
    answer = await http.post(
        f"{project.url}/api/projects/{project.id}/query/",
        json={"query": node, "refresh": "force_blocking"},
        headers={"Authorization": f"Bearer {project.api_key}"},
    )
    answer.raise_for_status()
    rows: list[list[Any]] = answer.json()["results"]
    return rows


def _body(token: str, request: int) -> bytes:
    """Return a batch like a browser's; each event says to which request it belongs."""
    now = clock.now()
    first = request * EVENTS_A_REQUEST
    batch = [
        browser_event(EVENT, first + index, now, request=request)
        for index in range(EVENTS_A_REQUEST)
    ]
    return orjson.dumps({"api_key": token, "batch": batch, "sent_at": now.isoformat()})
