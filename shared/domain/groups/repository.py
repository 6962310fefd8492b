"""Reads and writes groups, and the up to five types that a project has of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shared.domain.groups.operations import GroupName
from shared.domain.registers import Registers, Stamp, read_keys, write_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from psycopg import Connection

MOST_TYPES: Final = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupVersion:
    """A group, with the version that orders what is known of it."""

    group: GroupName
    registers: Registers
    version: int


def list_group_types(connection: "Connection", team_id: int) -> tuple[str, ...]:
    """Return the names by their place (``$group_0`` is the first); ``""`` for a place not taken."""
    rows = connection.execute(
        "SELECT group_type_index, group_type FROM group_types WHERE team_id = %s", [team_id]
    ).fetchall()
    names = {int(index): str(name) for index, name in rows}
    return tuple(names.get(index, "") for index in range(max(names, default=-1) + 1))


def take_places(connection: "Connection", team_id: int, types: "Iterable[str]") -> dict[str, int]:
    """Return the place of every type of the project; new types take the free ones, in order.

    A type that finds no place is missing: a project has five.
    """
    rows = connection.execute(
        "SELECT group_type, group_type_index FROM group_types WHERE team_id = %s", [team_id]
    ).fetchall()
    places = {str(name): int(index) for name, index in rows}
    free = [index for index in range(MOST_TYPES) if index not in places.values()]
    new = [name for name in types if name not in places]
    for name, index in zip(new, free, strict=False):
        connection.execute(
            "INSERT INTO group_types (team_id, group_type_index, group_type) VALUES (%s, %s, %s)",
            [team_id, index, name],
        )
        places[name] = index
    return places


def find_groups(
    connection: "Connection", team_id: int, groups: "Iterable[GroupName]"
) -> dict[GroupName, Registers]:
    """Return what is known of the groups; those never identified are missing."""
    rows = connection.execute(
        "SELECT group_type, group_key, created_at_ms, creator_event_uuid, keys::text FROM groups"
        " WHERE team_id = %s AND (group_type, group_key) IN"
        " (SELECT * FROM unnest(%s::text[], %s::text[]))",
        [team_id, *_columns(groups)],
    ).fetchall()
    return {
        GroupName(kind, key): Registers(created=Stamp(at, str(uuid)), keys=read_keys(keys))
        for kind, key, at, uuid, keys in rows
    }


def save_groups(
    connection: "Connection", team_id: int, groups: "Mapping[GroupName, Registers]"
) -> None:
    """Store what is known of groups under a new version."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO groups (team_id, group_type, group_key, created_at_ms,"
            " creator_event_uuid, keys, version)"
            " VALUES (%s, %s, %s, %s, %s, %s::jsonb, nextval('person_versions'))"
            " ON CONFLICT (team_id, group_type, group_key) DO UPDATE SET"
            " created_at_ms = excluded.created_at_ms,"
            " creator_event_uuid = excluded.creator_event_uuid, keys = excluded.keys,"
            " version = excluded.version",
            [
                [team_id, *group, *item.created, write_keys(item.keys)]
                for group, item in groups.items()
            ],
        )


def list_unpublished(
    connection: "Connection", team_id: int, groups: "Collection[GroupName]"
) -> list[GroupVersion]:
    """Return those of the groups of which ClickHouse lacks the last version."""
    rows = connection.execute(
        "SELECT group_type, group_key, created_at_ms, creator_event_uuid, keys::text, version"
        " FROM groups WHERE team_id = %s AND published < version"
        " AND (group_type, group_key) IN (SELECT * FROM unnest(%s::text[], %s::text[]))",
        [team_id, *_columns(groups)],
    ).fetchall()
    return [
        GroupVersion(
            group=GroupName(kind, key),
            registers=Registers(created=Stamp(at, str(uuid)), keys=read_keys(keys)),
            version=version,
        )
        for kind, key, at, uuid, keys, version in rows
    ]


def mark_published(
    connection: "Connection", team_id: int, versions: "Iterable[GroupVersion]"
) -> None:
    """Note which versions ClickHouse has; a version that was overtaken stays unpublished."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE groups SET published = greatest(published, %s)"
            " WHERE team_id = %s AND group_type = %s AND group_key = %s",
            sorted([item.version, team_id, *item.group] for item in versions),
        )


def _columns(groups: "Iterable[GroupName]") -> tuple[list[str], list[str]]:
    names = list(groups)
    return [name.type for name in names], [name.key for name in names]
