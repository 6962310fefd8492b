"""Handles a batch of messages one by one: those that fail come back alone, later and later.

Records --work(record)--> done, or postponed and reported as failed
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType

from shared.logs import facts_of, logger
from shared.sqs.postpone import postpone

if TYPE_CHECKING:
    from collections.abc import Callable

    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


def consume(
    event: dict[str, Any], work: Callable[[SQSRecord], None], *, service: str
) -> PartialItemFailureResponse:
    """Return which messages to deliver again: those for which ``work`` raised.

    A message that fails every time ends on the queue's dead-letter queue.
    """
    log = logger(service)
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    with processor(event["Records"], work):
        results = processor.process()
    for _, failure, _ in processor.exceptions:
        log.warning("message failed", extra=facts_of(failure))
    failed: list[SQSRecord] = [record for status, _, record in results if status != "success"]
    postponed = postpone(failed)
    log.info(
        "messages handled",
        extra={
            "messages": len(results) - len(failed),
            "failed": len(failed),
            "postponed": postponed,
        },
    )
    return processor.response()
