"""Persons: what events did to them becomes who they are.

    messages --gather--> operations --apply--> PostgreSQL, then ClickHouse; or later and later again

Operations join, so a message may come any number of times, in any order. All messages of an
invocation are applied together, because the same people come again and again: the more messages
wait, the less each costs. When that fails, each is tried alone, so that one holds up no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from functions.persons.gather import gather
from functions.persons.warnings import tell, warnings_of
from shared.domain.persons.apply import apply
from shared.sqs.consume import consume_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from shared.domain.ingestion_warnings.write import IngestionWarning

SERVICE: Final = "persons"


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Apply a batch of messages and report those to try again."""
    return consume_together(event, _apply, service=SERVICE)


def _apply(records: Sequence[SQSRecord]) -> None:
    gathered = gather([record.body for record in records])
    warnings: list[IngestionWarning] = [*gathered.warnings]
    for batch in gathered.batches:
        warnings += warnings_of(batch.team_id, apply(batch))
    tell(warnings)
