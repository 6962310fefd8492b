"""Accepts one request of events: 200 means that it is durable, and nothing else does.

    EdgeRequest --receive--> events --judge--> kept, dropped --take--> {"status": "Ok"}

Bad events are only counted here; the request travels as it was sent, and ingestion drops the same
events by the same rules. PostHog refuses the whole request instead, which loses the good events:
SDKs do not send again after a 400 (sdk-protocol 3.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.capture.judge import judge
from functions.capture.take import is_within_rate, take
from shared.domain.events.receive import receive
from shared.errors import InvalidRequestError
from shared.http.exchange import json_answer

if TYPE_CHECKING:
    from functions.capture.judge import Verdict
    from shared.http.exchange import EdgeAnswer, EdgeRequest
    from shared.json import Json


def handle(request: EdgeRequest) -> EdgeAnswer:
    """Answer 200 once the events are durable; raise a ProductError for everything else.

    What is over quota is no error: SDKs would send it again and again.
    """
    received = receive(request)
    verdict = judge(received.events, path=request.path, team=received.team)
    if not verdict.kept and not verdict.left_out:
        _check_faults(verdict)
    take(received, verdict, is_within_rate=is_within_rate(received, verdict))
    content: dict[str, Json] = {"status": "Ok"}
    if verdict.limited:
        content["quota_limited"] = list(verdict.limited)
    return json_answer(content)


def _check_faults(verdict: Verdict) -> None:
    """Raise InvalidRequestError when the client did something wrong in what it sent."""
    dropped = verdict.dropped
    if any(reason.is_fault for reason in dropped):
        reasons = ", ".join(sorted(dropped))
        raise InvalidRequestError(
            f"No event of the request can be kept: {reasons}.", code="no_usable_event"
        )
