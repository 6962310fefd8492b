"""Persons: what events did to them becomes who they are.

message --gather--> operations --apply--> PostgreSQL, then ClickHouse; or later and later again

Operations join, so a message may come any number of times, in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.persons.gather import gather
from functions.persons.warnings import tell, warnings_of
from shared.domain.persons.apply import apply
from shared.sqs.consume import consume

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Apply a batch of messages and report those to try again."""
    return consume(event, _apply, service="persons")


def _apply(record: SQSRecord) -> None:
    gathered = gather(record.body)
    warnings = [*gathered.warnings]
    for batch in gathered.batches:
        warnings += warnings_of(batch.team_id, apply(batch))
    tell(warnings)
