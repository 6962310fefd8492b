"""Reads and writes what PostgreSQL keeps of persons: evidence, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson
from psycopg.rows import class_row

from shared import ids
from shared.domain.persons.links import Link
from shared.domain.persons.versions import OwnerVersion, PersonVersion
from shared.domain.registers import Registers, Stamp, read_keys, write_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.persons.derive import Person

LOCK: Final = 4_207


def lock_persons(connection: Connection, team_id: int) -> bool:
    """Keep others from changing persons of the team until the transaction ends.

    False when there is no such team any more: nobody has to know of its persons.
    """
    connection.execute(
        "SELECT pg_advisory_xact_lock(%(lock)s, %(team_id)s)", {"lock": LOCK, "team_id": team_id}
    )
    row = connection.execute(
        "SELECT 1 FROM teams WHERE id = %(team_id)s FOR KEY SHARE", {"team_id": team_id}
    ).fetchone()
    return row is not None


def insert_links(connection: Connection, team_id: int, links: Iterable[Link]) -> None:
    """Keep identity operations; those kept before stay as they are."""
    rows = [
        [team_id, link.stamp.at, link.stamp.uuid, link.kind, link.source, link.target]
        for link in links
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO person_links (team_id, at_ms, uuid, kind, source, target)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            rows,
        )


def list_component_links(
    connection: Connection, team_id: int, distinct_ids: Collection[str]
) -> set[Link]:
    """Return every operation that touches the distinct ids, directly or through others."""
    found: set[Link] = set()
    seen: set[str] = set()
    frontier = set(distinct_ids)
    while frontier:
        seen |= frontier
        rows = connection.execute(
            "SELECT at_ms, uuid, kind, source, target FROM person_links"
            " WHERE team_id = %(team_id)s AND source = ANY(%(ids)s)"
            " UNION SELECT at_ms, uuid, kind, source, target FROM person_links"
            " WHERE team_id = %(team_id)s AND target = ANY(%(ids)s)",
            {"team_id": team_id, "ids": sorted(frontier)},
        ).fetchall()
        links = {Link(Stamp(at, str(uuid)), kind, a, b) for at, uuid, kind, a, b in rows}
        found |= links
        frontier = {name for link in links for name in (link.source, link.target)} - seen
    return found


def find_registers(
    connection: Connection, team_id: int, distinct_ids: Collection[str]
) -> dict[str, Registers]:
    """Return what is known of the distinct ids; those never seen are missing."""
    rows = connection.execute(
        "SELECT distinct_id, created_at_ms, creator_event_uuid, keys::text FROM person_registers"
        " WHERE team_id = %s AND distinct_id = ANY(%s)",
        [team_id, sorted(distinct_ids)],
    ).fetchall()
    return {
        distinct_id: Registers(created=Stamp(at, str(uuid)), keys=read_keys(keys))
        for distinct_id, at, uuid, keys in rows
    }


def save_registers(
    connection: Connection, team_id: int, registers: Mapping[str, Registers]
) -> None:
    """Store what is known of distinct ids."""
    connection.execute(
        "INSERT INTO person_registers"
        " (team_id, distinct_id, created_at_ms, creator_event_uuid, keys)"
        " SELECT %(team_id)s, name, at, uuid::uuid, keys::jsonb"
        " FROM unnest(%(names)b::text[], %(at)b::bigint[], %(uuids)b::text[], %(keys)b::text[])"
        " AS said (name, at, uuid, keys)"
        " ON CONFLICT (team_id, distinct_id) DO UPDATE SET"
        " created_at_ms = excluded.created_at_ms,"
        " creator_event_uuid = excluded.creator_event_uuid, keys = excluded.keys",
        {
            "team_id": team_id,
            "names": list(registers),
            "at": [item.created.at for item in registers.values()],
            "uuids": [item.created.uuid for item in registers.values()],
            "keys": [write_keys(item.keys) for item in registers.values()],
        },
    )


def save_persons(connection: Connection, team_id: int, persons: Collection[Person]) -> None:
    """Store persons; only those that differ from what is stored get a new version."""
    connection.execute(
        "INSERT INTO persons (team_id, id, properties, created_at, is_identified, version)"
        " SELECT %(team_id)s, derived.*, nextval('person_versions')"
        " FROM (SELECT id, properties::jsonb, created_at, is_identified"
        " FROM unnest(%(ids)b::uuid[], %(properties)b::text[], %(created)b::timestamptz[],"
        " %(identified)b::boolean[]) AS said (id, properties, created_at, is_identified)"
        " EXCEPT SELECT id, properties, created_at, is_identified FROM persons"
        " WHERE team_id = %(team_id)s AND id = ANY(%(ids)b::uuid[]) AND NOT is_deleted)"
        " AS derived"
        " ON CONFLICT (team_id, id) DO UPDATE SET properties = excluded.properties,"
        " created_at = excluded.created_at, is_identified = excluded.is_identified,"
        " is_deleted = false, version = excluded.version",
        {
            "team_id": team_id,
            "ids": [item.id for item in persons],
            "properties": [orjson.dumps(item.properties).decode() for item in persons],
            "created": [item.created_at for item in persons],
            "identified": [item.is_identified for item in persons],
        },
    )


def save_owners(connection: Connection, team_id: int, owners: Mapping[str, UUID]) -> None:
    """Store whose the distinct ids are; only those that moved get a new version."""
    connection.execute(
        "INSERT INTO person_distinct_ids"
        " (team_id, distinct_id, own_person_id, person_id, was_moved, version)"
        " SELECT %(team_id)s, name, own, owner, own <> owner, nextval('person_versions')"
        " FROM (SELECT * FROM"
        " unnest(%(names)b::text[], %(own)b::uuid[], %(owners)b::uuid[]) AS said (name, own, owner)"
        " EXCEPT SELECT distinct_id, own_person_id, person_id FROM person_distinct_ids"
        " WHERE team_id = %(team_id)s AND distinct_id = ANY(%(names)b::text[]) AND NOT is_deleted)"
        " AS derived"
        " ON CONFLICT (team_id, distinct_id) DO UPDATE SET person_id = excluded.person_id,"
        " was_moved = person_distinct_ids.was_moved"
        " OR person_distinct_ids.person_id <> excluded.person_id,"
        " is_deleted = false, version = excluded.version",
        {
            "team_id": team_id,
            "names": list(owners),
            "own": [ids.person_id(team_id, name) for name in owners],
            "owners": list(owners.values()),
        },
    )


def delete_persons(connection: Connection, team_id: int, person_ids: Collection[UUID]) -> None:
    """Mark persons that nobody is any more; what they were is in the evidence, if anywhere."""
    connection.execute(
        "UPDATE persons SET is_deleted = true, properties = '{}',"
        " version = nextval('person_versions')"
        " WHERE team_id = %s AND id = ANY(%s) AND NOT is_deleted",
        [team_id, list(person_ids)],
    )


def delete_owners(connection: Connection, team_id: int, distinct_ids: Collection[str]) -> None:
    """Mark distinct ids that are nobody's any more."""
    connection.execute(
        "UPDATE person_distinct_ids SET is_deleted = true, version = nextval('person_versions')"
        " WHERE team_id = %s AND distinct_id = ANY(%s) AND NOT is_deleted",
        [team_id, sorted(distinct_ids)],
    )


