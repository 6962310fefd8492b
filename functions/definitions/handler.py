"""Definitions: events and properties that ingestion met become known to the project.

message --read_message--> names, types, hours --insert what is not known--> PostgreSQL
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.event_definitions.repository import insert_met_events
from shared.domain.property_definitions.messages import read_message
from shared.domain.property_definitions.repository import insert_met
from shared.postgres.transaction import transaction
from shared.sqs.consume import consume

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Store what a batch of messages tells and report those to try again."""
    return consume(event, _store, service="definitions")


def _store(record: SQSRecord) -> None:
    told = read_message(record.body)
    teams = {met.team_id for met in told.events} | {met.team_id for met in told.properties}
    with transaction() as connection:
        for team_id in sorted(teams):
            insert_met_events(
                connection, team_id, [met for met in told.events if met.team_id == team_id]
            )
            insert_met(
                connection, team_id, [met for met in told.properties if met.team_id == team_id]
            )
