"""Ingestion: messages of accepted requests become rows.

A message is done when its rows are sealed and either inserted or pointed at, or when it has been
set aside because it can never be read. Every other message is delivered again.
"""

from __future__ import annotations

import gc
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from functions.ingest.batch import store, take_in
from functions.ingest.log import log
from shared.errors import NotFoundError
from shared.logs import facts_of
from shared.sqs.postpone import postpone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse

    from functions.ingest.batch import Stored, Taken


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Take a batch of messages in and report those to deliver again."""
    with _without_collections():
        return _handle(event)


@contextmanager
def _without_collections() -> Iterator[None]:
    """Keep Python from looking for cycles: parsed events hold none, and looking costs a fifth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _handle(event: dict[str, Any]) -> PartialItemFailureResponse:
    started = time.monotonic()
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    with processor(event["Records"], take_in):
        results = processor.process()
    for _, failure, _ in processor.exceptions:
        log.warning("message not taken in", extra=facts_of(failure))
    batch: list[Taken] = [result for status, result, _ in results if status == "success"]
    response = processor.response()
    stored = store(batch)
    response["batchItemFailures"].extend(
        {"itemIdentifier": message_id} for message_id in stored.failed
    )
    refused = [record.message_id for status, _, record in results if status != "success"]
    kinds = [kind for kind, _, _ in processor.exceptions]
    # What is gone comes back no sooner for being asked for: its message rests as its queue says.
    gone = {one for one, kind in zip(refused, kinds, strict=True) if kind is NotFoundError}
    gone |= {taken.message_id for taken in batch if taken.is_lost}
    postpone(_records(event, {*refused, *stored.failed} - gone))
    _report(batch, stored, failed=len(response["batchItemFailures"]), started=started)
    return response


def _records(event: dict[str, Any], ids: set[str]) -> list[SQSRecord]:
    return [SQSRecord(one) for one in event["Records"] if one["messageId"] in ids]


def _report(batch: list[Taken], stored: Stored, *, failed: int, started: float) -> None:
    dropped = Counter(drop.reason.value for taken in batch for drop in taken.outcome.dropped)
    log.info(
        "batch ingested",
        extra={
            "messages": len(batch),
            "rows": stored.rows,
            "rows_known": stored.known,
            "objects_waiting": stored.waiting,
            "dropped": dict(dropped),
            "quarantined": sum(taken.is_quarantined for taken in batch),
            "failed": failed,
            "milliseconds": round((time.monotonic() - started) * 1000),
        },
    )
