"""The message that capture puts on the queue for one accepted request, and that ingest reads.

    request of an SDK --capture--> Envelope (JSON text, body as base64) --queue--> ingest

It carries all that decoding and the timestamp rules need, so that ingest never uses its own clock
and a redelivery, a fallback or a replay gives the same rows (sdk-protocol 2.8).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import a2b_base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import orjson

from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = 1
CLAIM_THRESHOLD_BYTES: Final = 192 * 1024
ORDINARY: Final = "events"
SLOW: Final = "events-historical"


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """One accepted request. Exactly one of ``body`` and ``claim`` is set.

    ``body`` is what the SDK sent, still compressed; ``claim`` the key of the object in bucket
    ``intake`` that holds it. ``received_at_ms`` is milliseconds since the epoch, UTC. ``team_id``
    is None when no snapshot could be read: ingest then resolves the token.

    ``queue`` is the topology name of the queue that carries it. ``headers`` are what a protocol
    says beside the body. ``left_out`` are the positions of events that capture did not take, by the
    reason; when it took none of them, the body is empty and the message only tells how many.
    ``is_shallow`` says that capture has looked, and that nothing is nested too deep to be stored.
    """

    request_id: str
    token: str
    team_id: int | None
    received_at_ms: int
    path: str
    query: Mapping[str, str]
    content_type: str
    content_encoding: str
    ip: str
    user_agent: str
    body: bytes | None
    claim: str | None
    queue: str = ORDINARY
    headers: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    is_shallow: bool = False

    @property
    def is_told_only(self) -> bool:
        """Whether nothing of the request was taken, and the message only says so."""
        return bool(self.left_out) and self.body == b"" and "data" not in self.query


def write_envelope(envelope: Envelope) -> str:
    """Return the text of the message."""
    body = None if envelope.body is None else b64encode(envelope.body).decode()
    return orjson.dumps(
        {
            "v": VERSION,
            "request_id": envelope.request_id,
            "token": envelope.token,
            "team_id": envelope.team_id,
            "received_at_ms": envelope.received_at_ms,
            "path": envelope.path,
            "query": dict(envelope.query),
            "content_type": envelope.content_type,
            "content_encoding": envelope.content_encoding,
            "ip": envelope.ip,
            "user_agent": envelope.user_agent,
            "body": body,
            "claim": envelope.claim,
            "queue": envelope.queue,
            "headers": dict(envelope.headers),
            "left_out": {
                reason: _write_positions(positions)
                for reason, positions in envelope.left_out.items()
            },
            "is_shallow": envelope.is_shallow,
        }
    ).decode()


def read_envelope(text: str) -> Envelope:
    """Return the envelope of a message; InvalidRequestError when it is not one we can read.

    Fields that were added later have their defaults in messages that are older.
    """
    try:
        value: dict[str, Any] = orjson.loads(text)
        if value["v"] != VERSION:
            raise InvalidRequestError(f"Envelope version {value['v']} is not known.")
        body = value["body"]
        return Envelope(
            request_id=value["request_id"],
            token=value["token"],
            team_id=value["team_id"],
            received_at_ms=value["received_at_ms"],
            path=value["path"],
            query=value["query"],
            content_type=value["content_type"],
            content_encoding=value["content_encoding"],
            ip=value["ip"],
            user_agent=value["user_agent"],
            body=None if body is None else a2b_base64(body, strict_mode=True),
            claim=value["claim"],
            queue=value.get("queue", ORDINARY),
            headers=value.get("headers", {}),
            left_out={
                reason: _read_positions(text) for reason, text in value.get("left_out", {}).items()
            },
            is_shallow=value.get("is_shallow", False) is True,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidRequestError("The message is not an envelope.") from error


def _write_positions(positions: tuple[int, ...]) -> str:
    """Return a bit for every event: a request may hold more of them than a message has bytes."""
    bits = bytearray(max(positions, default=0) // 8 + 1)
    for position in positions:
        bits[position // 8] |= 1 << position % 8
    return b64encode(bits).decode()


def _read_positions(text: str) -> tuple[int, ...]:
    bits = b64decode(text, validate=True)
    return tuple(at for at in range(len(bits) * 8) if bits[at // 8] >> at % 8 & 1)
