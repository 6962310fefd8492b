"""Makes durable what is kept of a request, and tells ingestion what is not.

Received + Verdict --take--> message on the ordinary or the slow queue, or none
"""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from functions.capture.rates import Rates
from functions.capture.store import store
from shared.domain.events.envelope import ORDINARY, SLOW

if TYPE_CHECKING:
    from functions.capture.judge import Verdict
    from shared.domain.events.envelope import Envelope
    from shared.domain.events.receive import Received

rates: Final = Rates()

_logger: Final = logging.getLogger(__name__)


def take(received: Received, verdict: Verdict, *, is_within_rate: bool) -> None:
    """Return once what is kept cannot be lost any more.

    TemporarilyUnavailableError when no store took it. What is above the project's rate takes the
    slow queue: it is stored as surely, only later.
    """
    envelope, left_out = received.envelope, verdict.left_out
    if verdict.kept:
        queue = envelope.queue if is_within_rate else SLOW
        is_shallow = verdict.is_shallow
        envelope = replace(envelope, left_out=left_out, queue=queue, is_shallow=is_shallow)
        store(envelope)
    elif left_out:
        store(_telling(envelope, verdict))
    _logger.info(
        "request accepted",
        extra={
            "team_id": envelope.team_id,
            "events": verdict.kept,
            "dropped": dict(verdict.dropped),
            "slow": envelope.queue != ORDINARY,
            "bytes": len(received.envelope.body or b""),
        },
    )


def is_within_rate(received: Received, verdict: Verdict) -> bool:
    """Whether the project stays within its rate with the events that are kept."""
    return rates.take(received.team, verdict.kept, now=time.monotonic())


def _telling(envelope: Envelope, verdict: Verdict) -> Envelope:
    """Return a message without a body: nothing is kept but how many events were left out."""
    return replace(envelope, body=b"", query={}, left_out=verdict.left_out)
