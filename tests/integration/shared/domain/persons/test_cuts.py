"""People who are split or deleted: whatever comes before, after, late or again, they end alike."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from shared import ids
from shared.domain.persons.apply import apply
from shared.domain.persons.change import Author, delete_persons, split_person
from shared.domain.persons.operations import Operation, fold, operation_of
from shared.domain.persons.search import get_person
from shared.postgres.transaction import transaction
from tests.unit.shared.domain.persons.histories import histories
from tests.unit.shared.domain.persons.oracle import Cuts, replay

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from shared.domain.persons.operations import Batch

TEAMS = count(500)
LATER: Final = 9_000_000_000_000  # after any member's operation
EVERYBODY: Final = ("a", "b", "c", "d", "e")


@pytest.fixture
def author(postgres_url: str, clickhouse: Client) -> Author:
    """Somebody of an organization to make projects in; ClickHouse has the whole schema."""
    assert postgres_url
    assert clickhouse
    organization = ids.uuid7()
    with transaction() as connection:
        connection.execute(
            "INSERT INTO organizations (id, name, slug) VALUES (%s, 'o', 'o')", [organization]
        )
        row = connection.execute(
            "INSERT INTO users (uuid, distinct_id, email, first_name, password_hash)"
            " VALUES (%s, 'u', 'u@example.com', 'U', '') RETURNING id",
            [ids.uuid7()],
        ).fetchone()
    assert row is not None
    return Author(user_id=row[0], organization_id=organization)


def _team(author: Author) -> int:
    team_id = next(TEAMS)
    with transaction() as connection:
        connection.execute(
            "INSERT INTO teams (id, uuid, organization_id, name, api_token)"
            " VALUES (%s, %s, %s, 'p', %s)",
            [team_id, ids.uuid7(), author.organization_id, f"phc_{team_id}"],
        )
    return team_id


def _seen(team_id: int, at: int, name: str) -> Operation:
    made = operation_of(
        team_id=team_id,
        distinct_id=name,
        name="seen",
        at=at,
        uuid=str(UUID(int=at)),
        properties={},
    )
    assert made is not None
    return made


def _later(team_id: int, item: Operation) -> Operation:
    """The same event, after any operation of a member."""
    stamp = item.effect.stamp
    effect = replace(item.effect, at=stamp.at + LATER)
    link = item.link and item.link._replace(stamp=stamp._replace(at=stamp.at + LATER))
    return Operation(team_id, item.distinct_id, effect, link=link)


def _deliver(history: list[Operation]) -> None:
    """Ingestion folds what it has at once, so that no batch may straddle the cut (ADR 0031)."""
    for _, side in groupby(history, key=lambda item: item.effect.at > LATER - 1):
        for batch in fold(side):
            apply(batch)


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


def _cut(team_id: int, name: str, author: Author, *, is_split: bool) -> tuple[Cuts, Batch]:
    with transaction() as connection:
        person = get_person(connection, team_id, name)
        if is_split:
            batch = split_person(connection, team_id, person, main=name, author=author)
            split = frozenset(person.distinct_ids) - {name}
            return Cuts(moment=LATER - 1, split=split), batch
        batch = delete_persons(
            connection, team_id, [person], events=False, recordings=False, author=author
        )
        return Cuts(moment=LATER - 1, deleted=frozenset(person.distinct_ids)), batch


@given(data=st.data(), name=st.sampled_from(EVERYBODY), is_split=st.booleans())
@settings(
    max_examples=60,
    deadline=None,
    derandomize=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_lies_before_a_split_or_deletion_never_counts_again(
    author: Author, data: st.DataObject, name: str, is_split: bool
) -> None:
    team_id = _team(author)
    everybody = [_seen(team_id, at, seen) for at, seen in enumerate(EVERYBODY)]
    before = [*everybody, *data.draw(histories(team_id))]
    late = data.draw(histories(team_id))
    after = [_later(team_id, item) for item in data.draw(histories(team_id))]
    _deliver(before)
    cuts, batch = _cut(team_id, name, author, is_split=is_split)
    apply(batch)
    again = data.draw(st.lists(st.sampled_from(before), max_size=6))
    _deliver(data.draw(st.permutations([*late, *after, *again])))
    apply(batch)
    _deliver([*after, *late])

    persons, owners = replay(team_id, [*before, *late, *after], cuts)
    assert _owners(team_id) == owners
    assert _people(team_id) == {
        key: (dict(person.properties), person.created_at, person.is_identified)
        for key, person in persons.items()
    }


def test_events_of_an_id_that_was_split_off_belong_to_it_again_also_if_they_were_squashed(
    author: Author, clickhouse: Client
) -> None:
    team_id = _team(author)
    own = ids.person_id(team_id, "a")
    _deliver([_seen(team_id, 1, "a"), _seen(team_id, 2, "b")])
    merge = operation_of(
        team_id=team_id,
        distinct_id="b",
        name="$identify",
        at=3,
        uuid=str(UUID(int=3)),
        properties={"$anon_distinct_id": "a"},
    )
    assert merge is not None
    _deliver([merge])
    _, batch = _cut(team_id, "b", author, is_split=True)
    apply(batch)
    rows = clickhouse.query(
        "SELECT old_person_id, person_id FROM person_overrides FINAL WHERE team_id = %(t)s",
        parameters={"t": team_id},
    ).result_rows
    assert rows == [(own, own)]
