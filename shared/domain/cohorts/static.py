"""Who is in a static cohort, as people wrote it: PostgreSQL knows, ClickHouse gets a copy.

    ids, distinct ids, e-mail addresses --those that somebody has--> static_cohort_members
    the lines of a file --read_csv--> Listed

Names that nobody has are passed over, as in PostHog.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from shared.domain.nul import without_nul
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection

MOST_LINES: Final = 500_000
_COLUMNS: Final = {
    "ids": ("person_id", "person-id", "person id", "uuid"),
    "distinct_ids": ("distinct_id", "distinct-id", "distinct id"),
    "emails": ("email", "e-mail"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """People as a client names them: a name in ``ids`` may be a distinct id as well."""

    ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def read_csv(text: str) -> Listed:
    """Return whom a file lists; InvalidRequestError when it does not say by what.

    A file of one column may go without a head: it lists distinct ids. Source: PostHog's own upload.
    """
    try:
        lines = [line for line in csv.reader(text.removeprefix("\ufeff").splitlines()) if line]
    except csv.Error as error:
        raise InvalidRequestError("The file is not CSV.", attr="csv") from error
    if not lines:
        raise InvalidRequestError("The file is empty.", attr="csv")
    if len(lines) > MOST_LINES:
        message = f"The file has more than {MOST_LINES:,} lines."
        raise InvalidRequestError(message, attr="csv")
    head = [name.strip().lower() for name in lines[0]]
    for kind, names in _COLUMNS.items():
        place = next((at for at, name in enumerate(head) if name in names), None)
        if place is not None:
            values = _column(lines[1:], place)
            return Listed(emails=values) if kind == "emails" else Listed(ids=values)
    if len(head) > 1:
        message = "The first line must name a column person_id, distinct_id or email."
        raise InvalidRequestError(message, attr="csv")
    return Listed(ids=_column(lines, 0))


def add_members(connection: Connection, team_id: int, cohort_id: int, listed: Listed) -> int:
    """Put people into a static cohort; return how many are new. Nobody's names are passed over."""
    names = [without_nul(name) for name in listed.ids]
    added = connection.execute(
        "INSERT INTO static_cohort_members (team_id, cohort_id, person_id)"
        " SELECT team_id, %(cohort_id)s, id FROM persons WHERE team_id = %(team_id)s"
        " AND NOT is_deleted AND (id = ANY(%(ids)s) OR id IN (SELECT person_id"
        " FROM person_distinct_ids WHERE team_id = %(team_id)s AND NOT is_deleted"
        " AND distinct_id = ANY(%(names)s)) OR properties ->> 'email' = ANY(%(emails)s))"
        " ON CONFLICT DO NOTHING",
        {
            "team_id": team_id,
            "cohort_id": cohort_id,
            "ids": _uuids(names),
            "names": names,
            "emails": [without_nul(email) for email in listed.emails],
        },
    )
    return added.rowcount


def add_people(connection: Connection, team_id: int, cohort_id: int, ids: Sequence[UUID]) -> None:
    """Put people into a static cohort who are known to be there."""
    connection.execute(
        "INSERT INTO static_cohort_members (team_id, cohort_id, person_id)"
        " SELECT %s, %s, unnest(%s::uuid[]) ON CONFLICT DO NOTHING",
        [team_id, cohort_id, list(ids)],
    )


def list_members(connection: Connection, team_id: int, cohort_id: int) -> list[UUID]:
    """Return the people of a static cohort who are still there."""
    rows = connection.execute(
        "SELECT person_id FROM static_cohort_members AS members JOIN persons"
        " ON persons.team_id = members.team_id AND persons.id = members.person_id"
        " WHERE members.team_id = %s AND members.cohort_id = %s AND NOT persons.is_deleted"
        " ORDER BY person_id",
        [team_id, cohort_id],
    ).fetchall()
    return [person for (person,) in rows]


def _column(lines: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    values = (line[place].strip() for line in lines if place < len(line))
    return tuple(dict.fromkeys(value for value in values if value))


def _uuids(names: Sequence[str]) -> list[UUID]:
    found: list[UUID] = []
    for name in names:
        try:
            found.append(UUID(name))
        except ValueError:
            continue
    return found
