"""Accepts one request of events: 200 means that it is durable, and nothing else does.

    EdgeRequest --receive--> events --judge--> kept, dropped --take--> {"status": "Ok"}

Bad events are only counted here; the request travels as it was sent, and ingestion drops the same
events by the same rules. PostHog refuses the whole request instead, which loses the good events:
SDKs do not send again after a 400 (sdk-protocol 3.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from functions.capture.judge import judge
from functions.capture.take import is_within_rate, take
from shared.domain.events import ai_parts
from shared.domain.events.receive import receive
from shared.errors import InvalidRequestError, ThrottledError
from shared.http.exchange import json_answer

if TYPE_CHECKING:
    from functions.capture.judge import Verdict
    from shared.http.exchange import EdgeAnswer, EdgeRequest

RETRY_AFTER_SECONDS: Final = 3600


def handle(request: EdgeRequest) -> EdgeAnswer:
    """Answer 200 once the events are durable; raise a ProductError for everything else.

    What is over quota is no error: SDKs would send it again and again.
    """
    received = receive(request)
    verdict = judge(received.events, path=request.path, team=received.team)
    if not verdict.kept and not verdict.left_out:
        _check_faults(verdict)
    take(received, verdict, is_within_rate=is_within_rate(received, verdict))
    if not verdict.limited:
        return json_answer({"status": "Ok"})
    if request.path == ai_parts.PATH:  # whose clients know 429, and nothing of quota_limited
        raise ThrottledError("The quota is used up.", retry_after_seconds=RETRY_AFTER_SECONDS)
    return json_answer({"status": "Ok", "quota_limited": list(verdict.limited)})


def _check_faults(verdict: Verdict) -> None:
    """Raise InvalidRequestError when the client did something wrong in what it sent."""
    dropped = verdict.dropped
    if any(reason.is_fault for reason in dropped):
        reasons = ", ".join(sorted(dropped))
        raise InvalidRequestError(
            f"No event of the request can be kept: {reasons}.", code="no_usable_event"
        )
