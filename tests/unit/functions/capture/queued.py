"""Reads what capture has queued as ingestion does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.events.envelope import read_envelope
from shared.domain.events.requests import read_request
from shared.http.body import decode_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json
    from tools.memory_aws import MemoryAws


def queued_events(memory: MemoryAws) -> tuple[Mapping[str, Json], ...]:
    """Return the events of the first message."""
    envelope = read_envelope(memory.sent[0]["MessageBody"])
    decoded = decode_body(
        envelope.body or b"",
        content_type=envelope.content_type,
        content_encoding=envelope.content_encoding,
        query=envelope.query,
    )
    return read_request(decoded, path=envelope.path).events
