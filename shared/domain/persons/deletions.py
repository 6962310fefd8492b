"""Removes from ClickHouse what is left of people who were deleted, some of them at a time.

    person_deletions --by team--> DELETE of who they were, of what they did if that was asked for

Who was seen again since then is somebody new: rows of a later version, and events of a later time,
stay. Repeating a deletion removes nothing more (clickhouse 14).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error
from psycopg.rows import class_row

from shared import ids
from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from psycopg import Connection

# Of each name and person, the last moment and the last version that are deleted.
_UP_TO: Final = (
    "<= transform(distinct_id, {names:Array(String)}, {moments:Array(Int64)}, toInt64(-1))"
)
_VERSION: Final = "version <= transform(%s, {%s}, {%s:Array(UInt64)}, toUInt64(0))"
_NAMED: Final = "team_id = {team_id:UInt32} AND distinct_id IN {names:Array(String)}"
_IDENTITY: Final = (
    "DELETE FROM person WHERE team_id = {team_id:UInt32} AND id IN {people:Array(UUID)} AND "
    + _VERSION % ("id", "people:Array(UUID)", "people_versions"),
    f"DELETE FROM person_distinct_id WHERE {_NAMED} AND "
    + _VERSION % ("distinct_id", "names:Array(String)", "versions"),
    "DELETE FROM cohort_people WHERE team_id = {team_id:UInt32}"
    " AND person_id IN {people:Array(UUID)}",
    "DELETE FROM person_static_cohort WHERE team_id = {team_id:UInt32}"
    " AND person_id IN {people:Array(UUID)}",
)
# Merges stay as long as events carry the keys of those who were merged.
_EVENTS: Final = (
    f"DELETE FROM events WHERE {_NAMED}"
    " AND person_key IN (SELECT cityHash64(arrayJoin({people:Array(UUID)})))"
    f" AND toUnixTimestamp64Milli(timestamp) {_UP_TO}",
    f"DELETE FROM sessions WHERE {_NAMED} AND toUnixTimestamp64Milli(min_timestamp) {_UP_TO}",
    f"DELETE FROM exceptions WHERE {_NAMED} AND toUnixTimestamp64Milli(timestamp) {_UP_TO}",
    f"DELETE FROM heatmaps WHERE {_NAMED} AND toUnixTimestamp64Milli(timestamp) {_UP_TO}",
    f"DELETE FROM person_distinct_id_overrides WHERE {_NAMED} AND "
    + _VERSION % ("distinct_id", "names:Array(String)", "versions"),
    "DELETE FROM person_overrides WHERE team_id = {team_id:UInt32}"
    " AND old_person_id IN {people:Array(UUID)} AND "
    + _VERSION
    % ("old_person_id", "people:Array(UUID)", "people_versions"),
)
_RECORDINGS: Final = (
    "DELETE FROM session_recording_blocks WHERE team_id = {team_id:UInt32} AND session_id IN"
    f" (SELECT session_id FROM session_replay_events WHERE {_NAMED}"
    f" AND toUnixTimestamp64Milli(min_first_timestamp) {_UP_TO})",
    f"DELETE FROM session_replay_events WHERE {_NAMED}"
    f" AND toUnixTimestamp64Milli(min_first_timestamp) {_UP_TO}",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Deletion:
    """Somebody who was deleted, and what else of them is to be removed.

    ``up_to_ms`` is the last moment that they are deleted for, ``version`` that of the last rows.
    """

    id: UUID
    team_id: int
    person_id: UUID
    distinct_ids: list[str]
    up_to_ms: int
    version: int
    removes_events: bool
    removes_recordings: bool


def insert_deletion(connection: Connection, team_id: int, deletion: Deletion) -> None:
    """Keep what is to be removed from ClickHouse."""
    connection.execute(
        "INSERT INTO person_deletions (id, team_id, person_id, distinct_ids, up_to_ms, version,"
        " removes_events, removes_recordings) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [
            *(deletion.id, team_id, deletion.person_id, deletion.distinct_ids),
            *(deletion.up_to_ms, deletion.version),
            *(deletion.removes_events, deletion.removes_recordings),
        ],
    )


def list_deletions(connection: Connection, *, limit: int) -> list[Deletion]:
    """Return what is to be removed, of all teams, those first that wait longest."""
    with connection.cursor(row_factory=class_row(Deletion)) as cursor:
        return cursor.execute(
            "SELECT id, team_id, person_id, distinct_ids, up_to_ms, version, removes_events,"
            " removes_recordings FROM person_deletions ORDER BY created_at, id LIMIT %s",
            [limit],
        ).fetchall()


def end_deletions(connection: Connection, deletions: Iterable[Deletion]) -> None:
    """Forget what has been removed."""
    connection.execute(
        "DELETE FROM person_deletions WHERE id = ANY(%s)", [[item.id for item in deletions]]
    )


def remove(deletions: Iterable[Deletion]) -> None:
    """Remove them from ClickHouse; TemporarilyUnavailableError when some of it may be left.

    Those of one team that are to be removed alike take one statement a table.
    """
    kind = attrgetter("team_id", "removes_events", "removes_recordings")
    for (team_id, events, recordings), alike in groupby(sorted(deletions, key=kind), key=kind):
        statements = (
            *(_RECORDINGS if recordings else ()),
            *(_EVENTS if events else ()),
            *_IDENTITY,
        )
        parameters = _parameters(team_id, list(alike))
        try:
            for statement in statements:
                connect.client().command(statement, parameters=parameters)
        except Error as error:
            raise TemporarilyUnavailableError("The event store did not delete persons.") from error


def _parameters(team_id: int, deletions: Sequence[Deletion]) -> dict[str, object]:
    """Return names and people with their bounds, side by side; who was deleted twice, the last."""
    ordered = sorted(deletions, key=attrgetter("version"))
    names = {name: item for item in ordered for name in item.distinct_ids}
    people = {ids.person_id(team_id, name): item for name, item in names.items()}
    people |= {item.person_id: item for item in ordered}
    return {
        "team_id": team_id,
        "names": list(names),
        "moments": [item.up_to_ms for item in names.values()],
        "versions": [item.version for item in names.values()],
        "people": [str(person) for person in people],
        "people_versions": [item.version for item in people.values()],
    }
