"""Reads what is known of the project's properties: their names, and the types of their values."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from psycopg.rows import class_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection

    from shared.domain.property_definitions.detect import DetectedType
    from shared.domain.property_definitions.messages import MetProperty

PropertyKind: TypeAlias = Literal["event", "person", "group", "session"]
NOT_A_GROUP: Final = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredDefinition:
    """A property; ``group_type_index`` is -1 unless a group has it, no type is known as text."""

    type: PropertyKind
    group_type_index: int
    name: str
    property_type: str | None


def find_property_types(
    connection: "Connection", team_id: int, *, names: "Iterable[str]"
) -> list[StoredDefinition]:
    """Return the project's properties of these names whose values have a known type."""
    with connection.cursor(row_factory=class_row(StoredDefinition)) as cursor:
        return cursor.execute(
            "SELECT type, group_type_index, name, property_type FROM property_definitions"
            " WHERE team_id = %s AND name = ANY(%s) AND property_type IS NOT NULL",
            [team_id, list(names)],
        ).fetchall()


def insert_met(connection: "Connection", team_id: int, met: "Iterable[MetProperty]") -> None:
    """Store properties of events and persons, and which events have which.

    Of several types the one that the earliest event showed stays, in whatever order they are told.
    Nothing is stored of a project that is gone.
    """
    items = sorted(set(met), key=str)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO property_definitions (team_id, type, name, property_type, type_at)"
            " SELECT id, %(kind)s, %(name)s, %(type)s, %(at)s FROM teams WHERE id = %(team_id)s"
            " ON CONFLICT (team_id, type, group_type_index, name) DO UPDATE"
            " SET property_type = excluded.property_type, type_at = excluded.type_at"
            " WHERE excluded.property_type IS NOT NULL"
            " AND (property_definitions.property_type IS NULL"
            " OR (property_definitions.type_at, property_definitions.property_type)"
            " > (excluded.type_at, excluded.property_type))",
            [{**item._asdict(), "team_id": team_id} for item in items],
        )
        cursor.executemany(
            "INSERT INTO event_properties (team_id, event, property)"
            " SELECT id, %(event)s, %(name)s FROM teams WHERE id = %(team_id)s"
            " ON CONFLICT DO NOTHING",
            [{**item._asdict(), "team_id": team_id} for item in items if item.event],
        )


def insert_group_properties(
    connection: "Connection",
    team_id: int,
    group_type_index: int,
    properties: "Iterable[tuple[str, DetectedType | None]]",
) -> None:
    """Store properties of a type of groups that were not known; a type once known stays."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO property_definitions"
            " (team_id, type, group_type_index, name, property_type)"
            " VALUES (%s, 'group', %s, %s, %s)"
            " ON CONFLICT (team_id, type, group_type_index, name) DO UPDATE"
            " SET property_type = excluded.property_type"
            " WHERE property_definitions.property_type IS NULL",
            [[team_id, group_type_index, name, of] for name, of in properties],
        )


def search_definitions(
    connection: "Connection",
    team_id: int,
    *,
    kind: PropertyKind,
    group_type_index: int,
    prefix: str,
    limit: int,
) -> list[StoredDefinition]:
    """Return properties of one kind whose names begin with ``prefix``, in any case, by name."""
    with connection.cursor(row_factory=class_row(StoredDefinition)) as cursor:
        return cursor.execute(
            "SELECT type, group_type_index, name, property_type FROM property_definitions"
            " WHERE team_id = %s AND type = %s AND group_type_index = %s"
            " AND starts_with(lower(name), lower(%s)) ORDER BY name LIMIT %s",
            [team_id, kind, group_type_index, prefix, limit],
        ).fetchall()
