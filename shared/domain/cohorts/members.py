"""Members of cohorts in ClickHouse, which queries read: written by version, removed when old.

Compiled(SELECT id FROM persons ...)  --INSERT SELECT-->  cohort_people, one version
ids of people                         --INSERT-------->   person_static_cohort
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.clickhouse.failures import explain
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from clickhouse_connect.driver.client import Client

    from hogql.compile import Compiled

ROWS_AT_ONCE: Final = 50_000
_FENCED: Final = "readonly"
_INSERT: Final = (
    "INSERT INTO cohort_people (team_id, cohort_id, version, person_id)"
    " SELECT {cohort_team_id:UInt32}, {cohort_id:UInt32}, {cohort_version:UInt32}, * FROM ("
)
_REMOVE: Final = (
    "DELETE FROM cohort_people WHERE team_id IN {teams:Array(UInt32)}"
    " AND cohort_id IN {cohorts:Array(UInt32)} AND"
    " version < transform(cohort_id, {cohorts:Array(UInt32)}, {versions:Array(UInt32)},"
    " toUInt32(0))"
)

_logger: Final = logger("cohorts")


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A cohort and the version of its members that counts."""

    team_id: int
    cohort_id: int
    version: int


def insert_members(members: Compiled, of: Version) -> None:
    """Store whom the query finds as the members of that version.

    The statement is that of the compiler, verified to read this team's data only; a ProductError
    in our own words when ClickHouse does not run it.
    """
    settings = {name: value for name, value in members.settings.items() if name != _FENCED}
    own = {
        "cohort_team_id": of.team_id,
        "cohort_id": of.cohort_id,
        "cohort_version": of.version,
    }
    with _answering() as client:
        client.command(
            f"{_INSERT}{members.sql})",
            parameters={**members.parameters, **own},
            settings=settings,
        )


def insert_static_members(team_id: int, cohort_id: int, people: Sequence[UUID]) -> None:
    """Store the members of a static cohort; those who are members already stay so."""
    names = ["team_id", "cohort_id", "person_id"]
    with _answering() as client:
        for start in range(0, len(people), ROWS_AT_ONCE):
            rows = [[team_id, cohort_id, person] for person in people[start : start + ROWS_AT_ONCE]]
            client.insert("person_static_cohort", rows, column_names=names)


def remove_older(versions: Sequence[Version]) -> None:
    """Remove the members of versions before these."""
    if not versions:
        return
    with _answering() as client:
        client.command(
            _REMOVE,
            parameters={
                "teams": sorted({each.team_id for each in versions}),
                "cohorts": [each.cohort_id for each in versions],
                "versions": [each.version for each in versions],
            },
        )


@contextmanager
def _answering() -> Iterator[Client]:
    try:
        yield connect.client()
    except Error as error:
        # ClickHouse's own text quotes data: it goes neither to the caller nor to the log.
        _logger.warning("cohort failed", extra={"error_code": error.code, "error_name": error.name})
        raise explain(error.code) from error
