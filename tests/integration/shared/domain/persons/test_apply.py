"""Persons in the real stores: whatever workers, order and repetition do, they end alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from itertools import count, pairwise
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import ids
from shared.domain.groups.repository import list_group_types
from shared.domain.nul import without_nul
from shared.domain.persons.apply import apply
from shared.domain.persons.operations import (
    Operation,
    fold,
    operation_of,
    read_batch,
    write_batch,
)
from shared.postgres import connect
from shared.postgres.transaction import transaction
from tests.unit.shared.domain.persons.histories import histories
from tests.unit.shared.domain.persons.oracle import replay

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from shared.json import Json

TEAMS = count(100)


@pytest.fixture
def organization(postgres_url: str, clickhouse: Client) -> UUID:
    """An organization to make projects in; ClickHouse has the whole schema."""
    assert postgres_url
    assert clickhouse
    made = ids.uuid7()
    with transaction() as connection:
        connection.execute(
            "INSERT INTO organizations (id, name, slug) VALUES (%s, 'o', %s)", [made, str(made)]
        )
    return made


def _team(organization: UUID) -> int:
    team_id = next(TEAMS)
    with transaction() as connection:
        connection.execute(
            "INSERT INTO teams (id, uuid, organization_id, name, api_token)"
            " VALUES (%s, %s, %s, 'p', %s)",
            [team_id, ids.uuid7(), organization, f"phc_{team_id}"],
        )
    return team_id


def _work(deliveries: list[list[Operation]]) -> None:
    try:
        for delivery in deliveries:
            for batch in fold(delivery):
                apply(batch)
    finally:
        connect.close()


def _stored(team_id: int) -> tuple[dict[UUID, tuple[object, ...]], dict[str, UUID]]:
    with transaction() as connection:
        persons = connection.execute(
            "SELECT id, properties, created_at, is_identified FROM persons"
            " WHERE team_id = %s AND NOT is_deleted",
            [team_id],
        ).fetchall()
        owners = connection.execute(
            "SELECT distinct_id, person_id FROM person_distinct_ids WHERE team_id = %s", [team_id]
        ).fetchall()
    return {row[0]: tuple(row[1:]) for row in persons}, {str(a): b for a, b in owners}


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_two_workers_end_where_one_would(organization: UUID, data: st.DataObject) -> None:
    team_id = _team(organization)
    history = data.draw(histories(team_id))
    again = data.draw(st.lists(st.sampled_from(history), max_size=6)) if history else []
    shuffled = data.draw(st.permutations([*history, *again]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=4)))
    parts = [shuffled[a:b] for a, b in pairwise([0, *cuts, len(shuffled)])]
    with ThreadPoolExecutor(2) as workers:
        running = [workers.submit(copy_context().run, _work, parts[n::2]) for n in range(2)]
        for future in running:
            future.result()
    persons, owners = replay(team_id, history)
    found, found_owners = _stored(team_id)
    assert found_owners == owners
    assert found == {
        key: (dict(person.properties), person.created_at, person.is_identified)
        for key, person in persons.items()
    }


def _event(team_id: int, name: str, distinct_id: str, at: int, **properties: Json) -> Operation:
    made = operation_of(
        team_id=team_id,
        distinct_id=distinct_id,
        name=name,
        at=at,
        uuid=str(UUID(int=at)),
        properties=properties,
    )
    assert made is not None
    return made


def _overrides(client: Client, team_id: int) -> set[tuple[str, str]]:
    rows = client.query(
        "SELECT old_person_id, person_id FROM person_overrides FINAL WHERE team_id = %(t)s",
        parameters={"t": team_id},
    ).result_rows
    return {(str(old), str(new)) for old, new in rows}


def test_clickhouse_learns_of_persons_and_merges_and_of_their_end(
    organization: UUID, clickhouse: Client
) -> None:
    team_id = _team(organization)
    anonymous, ann = (str(ids.person_id(team_id, name)) for name in ("anonymous-1", "ann"))
    seen = _event(team_id, "seen", "anonymous-1", 1, **{"$set": {"plan": "free"}})
    identify = _event(team_id, "$identify", "ann", 5, **{"$anon_distinct_id": "anonymous-1"})
    for batch in fold([seen, identify]):
        apply(batch)
        apply(batch)
    people = clickhouse.query(
        "SELECT id, properties['plan'], is_identified FROM person FINAL WHERE team_id = %(t)s",
        parameters={"t": team_id},
    ).result_rows
    assert [(str(row[0]), *row[1:]) for row in people] == [(ann, "free", 1)]
    assert _overrides(clickhouse, team_id) == {(anonymous, ann)}

    # An earlier operation comes late: somebody else had taken the anonymous id before.
    earlier = _event(team_id, "$identify", "bob", 3, **{"$anon_distinct_id": "anonymous-1"})
    for batch in fold([earlier]):
        apply(batch)
    bob = str(ids.person_id(team_id, "bob"))
    assert (anonymous, bob) in _overrides(clickhouse, team_id)


def test_what_clickhouse_did_not_take_is_told_by_the_next_delivery(
    organization: UUID, clickhouse: Client
) -> None:
    team_id = _team(organization)
    (batch,) = fold([_event(team_id, "seen", "ann", 1, **{"$set": {"plan": "pro"}})])
    clickhouse.command("RENAME TABLE person TO person_away")
    with pytest.raises(Exception, match="did not take the persons"):
        apply(batch)
    clickhouse.command("RENAME TABLE person_away TO person")
    apply(batch)
    rows = clickhouse.query(
        "SELECT properties['plan'] FROM person FINAL WHERE team_id = %(t)s",
        parameters={"t": team_id},
    ).result_rows
    assert rows == [("pro",)]


def test_operations_of_a_project_that_is_gone_are_done(organization: UUID) -> None:
    assert organization
    (batch,) = fold([_event(99, "$identify", "ann", 1, **{"$anon_distinct_id": "a"})])
    assert apply(batch) == ()
    assert _stored(99) == ({}, {})


ODD = st.text(alphabet=st.sampled_from("a\0\\u0\u00e9\U0001f33f\n"), min_size=1, max_size=8)


@given(data=st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_is_refused(organization: UUID, data: st.DataObject) -> None:
    team_id = _team(organization)
    values: dict[str, Json] = {data.draw(ODD): {data.draw(ODD): [data.draw(ODD)]}}
    said: dict[str, Json] = {
        "$set": values,
        "$set_once": {data.draw(ODD): data.draw(ODD)},
        "$unset": [data.draw(ODD)],
        "$anon_distinct_id": data.draw(ODD),
        "$groups": {data.draw(ODD): data.draw(ODD)},
    }
    identify = _event(team_id, "$identify", "ann", 1, **said)
    kind, key = data.draw(ODD), data.draw(ODD)
    for batch in fold([identify, _group(team_id, 2, key, kind=kind, **values)]):
        (message,) = write_batch(batch)
        apply(read_batch(message))
    persons, owners = _stored(team_id)
    assert owners["ann"] in persons


def _group(team_id: int, at: int, key: str, kind: str = "company", **values: Json) -> Operation:
    said: dict[str, Json] = {"$group_type": kind, "$group_key": key, "$group_set": values}
    return _event(team_id, "$groupidentify", without_nul(f"${kind}_{key}"), at, **said)


def test_groups_are_joined_like_persons_and_shown_in_clickhouse(
    organization: UUID, clickhouse: Client
) -> None:
    team_id = _team(organization)
    later = _group(team_id, 5, "acme", plan="pro")
    earlier = _group(team_id, 2, "acme", plan="free", seats=3)
    for delivery in ([later], [earlier], [later]):
        for batch in fold(delivery):
            apply(batch)
    rows = clickhouse.query(
        "SELECT group_type, group_key, properties['plan'], properties['seats'] FROM groups FINAL"
        " WHERE team_id = %(t)s",
        parameters={"t": team_id},
    ).result_rows
    assert rows == [("company", "acme", "pro", "3")]


def test_the_sixth_type_of_groups_finds_no_place(organization: UUID) -> None:
    team_id = _team(organization)
    kinds = [f"kind_{number}" for number in range(6)]
    member = _event(team_id, "seen", "ann", 1, **{"$groups": dict.fromkeys(kinds, "one")})
    sixth = _group(team_id, 2, "one", kind="kind_5", seats=3)
    for batch in fold([member, sixth, _group(team_id, 3, "one", kind="kind_4", seats=3)]):
        apply(batch)
    with transaction() as connection:
        assert list_group_types(connection, team_id) == tuple(kinds[:5])
        stored = connection.execute(
            "SELECT group_type FROM groups WHERE team_id = %s", [team_id]
        ).fetchall()
        defined = connection.execute(
            "SELECT group_type_index, name, property_type FROM property_definitions"
            " WHERE team_id = %s AND type = 'group'",
            [team_id],
        ).fetchall()
    assert stored == [("kind_4",)]
    assert defined == [(4, "seats", "Numeric")]
