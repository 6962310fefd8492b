"""Reads and writes cohorts: named sets of persons, listed by hand or found by conditions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, LiteralString

from psycopg.rows import class_row
from psycopg.types.json import Json

from shared.domain.cohorts.models import Cohort
from shared.domain.users.basic import BASIC
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection
    from pydantic import JsonValue

    from shared.domain.cohorts.models import NewCohort

COLUMNS: Final[LiteralString] = (
    "SELECT id, name, description, filters, query, deleted, is_calculating, created_at,"
    " last_calculation, errors_calculating, last_error_message, count, is_static, version,"
    " pending_version, " + BASIC + "created_by_id) AS created_by FROM cohorts"
)
MATCHES: Final[LiteralString] = (
    " WHERE team_id = %(team_id)s AND NOT deleted"
    " AND (name ILIKE ALL(%(patterns)s::text[]) OR description ILIKE ALL(%(patterns)s::text[]))"
    " AND (%(is_static)s::boolean IS NULL OR is_static = %(is_static)s)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredCohort:
    """A cohort; the members of one that is not static are those of its ``version``."""

    id: int
    name: str
    is_static: bool
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CohortFilter:
    """Which cohorts to list: those whose name or description fits all patterns, of one kind."""

    patterns: tuple[str, ...] = ()
    is_static: bool | None = None


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


def list_conditions(connection: "Connection", team_id: int) -> "dict[int, dict[str, JsonValue]]":
    """Return the filters of the project's cohorts that are found by conditions, by id."""
    return dict(
        connection.execute(
            "SELECT id, filters FROM cohorts WHERE team_id = %s AND NOT deleted AND NOT is_static"
            " AND query IS NULL AND filters::text NOT IN ('{}', 'null') ORDER BY id",
            [team_id],
        ).fetchall()
    )


def search_cohorts(
    connection: "Connection", team_id: int, *, only: CohortFilter, limit: int, offset: int
) -> list[Cohort]:
    """Return cohorts, the last created first."""
    with connection.cursor(row_factory=class_row(Cohort)) as cursor:
        return cursor.execute(
            COLUMNS + MATCHES + " ORDER BY created_at DESC, id DESC"
            " LIMIT %(limit)s OFFSET %(offset)s",
            {**_values(only), "team_id": team_id, "limit": limit, "offset": offset},
        ).fetchall()


def count_cohorts(connection: "Connection", team_id: int, *, only: CohortFilter) -> int:
    """Return how many cohorts ``search_cohorts`` would return without a limit."""
    row = connection.execute(
        "SELECT count(*) FROM cohorts" + MATCHES, {**_values(only), "team_id": team_id}
    ).fetchone()
    return 0 if row is None else int(row[0])


def get_cohort(connection: "Connection", team_id: int, cohort_id: int) -> Cohort:
    """Return the cohort, also one that was deleted; NotFoundError when the project has none."""
    return _existing(connection, " WHERE team_id = %s AND id = %s", team_id, cohort_id)


def lock_cohort(connection: "Connection", team_id: int, cohort_id: int) -> Cohort:
    """Return the cohort and keep others from changing it until the transaction ends."""
    return _existing(connection, " WHERE team_id = %s AND id = %s FOR UPDATE", team_id, cohort_id)


def insert_cohort(
    connection: "Connection",
    team_id: int,
    new: "NewCohort",
    *,
    user_id: int,
    copy_of_id: int | None = None,
) -> Cohort:
    """Store a new cohort, which has no members yet."""
    row = connection.execute(
        "INSERT INTO cohorts (team_id, name, description, filters, query, is_static,"
        " created_by_id, copy_of_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
        [
            *(team_id, new.name, new.description, Json(new.filters or {}), _json(new.query)),
            *(new.is_static, user_id, copy_of_id),
        ],
    ).fetchone()
    if row is None:
        raise LookupError("The cohort is gone within its own statement.")
    return get_cohort(connection, team_id, row[0])


def update_cohort(connection: "Connection", team_id: int, cohort: Cohort) -> Cohort:
    """Store what clients may change of the cohort as it is given."""
    connection.execute(
        "UPDATE cohorts SET name = %s, description = %s, filters = %s, query = %s, deleted = %s"
        " WHERE team_id = %s AND id = %s",
        [
            *(cohort.name, cohort.description, Json(cohort.filters or {}), _json(cohort.query)),
            *(cohort.deleted, team_id, cohort.id),
        ],
    )
    return get_cohort(connection, team_id, cohort.id)


def _json(value: object) -> Json | None:
    return None if value is None else Json(value)


def _values(only: CohortFilter) -> dict[str, object]:
    return {"patterns": list(only.patterns), "is_static": only.is_static}


def _existing(
    connection: "Connection", where: LiteralString, team_id: int, cohort_id: int
) -> Cohort:
    with connection.cursor(row_factory=class_row(Cohort)) as cursor:
        found = cursor.execute(COLUMNS + where, [team_id, cohort_id]).fetchone()
    if found is None:
        raise NotFoundError("Not found.")
    return found
