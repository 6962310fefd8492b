"""Accepts one request of session snapshots and stores it in S3 as it was received.

    EdgeRequest --receive--> snapshots --check--> {team}/incoming/{day}/{session}/{request}

The object is one line of envelope (its body empty), then the body as the SDK sent it: compressed
bodies stay compressed, and everything needed to decode them is beside them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from shared.domain.events.envelope import write_envelope
from shared.domain.events.receive import receive
from shared.domain.events.resources import RECORDINGS
from shared.domain.events.rules import distinct_id
from shared.errors import InvalidRequestError, TemporarilyUnavailableError
from shared.http.exchange import json_answer
from shared.s3 import objects

if TYPE_CHECKING:
    from shared.domain.events.envelope import Envelope
    from shared.http.exchange import EdgeAnswer, EdgeRequest
    from shared.json import Json

BUCKET: Final = "recordings"
_SESSION_ID: Final = re.compile(r"[A-Za-z0-9-]{1,70}")

_logger: Final = logging.getLogger(__name__)


def handle(request: EdgeRequest) -> EdgeAnswer:
    """Answer 200 once the snapshots are stored; raise a ProductError for everything else."""
    received = receive(request)
    sessions = [
        session for event in received.events.events if (session := _snapshot_session(event))
    ]
    if not sessions:
        raise InvalidRequestError(
            "The request holds no snapshot with a distinct id, a valid $session_id and"
            " $snapshot_data.",
            code="no_usable_snapshot",
        )
    if received.team is not None and RECORDINGS in received.team.limited:
        _logger.info(
            "recording over quota",
            extra={"team_id": received.team.team_id, "snapshots": len(sessions)},
        )
        return json_answer({"status": "Ok", "quota_limited": [RECORDINGS]})
    is_anonymous = received.team is None or received.team.anonymize_ips
    envelope = replace(received.envelope, ip="") if is_anonymous else received.envelope
    _store(envelope, request.body, sessions[0])
    _logger.info(
        "recording accepted",
        extra={
            "team_id": received.envelope.team_id,
            "snapshots": len(sessions),
            "bytes": len(request.body),
        },
    )
    return json_answer({"status": "Ok"})


def _snapshot_session(event: Mapping[str, Json]) -> str | None:
    """Return the session of a snapshot, None when it lacks what the player needs.

    Source: PostHog ``rust/capture``, the validation of recordings (sdk-protocol 3.4).
    """
    properties = event.get("properties")
    if not isinstance(properties, Mapping) or not distinct_id(event):
        return None
    session = properties.get("$session_id")
    has_data = isinstance(properties.get("$snapshot_data"), list | dict)
    if not has_data or not isinstance(session, str) or not _SESSION_ID.fullmatch(session):
        return None
    return session


def _store(envelope: Envelope, body: bytes, session_id: str) -> None:
    if envelope.team_id is None:
        # Without a snapshot nobody can say whose folder this belongs in; the SDK sends it again.
        raise TemporarilyUnavailableError("The project could not be looked up.")
    day = datetime.fromtimestamp(envelope.received_at_ms / 1000, UTC).date().isoformat()
    key = f"{envelope.team_id}/incoming/{day}/{session_id}/{envelope.request_id}"
    head = write_envelope(replace(envelope, body=b"")).encode()
    objects.put(BUCKET, key, head + b"\n" + body)
