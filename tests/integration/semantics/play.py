"""Plays cases through the real handlers, each in a project of its own, in one of three ways.

    requests --capture--> messages --ingest--> persons, definitions --their handlers--> stores

All cases go together: the first request of each is delivered in one invocation, then the second of
each, and so on. So stores are set up once, and messages of many projects meet in a batch.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from functions.capture.app import app
from functions.definitions import handler as definitions
from functions.ingest import handler as ingest
from functions.persons import handler as persons
from shared import clock
from tests.edge_client import send
from tools.queue_messages import failed_ids, invocation, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pytest

    from tests.integration.semantics.cases import Case
    from tools.memory_aws import MemoryAws

NOON: Final = "2026-11-22T12:00:00Z"
LATER: Final = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
HEADERS: Final = {"User-Agent": "posthog-python/7.91.1", "Content-Type": "application/json"}
ADDRESS: Final = "203.0.113.7"
MOST_PASSES: Final = 10


class Way(StrEnum):
    """How the messages of a case are delivered."""

    AS_GIVEN = "as given"
    REVERSED = "in reverse order"
    TWICE = "each twice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """One case played in one way, in the project ``team_id``; ``odd`` is what capture answered."""

    case: Case
    way: Way
    team_id: int
    odd: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """The token of the project."""
        return f"phc_case_{self.team_id}"


def ways_of(case: Case) -> tuple[Way, ...]:
    """Return the ways in which a case is played; a single request has no other order."""
    if case.order or len(case.requests) == 1:
        return (Way.AS_GIVEN, Way.TWICE)
    return tuple(Way)


class Theatre:
    """Plays on the stores that the settings name and on queues in memory."""

    def __init__(self, memory: MemoryAws, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take over the clock."""
        self._memory = memory
        self._now = LATER
        monkeypatch.setattr(clock, "now", lambda: self._now)

    def play(self, plays: Sequence[Played]) -> list[Played]:
        """Play all, and return them with what was odd about the answers."""
        seen: list[Played] = []
        queued: dict[Way, list[list[str]]] = defaultdict(list)
        for played in plays:
            messages, odd = self._capture(played)
            queued[played.way].append(messages)
            seen.append(
                Played(case=played.case, way=played.way, team_id=played.team_id, odd=tuple(odd))
            )
        self._now = LATER
        for way, cases in queued.items():
            self._deliver(way, cases)
        return seen

    def _capture(self, played: Played) -> tuple[list[str], list[str]]:
        """Return the messages that capture queued for a case, and answers that are not expected."""
        messages: list[str] = []
        odd: list[str] = []
        for number, request in enumerate(played.case.requests):
            self._now = datetime.fromisoformat(request.get("received_at", NOON))
            answer = _send(request, played.token)
            if answer["statusCode"] != request.get("status", 200):
                odd.append(f"requests[{number}]: answered {answer['statusCode']} {answer['body']}")
            elif "answer" in request and json.loads(answer["body"]) != request["answer"]:
                odd.append(f"requests[{number}]: answered {answer['body']}")
            messages.extend(str(sent["MessageBody"]) for sent in self._memory.sent)
            self._memory.sent.clear()
        return messages, odd

    def _deliver(self, way: Way, cases: list[list[str]]) -> None:
        """Deliver the n-th message of every case together; what they cause is delivered then."""
        if way is Way.REVERSED:
            rounds = [*zip_longest(*(messages[::-1] for messages in cases))]
        else:
            rounds = [*zip_longest(*cases)]
        for messages in rounds:
            records = [record(text) for text in messages if text is not None]
            _invoke(ingest.handle, records)
            if way is Way.TWICE:
                again = [{**one, "attributes": {"ApproximateReceiveCount": "2"}} for one in records]
                _invoke(ingest.handle, again)
            if way is not Way.REVERSED:
                self._drain(way)
        self._drain(way)

    def _drain(self, way: Way) -> None:
        """Deliver what our functions sent each other until nothing is left."""
        for _ in range(MOST_PASSES):
            sent = [*self._memory.sent]
            self._memory.sent.clear()
            if not sent:
                return
            for queue, handle in (("persons", persons.handle), ("definitions", definitions.handle)):
                texts = [str(one["MessageBody"]) for one in sent if one["QueueUrl"] == queue]
                if way is Way.REVERSED:
                    texts.reverse()
                times = 2 if way is Way.TWICE and queue == "definitions" else 1
                for _ in range(times):
                    _invoke(handle, [record(text) for text in texts])
            strays = {one["QueueUrl"] for one in sent} - {"persons", "definitions"}
            assert not strays, f"nobody reads {strays}"
        raise AssertionError("The queues do not run empty.")


def _invoke(
    handle: Callable[[dict[str, Any], object], Mapping[str, Any]], records: list[dict[str, Any]]
) -> None:
    if records:
        failed = failed_ids(handle(invocation(*records), None))
        texts = [one["body"][:300] for one in records if one["messageId"] in failed]
        assert not texts, f"messages failed: {texts}"


def _send(request: Mapping[str, Any], token: str) -> dict[str, Any]:
    """Send a request; ``{token}`` stands for that of the project wherever it is written."""
    address = {"X-Forwarded-For": request.get("ip", ADDRESS)}
    query = _filled(request.get("query", {}), token)
    return send(
        app,
        request.get("path", "/batch/"),
        method=request.get("method", "POST"),
        body=b"" if "data" in query else json.dumps(_filled(_body(request), token)).encode(),
        headers={**HEADERS, **address, **_filled(request.get("headers", {}), token)},
        query=query or None,
    )


def _body(request: Mapping[str, Any]) -> Any:
    """Return the body of a request; one that only names its batch has that of a server's SDK."""
    if "body" in request:
        return request["body"]
    beside = {
        name: request[name] for name in ("sent_at", "historical_migration") if name in request
    }
    return {"api_key": "{token}", "batch": request["batch"], **beside}


def _filled(value: Any, token: str) -> Any:
    if isinstance(value, str):
        return value.replace("{token}", token)
    if isinstance(value, list):
        return [_filled(item, token) for item in value]
    if isinstance(value, dict):
        return {name: _filled(item, token) for name, item in value.items()}
    return value


def plays_of(cases: Sequence[Case], *, first_team: int) -> Iterator[Played]:
    """Yield every case in each of its ways, each with a project of its own."""
    wanted = [(case, way) for case in cases for way in ways_of(case)]
    for number, (case, way) in enumerate(wanted):
        yield Played(case=case, way=way, team_id=first_team + number)
