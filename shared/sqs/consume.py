"""Handles a batch of messages; those that fail come back alone, later and later.

    Records --work(record)--> done, or postponed and reported as failed

Work that is cheaper for many messages than for each takes all at once, and one by one when that
fails, so that no message holds up another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from shared.logs import facts_of, logger
from shared.sqs.postpone import postpone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse


def consume(
    event: dict[str, Any], work: Callable[[SQSRecord], None], *, service: str
) -> PartialItemFailureResponse:
    """Return which messages to deliver again: those for which ``work`` raised.

    A message that fails every time ends on the queue's dead-letter queue.
    """
    processor, failed = _run(event["Records"], work, service=service)
    postponed = postpone(failed)
    logger(service).info(
        "messages handled",
        extra={
            "messages": len(event["Records"]) - len(failed),
            "failed": len(failed),
            "postponed": postponed,
        },
    )
    return processor.response()


def consume_together(
    event: dict[str, Any], work: Callable[[Sequence[SQSRecord]], None], *, service: str
) -> PartialItemFailureResponse:
    """Return which messages to deliver again: those for which ``work`` raised, given them alone."""
    records = [SQSRecord(one) for one in event["Records"]]
    if len(records) > 1:
        all_of_them = _Together(work, records)
        processor, failed = _run(event["Records"][:1], all_of_them, service=service)
        if not failed:
            logger(service).info("messages handled together", extra={"messages": len(records)})
            return processor.response()
    return consume(event, lambda record: work([record]), service=service)


class _Together:
    """Work on all records, whichever of them is asked for."""

    def __init__(
        self, work: Callable[[Sequence[SQSRecord]], None], records: Sequence[SQSRecord]
    ) -> None:
        self._work = work
        self._records = records

    def __call__(self, record: SQSRecord) -> None:
        del record
        self._work(self._records)


def _run(
    records: list[dict[str, Any]], work: Callable[[SQSRecord], None], *, service: str
) -> tuple[BatchProcessor, list[SQSRecord]]:
    """Work on the records, whatever they do, and return those that failed."""
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    with processor(records, work):
        results = processor.process()
    for _, failure, _ in processor.exceptions:
        logger(service).warning("message failed", extra=facts_of(failure))
    return processor, [record for status, _, record in results if status != "success"]
