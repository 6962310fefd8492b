"""Calculates one cohort: finds its members, stores them beside the old ones, then lets them count.

    claim --compile--> INSERT SELECT as a new version --count--> finish --> those that name it

An error keeps the members there were and stores why, in words for the people who made the cohort.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hogql.cohorts.build import members_query
from hogql.compile import compile_query
from hogql.context import Cohort as KnownCohort
from hogql.context import Context
from hogql.errors import HogQLError
from hogql.insights.context import InsightContext
from shared import clock
from shared.clickhouse.select import run
from shared.domain.cohorts.calculations import (
    ask_dependents,
    claim,
    fail,
    finish,
    tell,
)
from shared.domain.cohorts.members import Version, insert_members, insert_static_members
from shared.domain.cohorts.repository import get_cohort
from shared.domain.cohorts.static import add_people, list_members
from shared.domain.queries.asking import Asking
from shared.domain.queries.knowledge import load_context
from shared.domain.teams.repository import get_team
from shared.errors import (
    ProductError,
    TemporarilyUnavailableError,
    ThrottledError,
)
from shared.logs import logger
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from uuid import UUID

    from shared.domain.cohorts.calculations import Claim, Due
    from shared.domain.cohorts.models import Cohort
    from shared.domain.teams.models import Project

NOBODY: Final = 0
PASSING: Final = (TemporarilyUnavailableError, ThrottledError)
_COUNT: Final = "SELECT count() FROM persons WHERE id IN COHORT {id}"
_IDS: Final = "SELECT id FROM persons WHERE id IN COHORT {id} ORDER BY id"

_logger: Final = logger("cohorts")


def calculate(due: Due) -> None:
    """Calculate the cohort if that is still asked for; return when what it found is stored.

    A fault of the cohort's own is noted and not raised; one of a store is raised, to try again.
    """
    with transaction() as connection:
        mine = claim(connection, due)
    if mine is None:
        return
    try:
        count = _calculate(mine)
    except PASSING as error:
        _note(mine, error.detail, is_over=False)
        raise
    except HogQLError as error:
        _note(mine, error.message, is_over=True)
    except ProductError as error:
        _note(mine, error.detail, is_over=True)
    else:
        _finish(mine, count)


def member_ids(team_id: int, cohort: Cohort, *, limit: int, offset: int) -> list[UUID]:
    """Return the ids of members as of the last calculation, each person once, by id."""
    query = f"{_IDS.format(id=cohort.id)} LIMIT {limit} OFFSET {offset}"
    return _ids(team_id, _known(cohort), query)


def _calculate(mine: Claim) -> int:
    with transaction() as connection:
        project = get_team(connection, mine.team_id)
    if mine.is_static:
        _fill(mine)
    else:
        _find(mine, project)
    known = KnownCohort(id=mine.id, name="", is_static=mine.is_static, version=mine.version)
    context = Context(team_id=mine.team_id, cohorts=(known,))
    ((count,),) = run(compile_query(_COUNT.format(id=mine.id), context)).rows
    return int(count)


def _find(mine: Claim, project: Project) -> None:
    asking = Asking(project=project, user_id=NOBODY, now=clock.now(), limit_context="cohort")
    facts = InsightContext(
        timezone=project.timezone, week_start_day=project.week_start_day or 0, now=asking.now
    )
    query = members_query(mine.filters, facts.facts)
    members = compile_query(query, load_context(asking, [query], facts))
    of = Version(team_id=mine.team_id, cohort_id=mine.id, version=mine.version)
    insert_members(members, of)


def _fill(mine: Claim) -> None:
    if mine.copy_of_id is not None:
        _copy(mine, mine.copy_of_id)
    with transaction() as connection:
        people = list_members(connection, mine.team_id, mine.id)
    insert_static_members(mine.team_id, mine.id, people)


def _copy(mine: Claim, source_id: int) -> None:
    with transaction() as connection:
        source = get_cohort(connection, mine.team_id, source_id)
    people = _ids(mine.team_id, _known(source), _IDS.format(id=source_id))
    with transaction() as connection:
        add_people(connection, mine.team_id, mine.id, people)


def _ids(team_id: int, known: KnownCohort, query: str) -> list[UUID]:
    context = Context(team_id=team_id, cohorts=(known,), limit_context="cohort")
    return [row[0] for row in run(compile_query(query, context)).rows]


def _known(cohort: Cohort) -> KnownCohort:
    return KnownCohort(
        id=cohort.id, name=cohort.name, is_static=cohort.is_static, version=cohort.version
    )


def _finish(mine: Claim, count: int) -> None:
    with transaction() as connection:
        is_current = finish(connection, mine, count=count)
        dependents = ask_dependents(connection, mine.due) if is_current else []
    tell(dependents)
    facts = {"members": count, "is_current": is_current, "dependents": len(dependents)}
    _logger.info("cohort calculated", extra={**mine.due.model_dump(), **facts})


def _note(mine: Claim, why: str, *, is_over: bool) -> None:
    with transaction() as connection:
        fail(connection, mine, why, is_over=is_over)
    _logger.warning("cohort not calculated", extra={**mine.due.model_dump(), "is_over": is_over})
