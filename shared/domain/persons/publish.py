"""Tells ClickHouse which persons changed: versions of persons, of distinct ids, and of merges.

    unpublished rows of PostgreSQL --insert--> person, person_distinct_id, overrides

Every row carries its version, so telling twice, or late, changes nothing (clickhouse 7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson
from clickhouse_connect.driver.exceptions import Error

from shared import clock
from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clickhouse_connect.driver.client import Client

    from shared.domain.persons.versions import OwnerVersion, PersonVersion
    from shared.json import Json

PERSON_COLUMNS: Final = (
    *("team_id", "id", "created_at", "properties", "is_identified", "is_deleted", "version"),
    "last_seen",
)
OWNER_COLUMNS: Final = ("team_id", "distinct_id", "person_id", "is_deleted", "version")
OVERRIDES: Final = """
INSERT INTO person_overrides
    (team_id, old_key, new_key, old_person_id, person_id, is_deleted, version)
SELECT {team_id:UInt32}, cityHash64(row.1), cityHash64(row.2), row.1, row.2, row.3, row.4
FROM (SELECT arrayJoin(arrayZip(
    {old:Array(UUID)}, {new:Array(UUID)}, {deleted:Array(UInt8)}, {versions:Array(UInt64)}
)) AS row)
"""


def publish(team_id: int, persons: Sequence[PersonVersion], owners: Sequence[OwnerVersion]) -> None:
    """Insert versions; TemporarilyUnavailableError when ClickHouse may lack some."""
    try:
        _insert(team_id, persons, owners)
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not take the persons.") from error


def _insert(team_id: int, persons: Sequence[PersonVersion], owners: Sequence[OwnerVersion]) -> None:
    client = connect.client()
    if persons:
        rows = [_person_row(team_id, item) for item in persons]
        client.insert("person", rows, column_names=PERSON_COLUMNS)
    if owners:
        rows = [[team_id, o.distinct_id, o.person_id, int(o.is_deleted), o.version] for o in owners]
        client.insert("person_distinct_id", rows, column_names=OWNER_COLUMNS)
    moved = [owner for owner in owners if owner.was_moved and not owner.is_deleted]
    if moved:
        _insert_overrides(client, team_id, moved)


def _insert_overrides(client: Client, team_id: int, moved: Sequence[OwnerVersion]) -> None:
    """Say where the events of distinct ids belong, also of those that are back with their own.

    A squash may have rewritten their events meanwhile. The merges come first: a squash that sees
    the second row has seen the first one too.
    """
    client.command(
        OVERRIDES,
        parameters={
            "team_id": team_id,
            "old": [str(owner.own_person_id) for owner in moved],
            "new": [str(owner.person_id) for owner in moved],
            "deleted": [0] * len(moved),
            "versions": [owner.version for owner in moved],
        },
    )
    rows = [[team_id, owner.distinct_id, owner.person_id, 0, owner.version] for owner in moved]
    client.insert("person_distinct_id_overrides", rows, column_names=OWNER_COLUMNS)


def _person_row(team_id: int, person: PersonVersion) -> list[object]:
    properties = {
        name: _text(value) for name, value in person.properties.items() if value is not None
    }
    return [
        *(team_id, person.id, person.created_at, properties),
        *(int(person.is_identified), int(person.is_deleted), person.version, clock.now()),
    ]


def _text(value: Json) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
