"""Properties that events have become known to their project, from the queue to PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from functions.definitions import handler as definitions
from functions.ingest import definitions as told
from functions.ingest import handler as ingest
from shared import ids
from shared.postgres.transaction import transaction
from shared.snapshot import Snapshot, SnapshotTeam
from tools.queue_messages import TOKEN, Accepted, failed_ids, invocation, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client

    from shared.json import Json
    from tests.integration.ministack import Aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEAM = SnapshotTeam(team_id=41, token=TOKEN, timezone="UTC", anonymize_ips=False)


@pytest.fixture
def queues(aws: Aws, clickhouse: Client, postgres_url: str) -> Iterator[Aws]:
    """One project in every store; nothing was told of it yet."""
    assert clickhouse
    assert postgres_url
    told.forget()
    with transaction() as connection:
        organization = ids.uuid7()
        connection.execute(
            "INSERT INTO organizations (id, name, slug) VALUES (%s, 'o', 'o')", [organization]
        )
        connection.execute(
            "INSERT INTO teams (id, uuid, organization_id, name, api_token)"
            " VALUES (41, %s, %s, 'p', %s)",
            [ids.uuid7(), organization, TOKEN],
        )
    aws.publish(Snapshot(version=1, teams={TOKEN: TEAM}))
    yield aws
    told.forget()


def _ingest(request_id: str, **properties: Json) -> None:
    accepted = Accepted(
        events=[{"event": "paid", "distinct_id": "ann", "properties": properties}],
        received_at=NOON,
        request_id=request_id,
        team_id=41,
    )
    assert failed_ids(ingest.handle(invocation(record(accepted.message())), None)) == set()


def _deliver(aws: Aws) -> int:
    messages = aws.messages("definitions")
    if messages:
        response = definitions.handle(
            invocation(*(record(message["Body"]) for message in messages)), None
        )
        assert failed_ids(response) == set()
    return len(messages)


def _known() -> set[tuple[str, str, str]]:
    with transaction() as connection:
        rows = connection.execute(
            "SELECT type, name, property_type FROM property_definitions WHERE team_id = 41"
        ).fetchall()
    return {(str(kind), str(name), str(of)) for kind, name, of in rows}


def test_properties_are_known_after_their_first_event(queues: Aws) -> None:
    _ingest("1", plan="pro", amount=12, **{"$set": {"email": "ann@example.com"}})
    assert _deliver(queues) == 1
    assert {
        ("event", "plan", "String"),
        ("event", "amount", "Numeric"),
        ("person", "email", "String"),
    } <= _known()


def test_what_was_told_is_not_told_again_and_a_type_stays(queues: Aws) -> None:
    _ingest("1", plan="pro")
    _deliver(queues)
    _ingest("2", plan="free")
    assert _deliver(queues) == 0
    told.forget()
    _ingest("3", plan=7)
    assert _deliver(queues) == 1
    assert ("event", "plan", "String") in _known()


def test_a_message_that_says_nothing_is_reported(queues: Aws) -> None:
    assert queues
    assert len(failed_ids(definitions.handle(invocation(record("no")), None))) == 1
