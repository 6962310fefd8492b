"""Reads and writes what a project knows of its events by name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, LiteralString

from psycopg.rows import class_row

from shared.domain.event_definitions.models import EventDefinition
from shared.domain.users.basic import BASIC
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.property_definitions.messages import MetEvent

COLUMNS: Final[LiteralString] = (
    "SELECT id, name, description, tags, verified, verified_at, hidden, primary_property,"
    " created_at, last_seen_at, updated_at, updated_at AS last_updated_at, "
    + BASIC
    + "owner_id) AS owner, "
    + BASIC
    + "verified_by_id) AS verified_by, "
    + BASIC
    + "updated_by_id) AS updated_by FROM event_definitions"
)
MATCHES: Final[LiteralString] = (
    " AND name ILIKE ALL(%(patterns)s::text[])"
    " AND (%(names)s::text[] IS NULL OR name = ANY(%(names)s))"
    " AND (%(is_own)s::boolean IS NULL OR (NOT starts_with(name, '$')) = %(is_own)s)"
    " AND (%(verified)s::boolean IS NULL OR verified = %(verified)s)"
    " AND (%(hidden)s::boolean IS NULL OR hidden = %(hidden)s)"
    " AND tags @> %(tags)s::text[]"
)
ORDERS: Final[dict[str, LiteralString]] = {
    "name": "name",
    "-name": "name DESC",
    "last_seen_at": "last_seen_at NULLS FIRST, name",
    "-last_seen_at": "last_seen_at DESC NULLS LAST, name",
    "created_at": "created_at, name",
    "-created_at": "created_at DESC, name",
}
DEFAULT_ORDER: Final = "-last_seen_at"


@dataclass(frozen=True, kw_only=True, slots=True)
class EventFilter:
    """Which events to return; None does not filter. ``is_own`` is about names without ``$``."""

    patterns: "Sequence[str]" = ()
    names: "Sequence[str] | None" = None
    is_own: bool | None = None
    verified: bool | None = None
    hidden: bool | None = None
    tags: "Sequence[str]" = ()


def insert_met_events(connection: "Connection", team_id: int, met: "Iterable[MetEvent]") -> None:
    """Store events that were not known, and when each was first and last seen, in any order.

    Nothing is stored of a project that is gone.
    """
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO event_definitions (team_id, name, first_seen_at, last_seen_at)"
            " SELECT id, %(name)s, to_timestamp(%(at)s / 1000), to_timestamp(%(at)s / 1000)"
            " FROM teams WHERE id = %(team_id)s"
            " ON CONFLICT (team_id, name) DO UPDATE SET"
            " first_seen_at = least(event_definitions.first_seen_at, excluded.first_seen_at),"
            " last_seen_at = greatest(event_definitions.last_seen_at, excluded.last_seen_at)"
            " WHERE event_definitions.first_seen_at IS NULL"
            " OR excluded.first_seen_at < event_definitions.first_seen_at"
            " OR excluded.last_seen_at > event_definitions.last_seen_at",
            [{**item._asdict(), "team_id": team_id} for item in sorted(set(met)) if item.name],
        )


def list_event_definitions(
    connection: "Connection",
    team_id: int,
    *,
    only: EventFilter,
    order: str,
    limit: int,
    offset: int,
) -> list[EventDefinition]:
    """Return events in the order of a key of ``ORDERS``."""
    with connection.cursor(row_factory=class_row(EventDefinition)) as cursor:
        return cursor.execute(
            COLUMNS
            + " WHERE team_id = %(team_id)s"
            + MATCHES
            + f" ORDER BY {ORDERS[order]} LIMIT %(limit)s OFFSET %(offset)s",
            {**_parameters(team_id, only), "limit": limit, "offset": offset},
        ).fetchall()


def count_event_definitions(connection: "Connection", team_id: int, *, only: EventFilter) -> int:
    """Return how many events ``list_event_definitions`` would return without a limit."""
    row = connection.execute(
        "SELECT count(*) FROM event_definitions WHERE team_id = %(team_id)s" + MATCHES,
        _parameters(team_id, only),
    ).fetchone()
    return 0 if row is None else int(row[0])


def get_event_definition(
    connection: "Connection", team_id: int, definition_id: "UUID"
) -> EventDefinition:
    """Return the event; NotFoundError when the project has none of this id."""
    return _one(
        connection,
        COLUMNS + " WHERE team_id = %(team_id)s AND id = %(id)s",
        {"team_id": team_id, "id": definition_id},
    )


def lock_event_definition(
    connection: "Connection", team_id: int, definition_id: "UUID"
) -> EventDefinition:
    """Return the event and keep others from changing it until the transaction ends."""
    return _one(
        connection,
        COLUMNS + " WHERE team_id = %(team_id)s AND id = %(id)s FOR UPDATE",
        {"team_id": team_id, "id": definition_id},
    )


def find_event_definition(
    connection: "Connection", team_id: int, name: str
) -> EventDefinition | None:
    """Return the event of this name."""
    with connection.cursor(row_factory=class_row(EventDefinition)) as cursor:
        return cursor.execute(
            COLUMNS + " WHERE team_id = %(team_id)s AND name = %(name)s",
            {"team_id": team_id, "name": name},
        ).fetchone()


def insert_event_definition(connection: "Connection", team_id: int, name: str) -> bool:
    """Store an event that nobody has sent yet; return whether it was not known."""
    inserted = connection.execute(
        "INSERT INTO event_definitions (team_id, name) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [team_id, name],
    )
    return inserted.rowcount == 1


def update_event_definition(
    connection: "Connection",
    team_id: int,
    definition: EventDefinition,
    *,
    owner_id: int | None,
    user_id: int,
) -> None:
    """Store what members say of an event."""
    connection.execute(
        "UPDATE event_definitions SET description = %(description)s, tags = %(tags)s,"
        " hidden = %(hidden)s, primary_property = %(primary_property)s, owner_id = %(owner_id)s,"
        " verified = %(verified)s, updated_at = now(), updated_by_id = %(user_id)s,"
        " verified_at = CASE WHEN NOT %(verified)s THEN NULL"
        " WHEN verified THEN verified_at ELSE now() END,"
        " verified_by_id = CASE WHEN NOT %(verified)s THEN NULL"
        " WHEN verified THEN verified_by_id ELSE %(user_id)s END"
        " WHERE team_id = %(team_id)s AND id = %(id)s",
        {
            "team_id": team_id,
            "id": definition.id,
            "description": definition.description,
            "tags": definition.tags,
            "hidden": definition.hidden,
            "verified": definition.verified,
            "primary_property": definition.primary_property,
            "owner_id": owner_id,
            "user_id": user_id,
        },
    )


def is_member(connection: "Connection", team_id: int, user_id: int) -> bool:
    """Whether a user belongs to the organization of the project."""
    row = connection.execute(
        "SELECT count(*) FROM memberships JOIN teams USING (organization_id)"
        " WHERE teams.id = %(team_id)s AND memberships.user_id = %(user_id)s",
        {"team_id": team_id, "user_id": user_id},
    ).fetchone()
    return row is not None and bool(row[0])


def delete_event_definition(connection: "Connection", team_id: int, definition_id: "UUID") -> None:
    """Forget what is known of an event; it is known again once one is sent."""
    connection.execute(
        "WITH gone AS (DELETE FROM event_definitions WHERE team_id = %(team_id)s AND id = %(id)s"
        " RETURNING name) DELETE FROM event_properties USING gone"
        " WHERE team_id = %(team_id)s AND event = gone.name",
        {"team_id": team_id, "id": definition_id},
    )


def _one(
    connection: "Connection", statement: LiteralString, parameters: dict[str, object]
) -> EventDefinition:
    with connection.cursor(row_factory=class_row(EventDefinition)) as cursor:
        found = cursor.execute(statement, parameters).fetchone()
    if found is None:
        raise NotFoundError("Event definition not found.")
    return found


def _parameters(team_id: int, only: EventFilter) -> dict[str, object]:
    return {
        "team_id": team_id,
        "patterns": list(only.patterns),
        "names": None if only.names is None else list(only.names),
        "is_own": only.is_own,
        "verified": only.verified,
        "hidden": only.hidden,
        "tags": list(only.tags),
    }