def list_unpublished_persons(
    connection: Connection, team_id: int, person_ids: Collection[UUID]
) -> list[PersonVersion]:
    """Return those of the persons of which ClickHouse lacks the last version."""
    with connection.cursor(row_factory=class_row(PersonVersion)) as cursor:
        return cursor.execute(
            "SELECT id, properties, created_at, is_identified, is_deleted, version FROM persons"
            " WHERE team_id = %s AND id = ANY(%s) AND published < version",
            [team_id, list(person_ids)],
        ).fetchall()


def list_unpublished_owners(
    connection: Connection, team_id: int, distinct_ids: Collection[str]
) -> list[OwnerVersion]:
    """Return those of the distinct ids of which ClickHouse lacks the last version."""
    with connection.cursor(row_factory=class_row(OwnerVersion)) as cursor:
        return cursor.execute(
            "SELECT distinct_id, own_person_id, person_id, was_moved, is_deleted, version"
            " FROM person_distinct_ids"
            " WHERE team_id = %s AND distinct_id = ANY(%s) AND published < version",
            [team_id, sorted(distinct_ids)],
        ).fetchall()


def mark_published(
    connection: Connection,
    team_id: int,
    persons: Collection[PersonVersion],
    owners: Collection[OwnerVersion],
) -> None:
    """Note which versions ClickHouse has; a version that was overtaken stays unpublished."""
    connection.execute(
        "UPDATE persons SET published = greatest(published, told.version)"
        " FROM unnest(%(ids)b::uuid[], %(versions)b::bigint[]) AS told (id, version)"
        " WHERE team_id = %(team_id)s AND persons.id = told.id",
        {
            "team_id": team_id,
            "ids": [item.id for item in persons],
            "versions": [item.version for item in persons],
        },
    )
    connection.execute(
        "UPDATE person_distinct_ids SET published = greatest(published, told.version)"
        " FROM unnest(%(names)b::text[], %(versions)b::bigint[]) AS told (name, version)"
        " WHERE team_id = %(team_id)s AND distinct_id = told.name",
        {
            "team_id": team_id,
            "names": [item.distinct_id for item in owners],
            "versions": [item.version for item in owners],
        },
    )
