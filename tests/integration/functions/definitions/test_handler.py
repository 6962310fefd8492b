"""Properties that events have become known to their project, from the queue to PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from functions.definitions import handler as definitions
from functions.ingest import definitions as told
from functions.ingest import handler as ingest
from shared import ids, settings
from shared.domain.property_definitions.messages import MetProperty, read_message
from shared.domain.property_definitions.repository import insert_met
from shared.postgres.transaction import transaction
from shared.snapshot import Snapshot, SnapshotTeam
from tools.queue_messages import TOKEN, Accepted, failed_ids, invocation, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client

    from shared.domain.property_definitions.detect import DetectedType
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


def _ingest(request_id: str, properties: dict[str, Json], *, at: datetime = NOON) -> set[str]:
    event: dict[str, Json] = {"event": "paid", "distinct_id": "ann", "timestamp": at.isoformat()}
    accepted = Accepted(
        events=[{**event, "properties": properties}],
        received_at=NOON,
        request_id=request_id,
        team_id=41,
    )
    return failed_ids(ingest.handle(invocation(record(accepted.message())), None))


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
    _ingest("1", {"plan": "pro", "amount": 12, "$set": {"email": "ann@example.com"}})
    assert _deliver(queues) == 1
    assert {
        ("event", "plan", "String"),
        ("event", "amount", "Numeric"),
        ("person", "email", "String"),
    } <= _known()


def test_what_was_told_is_not_told_again(queues: Aws) -> None:
    _ingest("1", {"plan": "pro"})
    _deliver(queues)
    _ingest("2", {"plan": "free"})
    assert _deliver(queues) == 0


def test_a_batch_tells_each_property_once(queues: Aws) -> None:
    accepted = Accepted(
        events=[
            {"event": "paid", "distinct_id": f"d{n}", "properties": {"plan": "pro"}}
            for n in range(50)
        ],
        received_at=NOON,
        request_id="many",
        team_id=41,
    )
    assert failed_ids(ingest.handle(invocation(record(accepted.message())), None)) == set()
    (message,) = queues.messages("definitions")
    told_of = read_message(message["Body"])
    assert [met.name for met in told_of.events] == ["paid"]
    assert sorted(met.name for met in told_of.properties) == ["$ip", "plan"]


def test_the_type_that_the_earliest_event_showed_stays_in_any_order(queues: Aws) -> None:
    assert queues
    types: tuple[DetectedType | None, ...] = (None, "String", "Boolean", "Numeric")
    told_of = [
        MetProperty(41, "event", "paid", "plan", type_, at) for at, type_ in enumerate(types)
    ]
    found = set()
    for order in permutations(told_of):
        with transaction() as connection:
            connection.execute("DELETE FROM property_definitions")
            for met in order:
                insert_met(connection, 41, [met])
        found |= _known()
    assert found == {("event", "plan", "String")}


def test_an_event_is_known_with_its_properties_and_the_hours_it_was_seen_in(queues: Aws) -> None:
    _ingest("1", {"plan": "pro"}, at=NOON.replace(hour=8, minute=15))
    _ingest("2", {"plan": "pro"}, at=NOON.replace(hour=10, minute=59))
    _ingest("3", {"plan": "pro"}, at=NOON.replace(hour=9, minute=30))
    assert _deliver(queues) == 2
    with transaction() as connection:
        seen = connection.execute(
            "SELECT name, first_seen_at, last_seen_at FROM event_definitions"
        ).fetchall()
        pairs = connection.execute("SELECT event, property FROM event_properties").fetchall()
    assert seen == [("paid", NOON.replace(hour=8), NOON.replace(hour=10))]
    assert set(pairs) >= {("paid", "plan")}


@pytest.mark.parametrize("hidden", [None, [1], {"a": 1}])
def test_a_type_that_a_value_did_not_show_is_learned_later(queues: Aws, hidden: Json) -> None:
    _ingest("1", {"$set": {"plan": hidden}})
    _deliver(queues)
    assert ("person", "plan", "None") in _known()
    _ingest("2", {"$set": {"plan": 7}}, at=NOON + timedelta(hours=1))
    _deliver(queues)
    assert ("person", "plan", "Numeric") in _known()


@pytest.mark.parametrize("queue", ["definitions", "persons"])
def test_what_a_queue_refused_is_told_with_the_next_event(queues: Aws, queue: str) -> None:
    urls = settings.current().queues
    with settings.use(replace(settings.current(), queues={**urls, queue: f"{urls[queue]}-gone"})):
        failed = _ingest("1", {"plan": "pro"})
    assert len(failed) == (1 if queue == "persons" else 0)
    assert _ingest("1", {"plan": "pro"}) == set()
    assert _deliver(queues) == 1
    assert ("event", "plan", "String") in _known()


def test_a_message_that_says_nothing_is_reported(queues: Aws) -> None:
    assert queues
    assert len(failed_ids(definitions.handle(invocation(record("no")), None))) == 1
