"""Queues what capture could only write to S3, once the queue takes messages again.

    message of queue ``fallback``: S3 event --> object ``fallback/<request>`` --> queue ``events``

The object stays: it expires with its bucket, and a message that is delivered twice does no harm,
since the request is marked as one that ingestion may know already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

import orjson
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)

from shared.domain.events.enqueue import enqueue
from shared.domain.events.envelope import read_envelope
from shared.logs import logger
from shared.s3 import objects

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext

BUCKET: Final = "intake"
PREFIX: Final = "fallback/"

_logger: Final = logger("replay_fallback")


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Queue the requests of a batch; the messages that failed are delivered again."""
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    response = process_partial_response(event, _replay, processor, context)
    _logger.info(
        "fallback replayed",
        extra={
            "messages": len(event["Records"]),
            "failed": len(response["batchItemFailures"]),
        },
    )
    return response


def _replay(record: SQSRecord) -> None:
    """Queue every request that one S3 event names; S3 also sends a test event that names none."""
    notice: dict[str, Any] = orjson.loads(record.body)
    keys = (unquote_plus(row["s3"]["object"]["key"]) for row in notice.get("Records", ()))
    for key in keys:
        if key.startswith(PREFIX):
            text = objects.get(BUCKET, key).decode()
            enqueue(read_envelope(text), redelivered=True)
