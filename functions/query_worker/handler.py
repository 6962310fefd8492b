"""Query worker: answers the questions that nobody waits for, one a message, one an invocation.

message --read_task--> work --> result kept, record complete; or why there is none
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.queries.work import read_task, work
from shared.sqs.consume import consume

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Answer, and report what a store that failed has to be asked again."""
    return consume(event, _work, service="query_worker")


def _work(record: SQSRecord) -> None:
    attempt = int(record.attributes.approximate_receive_count or 1)
    work(read_task(record.body), attempt=attempt)
