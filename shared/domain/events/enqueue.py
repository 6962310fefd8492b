"""Puts an accepted request on its queue: capture does at once, the fallback does later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.events.envelope import write_envelope
from shared.sqs.send import send

if TYPE_CHECKING:
    from shared.domain.events.envelope import Envelope


def enqueue(envelope: Envelope, *, redelivered: bool = False) -> None:
    """Return once the request is durable; TemporarilyUnavailableError when it is not.

    ``redelivered`` says that ingestion may have seen the request before, and has to look.
    """
    team = "" if envelope.team_id is None else str(envelope.team_id)
    attributes = {
        "request_id": envelope.request_id,
        "token": envelope.token,
        "team_id": team,
        "received_at_ms": str(envelope.received_at_ms),
        "redelivered": "1" if redelivered else "",
    }
    send(
        envelope.queue,
        write_envelope(envelope),
        group=team or envelope.token,
        attributes=attributes,
    )
