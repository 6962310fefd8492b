"""Messages as the queues deliver them to our functions."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import orjson

from shared.domain.events.envelope import Envelope, write_envelope
from shared.domain.events.rules import is_nested_too_deep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shared.json import Json

TOKEN: Final = "phc_" + "a" * 43


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """A request that capture accepted; the defaults are those of an ordinary one."""

    events: Sequence[Mapping[str, Json]]
    received_at: datetime
    request_id: str = "request-1"
    team_id: int | None = 1
    token: str = TOKEN
    sent_at: str | None = None
    path: str = "/batch/"
    ip: str = "203.0.113.7"

    @property
    def body(self) -> bytes:
        """The body as an SDK sent it."""
        content: dict[str, Any] = {"api_key": self.token, "batch": self.events}
        if self.sent_at is not None:
            content["sent_at"] = self.sent_at
        return zlib.compress(orjson.dumps(content), wbits=31)

    def message(self, *, claim: str | None = None) -> str:
        """The message of the queue, with the body in it or, given a claim, without."""
        return write_envelope(
            Envelope(
                request_id=self.request_id,
                token=self.token,
                team_id=self.team_id,
                received_at_ms=int(self.received_at.timestamp() * 1000),
                path=self.path,
                query={},
                content_type="application/json",
                content_encoding="gzip",
                ip=self.ip,
                user_agent="posthog-python/7.91.1",
                body=self.body if claim is None else None,
                claim=claim,
                is_shallow=not is_nested_too_deep(self.events),
            )
        )


def record(
    body: str, *, receives: int = 1, attributes: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A record of an SQS event."""
    return {
        "messageId": str(uuid4()),
        "receiptHandle": "handle",
        "body": body,
        "attributes": {"ApproximateReceiveCount": str(receives)},
        "messageAttributes": {
            name: {"dataType": "String", "stringValue": value}
            for name, value in (attributes or {}).items()
        },
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:events",
    }


def invocation(*records: dict[str, Any]) -> dict[str, Any]:
    """The event of a function that a queue triggers."""
    return {"Records": list(records)}


def failed_ids(response: Mapping[str, Any]) -> set[str]:
    """The messages that a function reported as failed."""
    return {item["itemIdentifier"] for item in response["batchItemFailures"]}
