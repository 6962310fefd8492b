"""Reads one message of the queue: the request that capture accepted, and whose it is.

    Envelope --> body or claim --decode--> request --> Message: Arrival + raw events

The errors say what to do with the message: ``UNREADABLE`` ones mean that no later delivery can be
read either, TemporarilyUnavailableError and NotFoundError (a claim that is not there) that one may.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from functions.ingest.draft import Arrival
from shared import snapshot
from shared.domain.cookieless.salts import current_salts
from shared.domain.events.event_request import EventRequest
from shared.domain.events.requests import read_request
from shared.domain.events.rules import DropReason, is_nested_too_deep
from shared.domain.events.timestamps import EPOCH
from shared.errors import (
    InvalidRequestError,
    TemporarilyUnavailableError,
    TooLargeError,
    UnauthenticatedError,
)
from shared.http.body import decode_body
from shared.s3 import objects

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.domain.events.envelope import Envelope
    from shared.snapshot import SnapshotTeam

CLAIMS: Final = "intake"
UNREADABLE: Final = (InvalidRequestError, UnauthenticatedError, TooLargeError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One accepted request. ``arrival`` is None when its token belongs to no project.

    ``left_out`` says by position why capture did not take an event; of a request of which it took
    none, only that is left.
    """

    request: EventRequest
    arrival: Arrival | None
    left_out: Mapping[int, DropReason] = field(default_factory=dict)


def read_message(envelope: Envelope) -> Message:
    """Return what a message of the queue holds."""
    request = _read(envelope)
    return Message(
        request=request,
        arrival=_arrival(envelope, request),
        left_out={
            position: DropReason(reason)
            for reason, positions in envelope.left_out.items()
            for position in positions
        },
    )


def _read(envelope: Envelope) -> EventRequest:
    if envelope.is_told_only:
        return EventRequest(
            token=envelope.token, sent_at=None, historical=False, events=(), malformed=0
        )
    decoded = decode_body(
        _body(envelope),
        content_type=envelope.content_type,
        content_encoding=envelope.content_encoding,
        query=envelope.query,
    )
    return read_request(decoded, path=envelope.path, token=envelope.token, headers=envelope.headers)


def received_at(envelope: Envelope) -> datetime:
    """Return when capture accepted the request, in UTC."""
    return EPOCH + timedelta(milliseconds=envelope.received_at_ms)


def _body(envelope: Envelope) -> bytes:
    if envelope.claim is not None:
        return objects.get(CLAIMS, envelope.claim)
    return envelope.body or b""


def _arrival(envelope: Envelope, request: EventRequest) -> Arrival | None:
    """Return what the events have in common.

    A project that the snapshot no longer knows by this token gets no addresses: whether it wants
    them cannot be known any more.
    """
    team = _find_team(envelope.token)
    team_id = envelope.team_id if team is None else team.team_id
    if team_id is None:
        return None
    takes_cookieless = team is not None and team.cookieless
    return Arrival(
        request_id=envelope.request_id,
        team_id=team_id,
        path=envelope.path,
        received_at=received_at(envelope),
        sent_at=request.sent_at,
        ip=envelope.ip,
        anonymizes_ips=team is None or team.anonymize_ips,
        is_shallow=envelope.is_shallow or not is_nested_too_deep(request.events),
        user_agent=envelope.user_agent,
        timezone="UTC" if team is None else team.timezone,
        is_cookieless=takes_cookieless,
        salts=current_salts() if takes_cookieless else {},
    )


def _find_team(token: str) -> SnapshotTeam | None:
    resolution = snapshot.resolve(token)
    if resolution.is_known == "no_snapshot":
        raise TemporarilyUnavailableError("The projects cannot be read.")
    return resolution.team
