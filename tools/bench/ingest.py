"""How close ingestion comes to ClickHouse's own limit: rows a second of one core.

messages --ingest--> sealed object --insert--> rows          against the second arrow alone

Each round takes in a batch of its own, then inserts the bytes that it sealed once more under
another token. S3 and the queues are in memory, ClickHouse is the embedded one, merges wait.

Trap: half of what is measured is Python itself. Lambda's CPython and that of the distributions are
built with their profile (PGO); one that was not, as pyenv builds it, takes a tenth off the ratio.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import zstandard

from functions.ingest.handler import handle
from shared import clock, settings
from shared.clickhouse import connect
from shared.clickhouse.insert import insert_now
from shared.clickhouse.migrate import migrate
from shared.snapshot import SnapshotTeam
from tools.bench.events import browser_event
from tools.bench.rows import Goal, Row
from tools.bench.timing import pair_of, timed
from tools.memory_aws import use_memory
from tools.queue_messages import TOKEN, Accepted, invocation, record

if TYPE_CHECKING:
    from tools.bench.rows import Options
    from tools.memory_aws import MemoryAws

EVENTS: Final = 10_000
EVENTS_A_MESSAGE: Final = 20
GOAL: Final = Goal(of="ratio", bound=0.4, is_least=True)
TEAM: Final = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)


class NotIngestedError(AssertionError):
    """A batch did not become one object: its time says nothing."""


def measure(options: Options) -> list[Row]:
    """Return one row: ingestion against the insert of what it sealed."""
    rounds = 5 if options.quick else 15
    with TemporaryDirectory() as folder, contextmanager(use_memory)() as memory:
        memory.publish(TEAM)
        stored = replace(settings.current(), clickhouse_url=f"chdb://{folder}")
        with settings.use(stored):
            migrate(connect.client())
            connect.client().command("SYSTEM STOP MERGES")
            _round(memory, 0)  # not counted: it warms both up
            pair = pair_of([_round(memory, number) for number in range(1, rounds + 1)])
            connect.close()
    return [
        Row(
            name="ingest",
            comparison=f"handler / bare insert of the sealed bytes, {EVENTS:,} events a batch",
            measured=EVENTS / pair.ours,
            reference=EVENTS / pair.theirs,
            unit="rows/s",
            goal=GOAL,
        )
    ]


def _round(memory: MemoryAws, number: int) -> tuple[float, float]:
    """Return the seconds of the processor that ingestion took, and those of the insert alone."""
    batch = _batch(number)
    before = set(memory.objects)
    started = time.process_time()
    response = handle(batch, None)
    ours = time.process_time() - started
    sealed = set(memory.objects) - before
    waiting = [message for message in memory.sent if "clickhouse-load" in message["QueueUrl"]]
    memory.sent.clear()
    if response["batchItemFailures"] or len(sealed) != 1 or waiting:
        raise NotIngestedError
    content = zstandard.ZstdDecompressor().decompress(memory.objects.pop(sealed.pop()))
    return ours, timed(partial(insert_now, content, f"bare-{number}"))


def _batch(number: int) -> dict[str, Any]:
    now = clock.now()
    first = number * EVENTS
    return invocation(
        *(
            record(
                Accepted(
                    events=[
                        browser_event("$pageview", start + place, now - timedelta(seconds=place))
                        for place in range(EVENTS_A_MESSAGE)
                    ],
                    received_at=now,
                    request_id=f"request-{start}",
                    sent_at=now.isoformat(),
                ).message()
            )
            for start in range(first, first + EVENTS, EVENTS_A_MESSAGE)
        )
    )
