"""Persons: what events did to them becomes who they are.

message --read_batch--> operations --apply--> PostgreSQL, then ClickHouse; or later and later again

Operations join, so a message may come any number of times, in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType

from functions.persons.warnings import warn_of
from shared.domain.persons.apply import apply
from shared.domain.persons.operations import read_batch
from shared.logs import logger
from shared.sqs.postpone import postpone

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

_logger: Final = logger("persons")


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Apply a batch of messages and report those to try again."""
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    with processor(event["Records"], _apply):
        results = processor.process()
    for _, failure, _ in processor.exceptions:
        _logger.warning("operations not applied", exc_info=failure)
    failed: list[SQSRecord] = [record for status, _, record in results if status != "success"]
    postponed = sum(postpone(record) for record in failed)
    _logger.info(
        "operations applied",
        extra={
            "messages": len(results) - len(failed),
            "failed": len(failed),
            "postponed": postponed,
        },
    )
    return processor.response()


def _apply(record: SQSRecord) -> None:
    batch = read_batch(record.body)
    warn_of(batch.team_id, apply(batch))
