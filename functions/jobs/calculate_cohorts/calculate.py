"""Calculates the cohorts that messages name: one a message, one message an invocation.

message --read_due--> calculate --> members in ClickHouse, version and count in PostgreSQL
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.cohorts.calculate import calculate
from shared.domain.cohorts.calculations import read_due
from shared.sqs.consume import consume

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Calculate, and report what a store that failed has to be asked again."""
    return consume(event, _calculate, service="calculate_cohorts")


def _calculate(record: SQSRecord) -> None:
    calculate(read_due(record.body))
