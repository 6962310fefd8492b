"""Makes an accepted request durable, by the first step of the ladder that holds.

Envelope --> queue ``events`` (body above the threshold first to S3)
         --> S3 ``fallback/`` when the queue fails --> TemporarilyUnavailableError
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from shared.domain.events.enqueue import enqueue
from shared.domain.events.envelope import CLAIM_THRESHOLD_BYTES, write_envelope
from shared.errors import TemporarilyUnavailableError
from shared.s3 import objects

if TYPE_CHECKING:
    from shared.domain.events.envelope import Envelope

BUCKET: Final = "intake"

_logger: Final = logging.getLogger(__name__)


def store(envelope: Envelope) -> None:
    """Return once the request cannot be lost any more.

    TemporarilyUnavailableError when neither the queue nor S3 took it: the SDK sends it again.
    """
    envelope = _check_in(envelope)
    try:
        enqueue(envelope)
    except TemporarilyUnavailableError:
        objects.put(BUCKET, f"fallback/{envelope.request_id}", write_envelope(envelope).encode())
        _logger.warning("request stored in the fallback", extra={"team_id": envelope.team_id})


def _check_in(envelope: Envelope) -> Envelope:
    """Return an envelope small enough for a message: a big body is replaced by its claim."""
    body = envelope.body
    if body is None or len(body) <= CLAIM_THRESHOLD_BYTES:
        return envelope
    claim = f"claims/{envelope.request_id}"
    objects.put(BUCKET, claim, body)
    return replace(envelope, body=None, claim=claim)
