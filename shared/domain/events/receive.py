"""Receives one request of events at the edge: reads it, says whose it is, wraps it for the queue.

    EdgeRequest --decode--> events --token--> project --> Received: the events and their Envelope

Capture and recordings begin alike; they differ in what they do with it. The address travels also
for projects that anonymise: ingestion locates it, and then leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shared import clock, ids
from shared.access.project_tokens import bearer_token, find_team
from shared.domain.events import analytics_v1
from shared.domain.events.envelope import ORDINARY, SLOW, Envelope
from shared.domain.events.requests import READERS, read_request
from shared.http.body import decode_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.events.event_request import EventRequest
    from shared.http.exchange import EdgeRequest
    from shared.snapshot import SnapshotTeam

# What decoding and the timestamp rules need of the query (sdk-protocol 2.2).
_QUERY: Final = frozenset({"data", "compression", "ver", "_", "sent_at"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """A readable request of a project. The envelope holds the body as it was sent.

    ``team`` is None when no snapshot could be read to say whose it is.
    """

    events: EventRequest
    envelope: Envelope
    team: SnapshotTeam | None


def receive(request: EdgeRequest) -> Received:
    """Return the events of a request and its envelope.

    TooLargeError, InvalidRequestError or UnauthenticatedError when it cannot be accepted.
    """
    token = bearer_token(request.headers) if request.path in READERS else ""
    headers = _headers(request)
    decoded = decode_request(request)
    events = read_request(decoded, path=request.path, token=token, headers=headers)
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
        ip=request.ip,
        user_agent=request.headers.get("user-agent", ""),
        body=request.body,
        claim=None,
        queue=SLOW if events.historical else ORDINARY,
        headers=headers,
    )
    return Received(events=events, envelope=envelope, team=team)


def _headers(request: EdgeRequest) -> Mapping[str, str]:
    """Return what of the headers belongs to the protocol of the path."""
    if request.path != analytics_v1.PATH:
        return {}
    return {name: request.headers[name] for name in analytics_v1.HEADERS if name in request.headers}
