"""Queues what capture could only write to S3, once the queue takes messages again.

    message of queue ``fallback``: S3 event --> object ``fallback/<request>`` --> queue ``events``

The object stays: it expires with its bucket, and a message that is delivered twice does no harm,
since the request is marked as one that ingestion may know already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

import orjson

from shared.domain.events.enqueue import enqueue
from shared.domain.events.envelope import read_envelope
from shared.s3 import objects
from shared.sqs.consume import consume

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

BUCKET: Final = "intake"
PREFIX: Final = "fallback/"


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Queue the requests of a batch; those that the queue still refuses come back later."""
    return consume(event, _replay, service="replay_fallback")


def _replay(record: SQSRecord) -> None:
    """Queue every request that one S3 event names; S3 also sends a test event that names none."""
    notice: dict[str, Any] = orjson.loads(record.body)
    keys = (unquote_plus(row["s3"]["object"]["key"]) for row in notice.get("Records", ()))
    for key in keys:
        if key.startswith(PREFIX):
            text = objects.get(BUCKET, key).decode()
            enqueue(read_envelope(text), redelivered=True)
