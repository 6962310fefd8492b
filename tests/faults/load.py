"""Clients that send without end and do not give up: what they were told is what must be stored.

    batch of events --POST--> 200: accepted      no answer, or 503: the same batch again, as SDKs do

Each person comes without a name and is then known by one, so that events also say who belongs
together, and what the first and the last word about somebody is.
"""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, Final

import httpx

from shared import clock
from tests.e2e.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.project import Project

SENDERS: Final = 4
BATCH: Final = 10
PEOPLE: Final = 6  # of each sender
PAUSE_SECONDS: Final = 0.05
ANSWER_SECONDS: Final = 30.0
GIVE_UP_SECONDS: Final = 120.0
RETRIED: Final = frozenset({429, 500, 502, 503, 504})
STEP: Final = timedelta(milliseconds=10)  # between two events of a sender


def _began_at() -> datetime:
    return clock.now() - timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What accepted events said of a person."""

    first: str
    last: str


@dataclass(kw_only=True)
class Load:
    """What was offered to an instance, and what it said it accepted; may be read at any time.

    ``repeats`` says whether a batch that got no answer is sent again, with the same uuids.
    """

    project: Project
    repeats: bool = True
    pause_seconds: float = PAUSE_SECONDS
    offered: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    people: dict[str, Told] = field(default_factory=dict)
    repeated: int = 0
    began_at: datetime = field(default_factory=_began_at)
    _ending: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def sending(self, senders: int = SENDERS) -> Iterator[Load]:
        """Send inside the block; afterwards every batch under way is answered, or given up."""
        with ThreadPoolExecutor(senders) as threads:
            running = [threads.submit(self._send, number) for number in range(senders)]
            try:
                yield self
            finally:
                self._ending.set()
        for sender in running:
            sender.result()

    def wait_for_more(self, events: int, *, seconds: float = 60.0) -> None:
        """Return once so many more events are accepted."""
        wanted = len(self.accepted) + events
        what = f"{events} more accepted events"
        eventually(lambda: len(self.accepted) >= wanted, what=what, seconds=seconds)

    def _send(self, sender: int) -> None:
        number = 0
        with httpx.Client(timeout=ANSWER_SECONDS, trust_env=False) as http:
            while not self._ending.wait(self.pause_seconds):
                self._deliver(http, self._events(sender, number))
                number += 1

    def _deliver(self, http: httpx.Client, events: list[dict[str, Any]]) -> None:
        """Send a batch until it is accepted."""
        ids = {event["uuid"] for event in events}
        with self._lock:
            self.offered |= ids
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while not self._is_accepted(http, events):
            assert time.monotonic() < deadline, f"nobody answered for {GIVE_UP_SECONDS:.0f} s"
            if not self.repeats:
                return
            with self._lock:
                self.repeated += 1
            time.sleep(PAUSE_SECONDS)
        with self._lock:
            self.accepted |= ids
            for event in events:
                self._note(event["$set"]["name"], event["$set"]["last"])

    def _is_accepted(self, http: httpx.Client, events: list[dict[str, Any]]) -> bool:
        body = {"api_key": self.project.token, "batch": events}
        try:
            answer = http.post(f"{self.project.url}/batch/", json=body)
        except httpx.HTTPError:
            return False
        assert answer.status_code == 200 or answer.status_code in RETRIED, answer.text
        return answer.status_code == 200

    def _events(self, sender: int, number: int) -> list[dict[str, Any]]:
        person, turn = f"{sender}-{number % PEOPLE}", number // PEOPLE
        places = range(number * BATCH, (number + 1) * BATCH)
        events = [self._event(person, place, is_known=turn > 0 and place % 2) for place in places]
        if turn == 1:
            events[0] |= {"event": "$identify", "distinct_id": f"known {person}"}
            events[0]["properties"] = {"$anon_distinct_id": f"visitor {person}"}
        return events

    def _event(self, person: str, place: int, *, is_known: int) -> dict[str, Any]:
        word = f"{place:08}"
        return {
            "event": "load",
            "uuid": str(uuid.uuid4()),
            "distinct_id": f"known {person}" if is_known else f"visitor {person}",
            "timestamp": (self.began_at + place * STEP).isoformat(),
            "properties": {"place": place},
            "$set": {"name": person, "last": word},
            "$set_once": {"first": word},
        }

    def _note(self, name: str, word: str) -> None:
        known = self.people.get(name, Told(first=word, last=word))
        self.people[name] = Told(first=min(known.first, word), last=max(known.last, word))
