"""What is left of deleted people is removed from the event store, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

import pytest

from functions.jobs.delete_persons.handler import handle
from shared import ids
from shared.domain.persons.apply import apply
from shared.domain.persons.change import Author, delete_persons
from shared.domain.persons.operations import fold, operation_of
from shared.domain.persons.search import find_persons
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from shared.json import Json

TEAM: Final = 7
OTHER: Final = 8
LATER: Final = 9_000_000_000_000


@pytest.fixture
def author(postgres_url: str, clickhouse: Client) -> Author:
    """Two projects in which anon became ann, and ben came by."""
    assert postgres_url
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
        for team_id in (TEAM, OTHER):
            connection.execute(
                "INSERT INTO teams (id, uuid, organization_id, name, api_token)"
                " VALUES (%s, %s, %s, 'p', %s)",
                [team_id, ids.uuid7(), organization, f"phc_{team_id}"],
            )
    for team_id in (TEAM, OTHER):
        _see(team_id, 1, "anon")
        _see(team_id, 2, "ann", name="$identify", anonymous="anon")
        _see(team_id, 3, "ben")
        for name in ("anon", "ann", "ben"):
            _insert_event(clickhouse, team_id, name, at=1_000)
    assert row is not None
    return Author(user_id=row[0], organization_id=organization)


def _see(team_id: int, at: int, who: str, *, name: str = "seen", anonymous: str = "") -> None:
    said: dict[str, Json] = {"$anon_distinct_id": anonymous, "$set": {"plan": "pro"}}
    operation = operation_of(
        team_id=team_id,
        distinct_id=who,
        name=name,
        at=at,
        uuid=str(UUID(int=at)),
        properties=said,
    )
    assert operation is not None
    for batch in fold([operation]):
        apply(batch)


def _insert_event(client: Client, team_id: int, name: str, *, at: int) -> None:
    values = {"team": team_id, "name": name, "person": str(ids.person_id(team_id, name)), "at": at}
    client.command(
        "INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id)"
        " SELECT generateUUIDv4(), {team:UInt32}, 'e', fromUnixTimestamp64Milli({at:Int64}),"
        " {name:String}, {person:UUID}",
        parameters=values,
    )
    client.command(
        "INSERT INTO sessions (team_id, session_start, session_id, distinct_id, min_timestamp)"
        " SELECT {team:UInt32}, now(), generateUUIDv7(), {name:String},"
        " fromUnixTimestamp64Milli({at:Int64})",
        parameters=values,
    )
    client.command(
        "INSERT INTO exceptions (team_id, issue_id, timestamp, uuid, distinct_id)"
        " SELECT {team:UInt32}, generateUUIDv4(), fromUnixTimestamp64Milli({at:Int64}),"
        " generateUUIDv4(), {name:String}",
        parameters=values,
    )
    client.command(
        "INSERT INTO session_replay_events (team_id, session_day, session_id, distinct_id,"
        " min_first_timestamp, retention_period_days) SELECT {team:UInt32}, today(),"
        " {name:String}, {name:String}, fromUnixTimestamp64Milli({at:Int64}), 90",
        parameters=values,
    )


def _delete(author: Author, *names: str, events: bool = False, recordings: bool = False) -> None:
    with transaction() as connection:
        persons = find_persons(connection, TEAM, ids=[], distinct_ids=names)
        batch = delete_persons(
            connection, TEAM, persons, events=events, recordings=recordings, author=author
        )
    apply(batch)


def _who(client: Client, table: str, team_id: int = TEAM) -> list[str]:
    rows = client.query(
        f"SELECT distinct_id FROM {table} WHERE team_id = {{t:UInt32}} ORDER BY 1",
        parameters={"t": team_id},
    ).result_rows
    return [str(name) for (name,) in rows]


def _people(client: Client, team_id: int = TEAM) -> set[str]:
    rows = client.query(
        "SELECT toString(id) FROM person FINAL WHERE team_id = {t:UInt32} AND is_deleted = 0",
        parameters={"t": team_id},
    ).result_rows
    return {str(person) for (person,) in rows}


def test_a_person_is_deleted_with_all_that_they_did(author: Author, clickhouse: Client) -> None:
    _delete(author, "ann", events=True, recordings=True)
    assert handle({}, None) == {"removed": 1, "is_done": True}
    for table in ("events", "sessions", "exceptions", "session_replay_events"):
        assert _who(clickhouse, table) == ["ben"], table
        assert _who(clickhouse, table, OTHER) == ["ann", "anon", "ben"], table
    assert _who(clickhouse, "person_distinct_id") == ["ben"]
    assert _who(clickhouse, "person_distinct_id_overrides") == []
    assert _who(clickhouse, "person_distinct_id_overrides", OTHER) == ["anon"]
    assert _people(clickhouse) == {str(ids.person_id(TEAM, "ben"))}
    assert len(_people(clickhouse, OTHER)) == 2
    assert handle({}, None) == {"removed": 0, "is_done": True}


def test_events_stay_and_count_as_before_unless_they_are_to_go(
    author: Author, clickhouse: Client
) -> None:
    _delete(author, "ann")
    handle({}, None)
    assert _who(clickhouse, "events") == ["ann", "anon", "ben"]
    assert _who(clickhouse, "session_replay_events") == ["ann", "anon", "ben"]
    clickhouse.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    counted = clickhouse.command(
        "SELECT uniq(dictGetOrDefault('person_overrides_dict', 'new_key', person_key, person_key))"
        f" FROM events WHERE team_id = {TEAM}"
    )
    assert counted == 2
    assert _people(clickhouse) == {str(ids.person_id(TEAM, "ben"))}


def test_who_came_back_before_the_night_keeps_what_they_did_since(
    author: Author, clickhouse: Client
) -> None:
    _delete(author, "ann", events=True)
    _see(TEAM, LATER, "anon")
    _insert_event(clickhouse, TEAM, "anon", at=LATER)
    handle({}, None)
    assert _who(clickhouse, "events") == ["anon", "ben"]
    assert _who(clickhouse, "person_distinct_id") == ["anon", "ben"]
    assert _people(clickhouse) == {str(ids.person_id(TEAM, name)) for name in ("anon", "ben")}


def test_a_removal_that_fails_is_tried_again(author: Author, clickhouse: Client) -> None:
    _delete(author, "ann", "ben", events=True)
    clickhouse.command("RENAME TABLE events TO events_away")
    with pytest.raises(Exception, match="did not delete persons"):
        handle({}, None)
    clickhouse.command("RENAME TABLE events_away TO events")
    assert handle({}, None)["removed"] == 2
    assert _who(clickhouse, "events") == []
