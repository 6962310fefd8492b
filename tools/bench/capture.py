"""What accepting a request costs beyond what nobody can avoid: unpacking and parsing its body.

proxy event --capture--> 200, a message in memory        against gunzip + orjson.loads of the body
"""

from __future__ import annotations

import gzip
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import orjson

from functions.capture.app import app
from local.front.event import Request, to_event
from local.front.routes import Match
from shared import clock
from shared.snapshot import SnapshotTeam
from tools.bench.events import browser_event
from tools.bench.rows import MILLISECONDS, Goal, Row
from tools.bench.timing import interleaved
from tools.memory_aws import use_memory
from tools.queue_messages import TOKEN

if TYPE_CHECKING:
    from tools.bench.rows import Options

EVENTS: Final = 20
PATH: Final = "/batch"
GOAL: Final = Goal(of="excess", bound=0.3)
TEAM: Final = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)


class NotAcceptedError(AssertionError):
    """Capture did not answer 200: its time says nothing."""


def measure(options: Options) -> list[Row]:
    """Return one row: the handler against the least work on the same bytes."""
    now = clock.now()
    batch = [browser_event("$pageview", number, now) for number in range(EVENTS)]
    body = gzip.compress(orjson.dumps({"api_key": TOKEN, "batch": batch}))
    event = _proxy_event(body)
    with contextmanager(use_memory)() as memory:
        memory.publish(TEAM)

        def accept() -> None:
            if app(event, None)["statusCode"] != 200:
                raise NotAcceptedError
            memory.sent.clear()

        pair = interleaved(
            accept,
            lambda: orjson.loads(zlib.decompress(body, wbits=31)),
            rounds=21 if options.quick else 101,
        )
    return [
        Row(
            name="capture",
            comparison=f"handler / gunzip and parse, {EVENTS} events in {len(body):,} bytes",
            measured=pair.ours * MILLISECONDS,
            reference=pair.theirs * MILLISECONDS,
            unit="ms",
            goal=GOAL,
        )
    ]


def _proxy_event(body: bytes) -> dict[str, Any]:
    request = Request(
        method="POST",
        path=f"{PATH}/",
        query="ip=1&ver=1.300.0",
        headers=(
            ("host", "localhost:8000"),
            ("content-type", "application/json"),
            ("content-encoding", "gzip"),
            ("origin", "https://shop.example"),
            ("user-agent", "Mozilla/5.0 (Macintosh) Chrome/140"),
        ),
        body=body,
        peer="203.0.113.7",
    )
    return to_event(request, Match(function="capture", resource=PATH, parameters={}))
