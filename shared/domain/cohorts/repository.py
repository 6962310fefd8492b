"""Reads cohorts: named sets of persons, listed by hand (static) or computed from conditions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg.rows import class_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredCohort:
    """A cohort; the members of one that is not static are those of its ``version``."""

    id: int
    name: str
    is_static: bool
    version: int


def find_cohorts(
    connection: "Connection", team_id: int, *, ids: "Iterable[int]", names: "Iterable[str]"
) -> list[StoredCohort]:
    """Return the project's cohorts of these ids or names, by id; those deleted are not found."""
    with connection.cursor(row_factory=class_row(StoredCohort)) as cursor:
        return cursor.execute(
            "SELECT id, name, is_static, version FROM cohorts"
            " WHERE team_id = %s AND NOT deleted AND (id = ANY(%s::bigint[]) OR name = ANY(%s))"
            " ORDER BY id",
            [team_id, list(ids), list(names)],
        ).fetchall()


def list_cohorts(connection: "Connection", team_id: int) -> list[StoredCohort]:
    """Return all of the project's cohorts, by id."""
    with connection.cursor(row_factory=class_row(StoredCohort)) as cursor:
        return cursor.execute(
            "SELECT id, name, is_static, version FROM cohorts"
            " WHERE team_id = %s AND NOT deleted ORDER BY id",
            [team_id],
        ).fetchall()
