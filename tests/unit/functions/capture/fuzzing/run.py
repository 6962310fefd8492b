"""Sends the generator's requests to capture, in this process, and looks at all that comes of it.

seed --next_request--> capture --> status, log, messages --> Found
"""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Final

import orjson
import psutil

from functions.capture.app import app
from shared.domain.events.envelope import read_envelope
from shared.domain.events.requests import read_request
from shared.domain.events.rules import check_event
from shared.http.body import decode_body
from shared.snapshot import DropRule, SnapshotTeam
from tests.edge_client import send
from tests.unit.functions.capture.fuzzing.requests import next_request
from tests.unit.functions.capture.fuzzing.values import TOKENS
from tools.memory_aws import use_memory

if TYPE_CHECKING:
    from tools.memory_aws import MemoryAws

ALLOWED: Final = frozenset({200, 400, 401, 402, 405, 413, 415, 429})
MEGABYTE: Final = 1_000_000


@dataclass(kw_only=True, slots=True)
class Found:
    """What a run met; ``faults`` name the numbers of requests that nobody may see."""

    statuses: Counter[int] = field(default_factory=Counter)
    messages: int = 0
    faults: list[str] = field(default_factory=list)
    megabytes_warm: float = 0
    megabytes_at_end: float = 0


class _Complaints(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def run(*, count: int, seed: int) -> Found:
    """Send ``count`` requests; memory counts from a tenth of them on."""
    random, found, complaints = Random(seed), Found(), _Complaints()
    logging.getLogger().addHandler(complaints)
    logging.disable(logging.WARNING)
    try:
        with contextmanager(use_memory)() as memory:
            memory.publish(*_teams())
            for number in range(count):
                _send_next(random, number, memory, found)
                if number == count // 10:
                    found.megabytes_warm = _megabytes()
        found.faults += [f"logged: {record.getMessage()}" for record in complaints.records]
        found.megabytes_at_end = _megabytes()
        return found
    finally:
        logging.disable(logging.NOTSET)
        logging.getLogger().removeHandler(complaints)


def _send_next(random: Random, number: int, memory: MemoryAws, found: Found) -> None:
    request = next_request(random)
    answer = send(
        app,
        request.path,
        method=request.method,
        body=request.body,
        headers=request.headers,
        query=request.query,
    )
    status = answer["statusCode"]
    found.statuses[status] += 1
    if status not in ALLOWED:
        found.faults.append(f"{number}: {request.method} {request.path} answered {status}")
    for message in memory.sent:
        found.messages += 1
        is_told_only = read_envelope(message["MessageBody"]).is_told_only
        is_due = status == 200 or (is_told_only and status in {402, 429})
        if not is_due or not _is_sound(message["MessageBody"], memory):
            found.faults.append(f"{number}: {request.path} left a message that is not sound")
    memory.sent.clear()
    for place in [place for place in memory.objects if place[0] == "intake"]:
        del memory.objects[place]


def _is_sound(text: str, memory: MemoryAws) -> bool:
    """Whether ingestion can read the message, and store what capture called kept."""
    envelope = read_envelope(text)
    if envelope.is_told_only:
        return True
    body = envelope.body
    decoded = decode_body(
        memory.objects["intake", envelope.claim or ""] if body is None else body,
        content_type=envelope.content_type,
        content_encoding=envelope.content_encoding,
        query=envelope.query,
    )
    request = read_request(
        decoded, path=envelope.path, token=envelope.token, headers=envelope.headers
    )
    left_out = {at for positions in envelope.left_out.values() for at in positions}
    kept = [
        event
        for at, event in enumerate(request.events)
        if at not in left_out and check_event(event, path=envelope.path) is None
    ]
    return bool(kept) and bool(orjson.dumps(kept)) and request.token == envelope.token


def _teams() -> list[SnapshotTeam]:
    """Return a project without limits, and one of each kind of limits."""
    plain, limited, rules, slow = (
        SnapshotTeam(team_id=number, token=token, timezone="UTC", anonymize_ips=False)
        for number, token in enumerate(TOKENS, 1)
    )
    return [
        plain,
        replace(limited, limited=("events", "llm_events")),
        replace(rules, drop_rules=(DropRule(event="noise"), DropRule(distinct_id="user-1"))),
        replace(slow, events_per_minute=60),
    ]


def _megabytes() -> float:
    return psutil.Process().memory_info().rss / MEGABYTE
