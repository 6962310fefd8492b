"""Finds persons for people who look for them: in PostgreSQL, which knows them as they are now.

PersonFilter --conditions--> rows of persons with their distinct ids --> Person
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from shared.domain.nul import without_nul
from shared.domain.persons.conditions import Condition, join_conditions
from shared.domain.persons.models import Person
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from psycopg import Connection

# Source: PostHog's own default of ``person_display_name_properties``.
NAMES: Final = ("email", "Email", "name", "Name", "username", "Username", "UserName")
_ANONYMOUS_LENGTH: Final = 36
_COLUMNS: Final = (
    "SELECT persons.id, persons.properties, persons.is_identified, persons.created_at, ARRAY("
    "SELECT distinct_id FROM person_distinct_ids AS ids WHERE ids.team_id = persons.team_id"
    " AND ids.person_id = persons.id AND NOT ids.is_deleted"
    " ORDER BY ids.own_person_id <> ids.person_id, distinct_id LIMIT 1000)"
    " FROM persons WHERE persons.team_id = %s AND NOT persons.is_deleted AND "
)
_COUNT: Final = (
    "SELECT count(*) FROM persons WHERE persons.team_id = %s AND NOT persons.is_deleted AND "
)
_HAS_DISTINCT_ID: Final = (
    "persons.id IN (SELECT person_id FROM person_distinct_ids"
    " WHERE team_id = %s AND distinct_id = %s AND NOT is_deleted)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonFilter:
    """Whom to find; None does not filter. ``search`` is part of a name or of a distinct id."""

    search: str | None = None
    email: str | None = None
    distinct_id: str | None = None
    properties: Condition | None = None


def list_persons(
    connection: Connection, team_id: int, *, only: PersonFilter, limit: int, offset: int
) -> list[Person]:
    """Return persons, those who came last first."""
    where = _conditions(team_id, only)
    rows = connection.execute(
        f"{_COLUMNS}{where.sql} ORDER BY persons.created_at DESC, persons.id LIMIT %s OFFSET %s",
        [team_id, *where.values, limit, offset],
    ).fetchall()
    return [_person(row) for row in rows]


def count_persons(connection: Connection, team_id: int, *, only: PersonFilter) -> int:
    """Return how many persons ``list_persons`` would return without a limit."""
    where = _conditions(team_id, only)
    row = connection.execute(f"{_COUNT}{where.sql}", [team_id, *where.values]).fetchone()
    return 0 if row is None else int(row[0])


def get_person(connection: Connection, team_id: int, name: str) -> Person:
    """Return the person of that id, else of that distinct id; NotFoundError when there is none."""
    is_id = Condition(sql="persons.id = %s", values=(_as_uuid(name),))
    is_theirs = Condition(sql=_HAS_DISTINCT_ID, values=(team_id, without_nul(name)))
    for where in (is_id, is_theirs):
        row = connection.execute(f"{_COLUMNS}{where.sql}", [team_id, *where.values]).fetchone()
        if row is not None:
            return _person(row)
    raise NotFoundError("Person not found.")


def find_persons(
    connection: Connection, team_id: int, *, ids: Sequence[UUID], distinct_ids: Sequence[str]
) -> list[Person]:
    """Return the persons of these ids and distinct ids, each once; others are missing."""
    rows = connection.execute(
        f"{_COLUMNS}(persons.id = ANY(%s) OR persons.id IN (SELECT person_id"
        " FROM person_distinct_ids WHERE team_id = %s AND distinct_id = ANY(%s)"
        " AND NOT is_deleted)) ORDER BY persons.id",
        [team_id, list(ids), team_id, [without_nul(name) for name in distinct_ids]],
    ).fetchall()
    return [_person(row) for row in rows]


def _conditions(team_id: int, only: PersonFilter) -> Condition:
    found: list[Condition] = []
    if only.search:
        found.append(_search(team_id, without_nul(only.search)))
    if only.email is not None:
        email = without_nul(only.email)
        found.append(Condition(sql="persons.properties ->> 'email' = %s", values=(email,)))
    if only.distinct_id is not None:
        values = (team_id, without_nul(only.distinct_id))
        found.append(Condition(sql=_HAS_DISTINCT_ID, values=values))
    if only.properties is not None:
        found.append(only.properties)
    return join_conditions(found)


def _search(team_id: int, text: str) -> Condition:
    return Condition(
        sql="strpos(lower(persons.properties ->> 'email'), lower(%s)) > 0"
        " OR strpos(lower(persons.properties ->> 'name'), lower(%s)) > 0"
        " OR persons.id = %s"
        " OR persons.id IN (SELECT person_id FROM person_distinct_ids WHERE team_id = %s"
        " AND strpos(lower(distinct_id), lower(%s)) > 0 AND NOT is_deleted)",
        values=(text, text, _as_uuid(text), team_id, text),
    )


def _person(row: tuple[Any, ...]) -> Person:
    identifier, properties, is_identified, created_at, distinct_ids = row
    return Person(
        id=identifier,
        uuid=identifier,
        name=_name(properties, distinct_ids) or str(identifier),
        distinct_ids=distinct_ids,
        properties=properties,
        is_identified=is_identified,
        created_at=created_at,
    )


def _name(properties: Mapping[str, object], distinct_ids: Sequence[str]) -> str:
    """Return what to call a person: rather not by an id that a browser made up."""
    for name in NAMES:
        value = properties.get(name)
        if isinstance(value, str) and value.strip():
            return value
    chosen = [name for name in distinct_ids if not _is_made_up(name)]
    return next(iter([*chosen, *distinct_ids]), "")


def _is_made_up(distinct_id: str) -> bool:
    return len(distinct_id) == _ANONYMOUS_LENGTH and _as_uuid(distinct_id) is not None


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
