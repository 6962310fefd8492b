"""Loading: sealed objects that could not be inserted when they were sealed, or are replayed.

pointer --load_sealed--> same bytes, same token --> done, or delivered again later and later
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.events.load import load_sealed, read_pointer
from shared.sqs.consume import consume
from shared.sqs.redelivery import is_repeated

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Load a batch of sealed objects and report those to try again.

    One that is gone or damaged ends on the dead-letter queue: somebody must look at it.
    """
    return consume(event, _load, service="load")


def _load(record: SQSRecord) -> None:
    load_sealed(read_pointer(record.body), is_repeated=is_repeated(record))
