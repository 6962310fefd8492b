"""The state of calculations: who asked for one, who is at it, whose members count.

    ask     pending_version + 1, is_calculating     a change of the cohort, a cohort in it, a day
    claim   pending_version + 1 is mine             the members I write carry that version
    finish  version = mine, unless a later one counts already
    fail    errors_calculating + 1, why; the members stay those of ``version``

No two calculations write the same version, so concurrent ones cannot mix. What was asked is in the
row; a message that is lost delays it until ``ask_due`` looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import orjson
from psycopg.rows import class_row
from pydantic import BaseModel, ConfigDict, JsonValue

from hogql.cohorts.build import cohort_mentions
from hogql.insights.errors import InsightError
from shared import clock
from shared.domain.cohorts.members import Version
from shared.domain.cohorts.repository import list_conditions
from shared.errors import TemporarilyUnavailableError
from shared.logs import logger
from shared.sqs.send import send

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from psycopg import Connection

QUEUE: Final = "cohorts"
EVERY: Final = timedelta(hours=24)
LOST_AFTER: Final = timedelta(minutes=20)  # more than a calculation may run
READ_FOR: Final = timedelta(minutes=20)  # longer than a query that began with a version may read it
MOST_ERRORS: Final = 20  # PostHog's own: what fails so often waits for a change

_logger: Final = logger("cohorts")


class Due(BaseModel):
    """A cohort to calculate, as it stands in a message."""

    model_config = ConfigDict(frozen=True)

    team_id: int
    cohort_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A calculation that somebody is at, and the cohort as it was when they began."""

    team_id: int
    id: int
    version: int
    filters: dict[str, JsonValue]
    is_static: bool
    copy_of_id: int | None

    @property
    def due(self) -> Due:
        """The cohort of the calculation."""
        return Due(team_id=self.team_id, cohort_id=self.id)


def ask(connection: Connection, team_id: int, cohort_ids: Iterable[int]) -> list[Due]:
    """Note that the cohorts are to be calculated; ``tell`` of them when this is committed."""
    rows = connection.execute(
        "UPDATE cohorts SET is_calculating = true, calculation_at = %s,"
        " pending_version = greatest(coalesce(pending_version, 0), version) + 1"
        " WHERE team_id = %s AND id = ANY(%s) AND NOT deleted RETURNING id",
        [clock.now(), team_id, list(cohort_ids)],
    ).fetchall()
    return [Due(team_id=team_id, cohort_id=cohort_id) for (cohort_id,) in rows]


def ask_due(connection: Connection, *, limit: int) -> list[Due]:
    """Ask for those that nobody calculated for a day, and again for those that got lost."""
    now = clock.now()
    rows = connection.execute(
        "UPDATE cohorts SET is_calculating = true, calculation_at = %(now)s,"
        " pending_version = greatest(coalesce(pending_version, 0), version) + 1"
        " WHERE id IN (SELECT id FROM cohorts WHERE NOT deleted AND CASE WHEN is_calculating"
        " THEN coalesce(calculation_at, created_at) < %(lost)s"
        " ELSE NOT is_static AND query IS NULL AND errors_calculating <= %(errors)s"
        " AND coalesce(calculation_at, created_at) < %(old)s END"
        " ORDER BY coalesce(calculation_at, created_at) LIMIT %(limit)s FOR UPDATE SKIP LOCKED)"
        " RETURNING team_id, id",
        {
            "now": now,
            "lost": now - LOST_AFTER,
            "old": now - EVERY,
            "errors": MOST_ERRORS,
            "limit": limit,
        },
    ).fetchall()
    return [Due(team_id=team_id, cohort_id=cohort_id) for team_id, cohort_id in rows]


def ask_dependents(connection: Connection, of: Due) -> list[Due]:
    """Ask for the cohorts whose conditions name this one."""
    stored = list_conditions(connection, of.team_id)
    named = [each for each, filters in stored.items() if of.cohort_id in cohorts_in(filters)]
    return ask(connection, of.team_id, named)


def cohorts_in(filters: Mapping[str, JsonValue]) -> frozenset[int]:
    """Return which cohorts the stored conditions of a cohort name."""
    try:
        return frozenset(cohort_mentions(filters).cohorts)
    except InsightError:
        return frozenset()  # its own calculation says what is wrong with it


def tell(due: Iterable[Due]) -> None:
    """Queue the cohorts; what the queue does not take is found by ``ask_due`` later."""
    for each in due:
        try:
            send(QUEUE, each.model_dump_json(), group=str(each.team_id), attributes={})
        except TemporarilyUnavailableError as error:
            _logger.warning("cohort not queued", extra={**each.model_dump(), "why": error.detail})


def read_due(message: str) -> Due:
    """Return the cohort that a message names."""
    return Due.model_validate(orjson.loads(message))


def claim(connection: Connection, due: Due) -> Claim | None:
    """Begin a calculation; None when there is no need of one any more."""
    with connection.cursor(row_factory=class_row(Claim)) as cursor:
        return cursor.execute(
            "UPDATE cohorts SET pending_version = pending_version + 1, calculation_at = %s"
            " WHERE team_id = %s AND id = %s AND NOT deleted AND pending_version > version"
            " AND is_calculating"
            " RETURNING team_id, id, pending_version AS version, filters, is_static, copy_of_id",
            [clock.now(), due.team_id, due.cohort_id],
        ).fetchone()


def finish(connection: Connection, mine: Claim, *, count: int) -> bool:
    """Let the members of this calculation count; False when those of a later one do already."""
    done = connection.execute(
        "UPDATE cohorts SET version = %(version)s, count = %(count)s, last_calculation = %(now)s,"
        " errors_calculating = 0, last_error_message = NULL, copy_of_id = NULL,"
        " is_calculating = pending_version > %(version)s"
        " WHERE team_id = %(team_id)s AND id = %(id)s AND version < %(version)s",
        {
            "version": mine.version,
            "count": count,
            "now": clock.now(),
            "team_id": mine.team_id,
            "id": mine.id,
        },
    )
    return done.rowcount == 1


def fail(connection: Connection, mine: Claim, why: str, *, is_over: bool) -> None:
    """Note why it failed. ``is_over``: nobody tries again before the cohort is changed or due."""
    connection.execute(
        "UPDATE cohorts SET errors_calculating = errors_calculating + 1, last_error_message = %s,"
        " is_calculating = NOT %s OR pending_version > %s"
        " WHERE team_id = %s AND id = %s AND version < %s",
        [why, is_over, mine.version, mine.team_id, mine.id, mine.version],
    )


def list_outdated(connection: Connection, *, limit: int) -> list[Version]:
    """Return the versions that count, of cohorts that have members of older ones to remove."""
    rows = connection.execute(
        "SELECT team_id, id, version FROM cohorts WHERE NOT is_static AND version > removed_version"
        " AND last_calculation < %s ORDER BY last_calculation LIMIT %s",
        [clock.now() - READ_FOR, limit],
    ).fetchall()
    return [
        Version(team_id=team_id, cohort_id=cohort_id, version=version)
        for team_id, cohort_id, version in rows
    ]


def note_removed(connection: Connection, versions: Sequence[Version]) -> None:
    """Note that nothing older than these versions is stored any more."""
    connection.execute(
        "UPDATE cohorts SET removed_version = gone.version"
        " FROM unnest(%s::int[], %s::int[]) AS gone (id, version)"
        " WHERE cohorts.id = gone.id AND removed_version < gone.version",
        [[each.cohort_id for each in versions], [each.version for each in versions]],
    )
