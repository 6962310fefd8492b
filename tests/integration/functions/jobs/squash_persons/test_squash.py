"""The squash rewrites the persons of events, and no number changes by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from functions.jobs.squash_persons.handler import handle
from hogql.compile import compile_query
from hogql.context import Context
from shared import ids
from shared.clickhouse.select import run
from shared.domain.persons.publish import publish
from shared.domain.persons.squash import is_squashing
from shared.domain.persons.versions import OwnerVersion
from shared.errors import TemporarilyUnavailableError
from tests.e2e.waiting import eventually

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAM: Final = 7
QUERIES: Final = (
    "SELECT uniq(person_id), count() FROM events",
    "SELECT person_id, count() FROM events GROUP BY person_id ORDER BY person_id",
    "SELECT toStartOfMonth(timestamp) AS m, uniq(person_id) FROM events GROUP BY m ORDER BY m",
    "SELECT toString(person_id), toString(uuid) FROM events ORDER BY uuid",
)
NAMES: Final = ("anon", "ann", "ben", "cat")


@pytest.fixture
def events(clickhouse: Client) -> Client:
    """Four people with an event a day, over three months, in several parts."""
    for name in NAMES:
        clickhouse.command(
            "INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id)"
            " SELECT toUUID(concat('00000000-0000-0000-0000-',"
            " leftPad(toString(number * 10 + {place:UInt32}), 12, '0'))), {team:UInt32}, 'e',"
            " toDateTime64('2026-01-01', 3, 'UTC') + toIntervalDay(number), {name:String},"
            " {person:UUID} FROM numbers(80)",
            parameters={
                "place": NAMES.index(name),
                "team": TEAM,
                "name": name,
                "person": str(ids.person_id(TEAM, name)),
            },
        )
    return clickhouse


def merge(client: Client, old: str, new: str, version: int) -> None:
    """Tell ClickHouse whose a distinct id is now, as the persons function does."""
    owner = OwnerVersion(
        distinct_id=old,
        own_person_id=ids.person_id(TEAM, old),
        person_id=ids.person_id(TEAM, new),
        was_moved=True,
        is_deleted=False,
        version=version,
    )
    publish(TEAM, [], [owner])
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")


def numbers() -> list[Any]:
    context = Context(team_id=TEAM)
    return [run(compile_query(query, context)).rows for query in QUERIES]


def written(client: Client) -> dict[str, set[str]]:
    """The person ids that the events of each distinct id carry."""
    rows = client.query(
        "SELECT distinct_id, groupUniqArray(toString(person_id)) FROM events GROUP BY distinct_id"
    ).result_rows
    return {str(name): set(found) for name, found in rows}


def owner(name: str) -> set[str]:
    return {str(ids.person_id(TEAM, name))}


def squash(state: dict[str, Any] | None = None) -> dict[str, Any]:
    """Take steps as the state machine does, until it is done."""
    state = handle(state or {}, None)
    while not state["is_done"]:
        eventually(lambda: not is_squashing(), what="the rewriting of a partition", seconds=30)
        state = handle(state, None)
    return state


def overrides(client: Client) -> int:
    return int(str(client.command("SELECT count() FROM person_distinct_id_overrides")))


def age(client: Client) -> None:
    """Let what was told be told an hour ago: what is younger than a minute stays."""
    client.command(
        "ALTER TABLE person_distinct_id_overrides UPDATE inserted_at = inserted_at - 3600"
        " WHERE 1 SETTINGS mutations_sync = 2"
    )


def test_every_number_is_the_same_before_during_and_after(events: Client) -> None:
    merge(events, "anon", "ann", 1)
    merge(events, "cat", "ben", 2)
    age(events)
    before = numbers()
    assert before[0] == [(2, 320)]
    state = handle({}, None)
    assert state["partitions"] == ["202601", "202602", "202603"]
    while not state["is_done"]:
        assert numbers() == before
        eventually(lambda: not is_squashing(), what="the rewriting of a partition", seconds=30)
        state = handle(state, None)
    assert numbers() == before
    assert written(events) == {
        "anon": owner("ann"),
        "ann": owner("ann"),
        "ben": owner("ben"),
        "cat": owner("ben"),
    }
    assert overrides(events) == 0


def test_a_squash_that_is_begun_again_half_way_ends_alike(events: Client) -> None:
    merge(events, "anon", "ann", 1)
    before = numbers()
    state = handle({}, None)
    state = handle(state, None)
    eventually(lambda: not is_squashing(), what="the rewriting of a partition", seconds=30)
    again = handle({}, None)
    assert again["partitions"] == ["202602", "202603"]
    squash(again)
    squash(state)
    assert numbers() == before
    assert handle({}, None)["partitions"] == []


def test_a_merge_that_comes_meanwhile_counts_at_once_and_is_squashed_the_next_time(
    events: Client,
) -> None:
    merge(events, "anon", "ann", 1)
    age(events)
    state = handle({}, None)
    merge(events, "anon", "ben", 3)
    merge(events, "cat", "ben", 4)
    expected = numbers()
    squash(state)
    assert numbers() == expected
    assert written(events)["anon"] == owner("ann")
    assert overrides(events) == 2
    squash()
    assert numbers() == expected
    assert written(events)["anon"] == written(events)["cat"] == owner("ben")


def test_a_split_after_a_squash_gives_the_events_back(events: Client) -> None:
    apart = numbers()
    merge(events, "anon", "ann", 1)
    squash()
    merge(events, "anon", "anon", 2)
    assert numbers() == apart
    squash()
    assert numbers() == apart
    assert written(events)["anon"] == owner("anon")


def test_a_partition_that_can_not_be_rewritten_is_a_failure(events: Client) -> None:
    merge(events, "anon", "ann", 1)
    state = handle({}, None)
    events.command("DROP DICTIONARY person_ids_dict")
    with pytest.raises(TemporarilyUnavailableError):
        handle(state, None)
