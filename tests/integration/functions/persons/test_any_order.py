"""Any order, repetition and batching of events, over two workers, ends where the rules say.

events --shuffled, repeated, split into requests--> ingest x 2 --messages, shuffled, repeated-->
persons x 2 --> persons, links, properties, groups, types and rows of both stores
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.ingest import handler as ingest
from functions.ingest import write
from functions.persons import handler as persons
from shared import ids, snapshot
from shared.clickhouse import connect as clickhouse_connect
from shared.domain.groups.repository import list_group_types
from shared.domain.registers import Registers, Stamp, read, read_keys
from shared.postgres import connect
from shared.postgres.transaction import transaction
from tests.integration.functions.persons.stories import (
    START,
    Event,
    groups_in,
    operations_in,
    stories,
    types_in,
)
from tests.unit.shared.domain.persons.oracle import replay
from tools.memory_aws import MemoryAws, use_memory
from tools.queue_messages import Accepted, failed_ids, invocation, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from clickhouse_connect.driver.client import Client

TEAMS = count(900)
WORKERS: Final = 2


@pytest.fixture
def memory(postgres_url: str, clickhouse: Client) -> Iterator[MemoryAws]:
    """Queues and buckets in memory, beside both stores; the breaker of ingestion is closed."""
    assert postgres_url
    assert clickhouse
    write.breaker.succeed()
    yield from use_memory()


@pytest.fixture
def organization(memory: MemoryAws) -> UUID:
    """An organization to make projects in."""
    assert memory.sent == []
    made = ids.uuid7()
    with transaction() as connection:
        connection.execute(
            "INSERT INTO organizations (id, name, slug) VALUES (%s, 'o', %s)", [made, str(made)]
        )
    return made


def _project(organization: UUID, memory: MemoryAws) -> snapshot.SnapshotTeam:
    team_id = next(TEAMS)
    team = snapshot.SnapshotTeam(
        team_id=team_id, token=f"phc_{team_id}", timezone="UTC", anonymize_ips=True
    )
    with transaction() as connection:
        connection.execute(
            "INSERT INTO teams (id, uuid, organization_id, name, api_token)"
            " VALUES (%s, %s, %s, 'p', %s)",
            [team_id, ids.uuid7(), organization, team.token],
        )
    memory.publish(team)
    snapshot.forget()
    return team


def _split(draw: st.DataObject, items: list[Any], most: int) -> list[list[Any]]:
    """Return the items in another order, some more than once, in up to ``most`` parts."""
    again = draw.draw(st.lists(st.sampled_from(items), max_size=4)) if items else []
    shuffled = draw.draw(st.permutations([*items, *again]))
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(shuffled)), max_size=most - 1)))
    return [shuffled[a:b] for a, b in pairwise([0, *cuts, len(shuffled)]) if a < b]


def _deliver(handle: Callable[[dict[str, Any], object], Any], bodies: list[list[str]]) -> None:
    """Let two workers take batches of messages at once."""

    def work(mine: list[list[str]]) -> None:
        try:
            for batch in mine:
                assert failed_ids(handle(invocation(*map(record, batch)), None)) == set()
        finally:
            connect.close()
            clickhouse_connect.close()

    with ThreadPoolExecutor(WORKERS) as workers:
        shares = [bodies[number::WORKERS] for number in range(WORKERS)]
        running = [workers.submit(copy_context().run, work, share) for share in shares]
        for future in running:
            future.result()


def _request(team: snapshot.SnapshotTeam, number: int, events: list[Event]) -> str:
    accepted = Accepted(
        events=events,
        received_at=START,
        request_id=f"request-{number}",
        team_id=team.team_id,
        token=team.token,
    )
    return accepted.message()


@given(story=stories(), data=st.data())
@settings(
    max_examples=100,
    deadline=None,
    derandomize=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_events_end_alike_whatever_happens_to_them_on_their_way(
    memory: MemoryAws,
    organization: UUID,
    clickhouse: Client,
    story: list[Event],
    data: st.DataObject,
) -> None:
    team = _project(organization, memory)
    memory.sent.clear()
    requests = enumerate(_split(data, story, 5))
    bodies = [_request(team, number, events) for number, events in requests]
    _deliver(ingest.handle, _split(data, bodies, 3))
    told = [item["MessageBody"] for item in memory.sent if item["QueueUrl"] == "persons"]
    _deliver(persons.handle, _split(data, told, 4))

    people, owners = replay(team.team_id, operations_in(team.team_id, story))
    expected = {
        key: (dict(person.properties), person.created_at, person.is_identified)
        for key, person in people.items()
    }
    assert _owners(team.team_id) == owners
    assert _people(team.team_id) == expected
    assert _told(clickhouse, team.team_id) == {name: str(owner) for name, owner in owners.items()}
    assert _groups(team.team_id) == groups_in(story)
    assert _types(team.team_id) == sorted(types_in(story))
    assert _rows(clickhouse, team.team_id) == sorted(
        (event["uuid"], event["event"], event["distinct_id"]) for event in story
    )


def _people(team_id: int) -> dict[UUID, tuple[object, ...]]:
    with transaction() as connection:
        rows = connection.execute(
            "SELECT id, properties, created_at, is_identified FROM persons"
            " WHERE team_id = %s AND NOT is_deleted",
            [team_id],
        ).fetchall()
    return {row[0]: tuple(row[1:]) for row in rows}


def _owners(team_id: int) -> dict[str, UUID]:
    with transaction() as connection:
        rows = connection.execute(
            "SELECT distinct_id, person_id FROM person_distinct_ids"
            " WHERE team_id = %s AND NOT is_deleted",
            [team_id],
        ).fetchall()
    return {str(name): person_id for name, person_id in rows}


def _told(client: Client, team_id: int) -> dict[str, str]:
    """Whose distinct ids are by ClickHouse, after the merges that it knows."""
    found = client.query(
        "SELECT distinct_id, toString(person_id) FROM person_distinct_id FINAL"
        " WHERE team_id = {t:UInt32} AND is_deleted = 0",
        parameters={"t": team_id},
    ).result_rows
    merged = client.query(
        "SELECT toString(old_person_id), toString(person_id) FROM person_overrides FINAL"
        " WHERE team_id = {t:UInt32} AND is_deleted = 0",
        parameters={"t": team_id},
    ).result_rows
    owners = {str(name): str(owner) for name, owner in found}
    now = {str(old): str(new) for old, new in merged}
    by_events = {name: str(ids.person_id(team_id, name)) for name in owners}
    assert {name: now.get(own, own) for name, own in by_events.items()} == owners
    return owners


def _groups(team_id: int) -> dict[tuple[str, str], dict[str, Any]]:
    with transaction() as connection:
        rows = connection.execute(
            "SELECT group_type, group_key, keys::text FROM groups WHERE team_id = %s", [team_id]
        ).fetchall()
    return {
        (kind, key): read(Registers(created=Stamp(0, ""), keys=read_keys(keys)))
        for kind, key, keys in rows
    }


def _types(team_id: int) -> list[str]:
    """The types; which place each has depends on who came first (ADR 0031)."""
    with transaction() as connection:
        return sorted(list_group_types(connection, team_id))


def _rows(client: Client, team_id: int) -> list[tuple[str, str, str]]:
    found = client.query(
        "SELECT toString(uuid), event, distinct_id FROM events FINAL WHERE team_id = {t:UInt32}",
        parameters={"t": team_id},
    ).result_rows
    return sorted((str(a), str(b), str(c)) for a, b, c in found)
