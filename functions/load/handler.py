"""Loading: sealed objects that could not be inserted when they were sealed, or are replayed.

pointer --load_sealed--> same bytes, same token --> done, or delivered again later and later
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType

from shared.domain.events.load import load_sealed, read_pointer
from shared.logs import logger
from shared.sqs.postpone import postpone
from shared.sqs.redelivery import is_repeated

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

_logger: Final = logger("load")


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Load a batch of sealed objects and report those to try again.

    One that is gone or damaged ends on the dead-letter queue: somebody must look at it.
    """
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    with processor(event["Records"], _load):
        results = processor.process()
    for _, failure, _ in processor.exceptions:
        _logger.warning("object not loaded", exc_info=failure)
    failed: list[SQSRecord] = [record for status, _, record in results if status != "success"]
    postponed = sum(postpone(record) for record in failed)
    _logger.info(
        "objects loaded",
        extra={
            "objects": len(results) - len(failed),
            "failed": len(failed),
            "postponed": postponed,
        },
    )
    return processor.response()


def _load(record: SQSRecord) -> None:
    load_sealed(read_pointer(record.body), is_repeated=is_repeated(record))
