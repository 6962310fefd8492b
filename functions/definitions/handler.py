"""Definitions: properties that ingestion met become known to the project.

message --read_sightings--> names and types --insert those not known--> PostgreSQL
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.property_definitions.messages import read_sightings
from shared.domain.property_definitions.repository import insert_sightings
from shared.postgres.transaction import transaction
from shared.sqs.consume import consume

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from shared.domain.property_definitions.messages import Sighting


def handle(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    """Store what a batch of messages tells and report those to try again."""
    return consume(event, _store, service="definitions")


def _store(record: SQSRecord) -> None:
    of_team: dict[int, list[Sighting]] = {}
    for sighting in read_sightings(record.body):
        of_team.setdefault(sighting.team_id, []).append(sighting)
    with transaction() as connection:
        for team_id, sightings in sorted(of_team.items()):
            insert_sightings(connection, team_id, sightings)
