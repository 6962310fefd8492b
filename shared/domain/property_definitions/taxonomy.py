"""Reads and writes property definitions as members see them: with words, tags and marks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, LiteralString

from psycopg.rows import class_row

from shared.domain.property_definitions.models import PropertyDefinition
from shared.domain.property_definitions.repository import NOT_A_GROUP
from shared.domain.users.basic import BASIC
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.property_definitions.repository import PropertyKind

SEEN: Final[LiteralString] = (
    "EXISTS (SELECT 1 FROM event_properties WHERE event_properties.team_id = %(team_id)s"
    " AND event_properties.event = ANY(%(events)s::text[])"
    " AND event_properties.property = property_definitions.name)"
)
COLUMNS: Final[LiteralString] = (
    "SELECT id, name, description, tags, property_type,"
    " coalesce(property_type IN ('Numeric', 'Duration'), false) AS is_numerical,"
    " CASE WHEN %(events)s::text[] IS NOT NULL THEN "
    + SEEN
    + " END AS is_seen_on_filtered_events, verified, verified_at, "
    + BASIC
    + "verified_by_id) AS verified_by, hidden, updated_at, "
    + BASIC
    + "updated_by_id) AS updated_by FROM property_definitions"
)
MATCHES: Final[LiteralString] = (
    " AND type = %(kind)s AND group_type_index = %(index)s"
    " AND name ILIKE ALL(%(patterns)s::text[])"
    " AND (%(names)s::text[] IS NULL OR name = ANY(%(names)s))"
    " AND name <> ALL(%(excluded)s::text[])"
    " AND (%(is_flag)s::boolean IS NULL OR starts_with(name, '$feature/') = %(is_flag)s)"
    " AND (%(is_numerical)s::boolean IS NULL"
    " OR coalesce(property_type IN ('Numeric', 'Duration'), false) = %(is_numerical)s)"
    " AND (%(verified)s::boolean IS NULL OR verified = %(verified)s)"
    " AND (%(hidden)s::boolean IS NULL OR hidden = %(hidden)s)"
    " AND (%(is_seen)s::boolean IS NULL OR " + SEEN + " = %(is_seen)s)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PropertyFilter:
    """Which properties to return; None does not filter.

    ``events`` are the events asked about; ``is_seen`` keeps those that these have, or have not.
    """

    kind: "PropertyKind" = "event"
    group_type_index: int = NOT_A_GROUP
    patterns: "Sequence[str]" = ()
    names: "Sequence[str] | None" = None
    excluded: "Sequence[str]" = ()
    events: "Sequence[str] | None" = None
    is_seen: bool | None = None
    is_flag: bool | None = None
    is_numerical: bool | None = None
    verified: bool | None = None
    hidden: bool | None = None


def list_property_definitions(
    connection: "Connection", team_id: int, *, only: PropertyFilter, limit: int, offset: int
) -> list[PropertyDefinition]:
    """Return properties: those of the named events first, then those verified, then by name."""
    with connection.cursor(row_factory=class_row(PropertyDefinition)) as cursor:
        return cursor.execute(
            COLUMNS
            + " WHERE team_id = %(team_id)s"
            + MATCHES
            + " ORDER BY is_seen_on_filtered_events DESC NULLS LAST, verified DESC, name"
            " LIMIT %(limit)s OFFSET %(offset)s",
            {**_parameters(team_id, only), "limit": limit, "offset": offset},
        ).fetchall()


def count_property_definitions(
    connection: "Connection", team_id: int, *, only: PropertyFilter
) -> int:
    """Return how many ``list_property_definitions`` would return without a limit."""
    row = connection.execute(
        "SELECT count(*) FROM property_definitions WHERE team_id = %(team_id)s" + MATCHES,
        _parameters(team_id, only),
    ).fetchone()
    return 0 if row is None else int(row[0])


def get_property_definition(
    connection: "Connection", team_id: int, definition_id: "UUID"
) -> PropertyDefinition:
    """Return the property; NotFoundError when the project has none of this id.

    Others cannot change it until the transaction ends.
    """
    with connection.cursor(row_factory=class_row(PropertyDefinition)) as cursor:
        found = cursor.execute(
            COLUMNS + " WHERE team_id = %(team_id)s AND id = %(id)s FOR UPDATE",
            {"team_id": team_id, "id": definition_id, "events": None},
        ).fetchone()
    if found is None:
        raise NotFoundError("Property definition not found.")
    return found


def update_property_definition(
    connection: "Connection", team_id: int, definition: PropertyDefinition, *, user_id: int
) -> None:
    """Store what members say of a property. A type they change is no longer learned."""
    connection.execute(
        "UPDATE property_definitions SET description = %(description)s, tags = %(tags)s,"
        " type_at = CASE WHEN property_type IS DISTINCT FROM %(type)s THEN 0 ELSE type_at END,"
        " property_type = %(type)s, hidden = %(hidden)s, verified = %(verified)s,"
        " updated_at = now(), updated_by_id = %(user_id)s,"
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
            "type": definition.property_type,
            "hidden": definition.hidden,
            "verified": definition.verified,
            "user_id": user_id,
        },
    )


def delete_property_definition(
    connection: "Connection", team_id: int, definition_id: "UUID"
) -> None:
    """Forget what is known of a property; it is known again once one is sent."""
    connection.execute(
        "DELETE FROM property_definitions WHERE team_id = %s AND id = %s", [team_id, definition_id]
    )


def find_events_with(
    connection: "Connection", team_id: int, *, events: "Sequence[str]", name: str
) -> frozenset[str]:
    """Return those of the events that have been seen with a property."""
    rows = connection.execute(
        "SELECT event FROM event_properties"
        " WHERE team_id = %s AND event = ANY(%s) AND property = %s",
        [team_id, list(events), name],
    ).fetchall()
    return frozenset(str(event) for (event,) in rows)


def _parameters(team_id: int, only: PropertyFilter) -> dict[str, object]:
    return {
        "team_id": team_id,
        "kind": only.kind,
        "index": only.group_type_index,
        "patterns": list(only.patterns),
        "names": None if only.names is None else list(only.names),
        "excluded": list(only.excluded),
        "events": None if only.events is None else list(only.events),
        "is_seen": only.is_seen,
        "is_flag": only.is_flag,
        "is_numerical": only.is_numerical,
        "verified": only.verified,
        "hidden": only.hidden,
    }
