"""Receives one request of events at the edge: reads it, says whose it is, wraps it for the queue.

    EdgeRequest --decode--> events --token--> project --> Received: the events and their Envelope

Capture and recordings begin alike; they differ in what they do with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shared import clock, ids
from shared.access.project_tokens import find_team
from shared.domain.events.envelope import Envelope
from shared.domain.events.requests import EventRequest, read_request
from shared.http.body import decode_request

if TYPE_CHECKING:
    from shared.http.exchange import EdgeRequest

# What decoding and the timestamp rules need of the query (sdk-protocol 2.2).
_QUERY: Final = frozenset({"data", "compression", "ver", "_", "sent_at"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """A readable request of a project. The envelope holds the body as it was sent."""

    events: EventRequest
    envelope: Envelope


def receive(request: EdgeRequest) -> Received:
    """Return the events of a request and its envelope.

    TooLargeError, InvalidRequestError or UnauthenticatedError when it cannot be accepted.
    """
    events = read_request(decode_request(request), path=request.path)
    team = find_team(events.token)
    envelope = Envelope(
        request_id=str(ids.uuid7()),
        token=events.token,
        team_id=team.team_id if team else None,
        received_at_ms=int(clock.now().timestamp() * 1000),
        path=request.path,
        query={name: value for name, value in request.query.items() if name in _QUERY},
        content_type=request.headers.get("content-type", ""),
        content_encoding=request.headers.get("content-encoding", ""),
        ip="" if team and team.anonymize_ips else request.ip,
        user_agent=request.headers.get("user-agent", ""),
        body=request.body,
        claim=None,
    )
    return Received(events=events, envelope=envelope)
