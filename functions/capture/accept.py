"""Accepts one request of events: 200 means that it is durable, and nothing else does.

    EdgeRequest --receive--> events --rules--> kept, dropped --store--> {"status": "Ok"}

Bad events are only counted here; the request travels as it was sent, and ingestion drops the same
events by the same rules. PostHog refuses the whole request instead, which loses the good events:
SDKs do not send again after a 400 (sdk-protocol 3.1).
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Final

from functions.capture.store import store
from shared.domain.events.receive import receive
from shared.domain.events.rules import DropReason, check_event
from shared.errors import InvalidRequestError
from shared.http.exchange import json_answer

if TYPE_CHECKING:
    from shared.domain.events.requests import EventRequest
    from shared.http.exchange import EdgeAnswer, EdgeRequest

_logger: Final = logging.getLogger(__name__)


def handle(request: EdgeRequest) -> EdgeAnswer:
    """Answer 200 once the events are durable; raise a ProductError for everything else."""
    received = receive(request)
    dropped = _count_dropped(received.events, request.path)
    kept = len(received.events.events) + received.events.malformed - dropped.total()
    if kept:
        store(received.envelope)
    elif any(reason.is_fault for reason in dropped):
        reasons = ", ".join(sorted(dropped))
        raise InvalidRequestError(
            f"No event of the request can be kept: {reasons}.", code="no_usable_event"
        )
    _logger.info(
        "request accepted",
        extra={
            "team_id": received.envelope.team_id,
            "events": kept,
            "dropped": dict(dropped),
            "bytes": len(request.body),
        },
    )
    return json_answer({"status": "Ok"})


def _count_dropped(request: EventRequest, path: str) -> Counter[DropReason]:
    reasons = (check_event(event, path=path) for event in request.events)
    dropped = Counter(reason for reason in reasons if reason is not None)
    if request.malformed:
        dropped[DropReason.NOT_AN_OBJECT] = request.malformed
    return dropped
