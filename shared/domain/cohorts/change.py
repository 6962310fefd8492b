"""Creates and changes cohorts; each write leaves a row in the activity log.

Conditions that no query could ask are refused when they are written, naming the field: so are
cohorts and actions that the project does not have, and cohorts that would hold each other.
"""

from typing import TYPE_CHECKING, Final, Literal

from hogql.cohorts.build import cohort_mentions, members_query
from hogql.cohorts.read import convert_groups
from hogql.insights.errors import InsightError
from hogql.property_filters.facts import FilterFacts
from shared import clock
from shared.domain.actions.repository import find_actions
from shared.domain.activity.record import changes_between, record_write
from shared.domain.cohorts.calculations import ask, cohorts_in
from shared.domain.cohorts.models import NewCohort
from shared.domain.cohorts.repository import (
    find_cohorts,
    get_cohort,
    insert_cohort,
    list_conditions,
    lock_cohort,
    update_cohort,
)
from shared.domain.cohorts.static import Listed, add_members, read_csv
from shared.domain.sent_fields import sent_fields
from shared.domain.teams.repository import lock_team
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg import Connection
    from pydantic import JsonValue

    from shared.domain.cohorts.calculations import Due
    from shared.domain.cohorts.models import Cohort, CohortChange

SCOPE: Final = "Cohort"
NULLABLE: Final = frozenset({"filters", "groups", "query", "csv"})
OWN: Final = frozenset({"name", "description", "filters", "query", "deleted"})


def create_cohort(
    connection: "Connection", team_id: int, new: "NewCohort", *, user_id: int
) -> "tuple[Cohort, list[Due]]":
    """Store a new cohort; return what to ``tell`` when this is committed. InvalidRequestError."""
    if new.groups and not new.filters:
        new = new.model_copy(update={"filters": convert_groups(new.groups)})
    if not new.is_static and new.query is None:
        _check_filters(connection, team_id, new.filters, cohort_id=None)
    if new.csv is not None and not new.is_static:
        raise _not_static("csv")
    created = insert_cohort(connection, team_id, new, user_id=user_id)
    record_write(connection, team_id, SCOPE, created, "created", user_id=user_id)
    if new.is_static:
        add_members(
            connection, team_id, created.id, Listed(ids=tuple(new.create_static_person_ids))
        )
        _add_file(connection, team_id, created.id, new.csv)
    elif new.query is not None:
        return created, []
    due = ask(connection, team_id, [created.id])
    return get_cohort(connection, team_id, created.id), due


def change_cohort(
    connection: "Connection", team_id: int, cohort_id: int, change: "CohortChange", *, user_id: int
) -> "tuple[Cohort, list[Due]]":
    """Store the fields that were sent; a cohort with other conditions is calculated anew."""
    before = lock_cohort(connection, team_id, cohort_id)
    sent = sent_fields(change, nullable=NULLABLE)
    if sent.get("is_static", before.is_static) != before.is_static:
        message = "A cohort stays what it is; duplicate it as a static one instead."
        raise InvalidRequestError(message, attr="is_static")
    if change.groups and not change.filters:
        sent["filters"] = convert_groups(change.groups)
    wanted = before.model_copy(update={name: sent[name] for name in OWN & sent.keys()})
    if not wanted.is_static and wanted.query is None and not wanted.deleted:
        _check_filters(connection, team_id, wanted.filters, cohort_id=cohort_id)
    after = update_cohort(connection, team_id, wanted)
    _log_changes(connection, team_id, before, after, user_id=user_id)
    if not _is_due(before, after, change):
        return after, []
    _add_file(connection, team_id, cohort_id, change.csv)
    due = ask(connection, team_id, [cohort_id])
    return get_cohort(connection, team_id, cohort_id), due


def add_to_static(
    connection: "Connection", team_id: int, cohort_id: int, listed: Listed
) -> "list[Due]":
    """Put people into a static cohort; InvalidRequestError when it is none."""
    if not lock_cohort(connection, team_id, cohort_id).is_static:
        raise _not_static("is_static")
    add_members(connection, team_id, cohort_id, listed)
    return ask(connection, team_id, [cohort_id])


def duplicate_as_static(
    connection: "Connection", team_id: int, cohort_id: int, *, user_id: int
) -> "tuple[Cohort, list[Due]]":
    """Store a static cohort that gets the members which this one has."""
    source = get_cohort(connection, team_id, cohort_id)
    new = NewCohort(name=f"{source.name[:180]} (static copy)", is_static=True)
    created = insert_cohort(connection, team_id, new, user_id=user_id, copy_of_id=source.id)
    record_write(connection, team_id, SCOPE, created, "created", user_id=user_id)
    due = ask(connection, team_id, [created.id])
    return get_cohort(connection, team_id, created.id), due


def _is_due(before: "Cohort", after: "Cohort", change: "CohortChange") -> bool:
    if after.deleted:
        return False
    if after.is_static:
        return change.csv is not None
    is_other = (before.filters, before.query, before.deleted) != (
        *(after.filters, after.query, after.deleted),
    )
    return is_other and after.query is None


def _add_file(connection: "Connection", team_id: int, cohort_id: int, text: str | None) -> None:
    if text is not None:
        add_members(connection, team_id, cohort_id, read_csv(text))


def _check_filters(
    connection: "Connection",
    team_id: int,
    filters: "Mapping[str, JsonValue] | None",
    *,
    cohort_id: int | None,
) -> None:
    try:
        members_query(filters or {}, FilterFacts(timezone="UTC", now=clock.now()))
        named = cohort_mentions(filters or {})
    except InsightError as error:
        raise InvalidRequestError(error.message, code=error.code, attr=error.attr) from error
    known_actions = {
        one.id for one in find_actions(connection, team_id, ids=named.actions, names=())
    }
    for action, attr in named.actions.items():
        if action not in known_actions:
            raise InvalidRequestError(f"Action {action} was not found.", attr=attr)
    cohorts = find_cohorts(connection, team_id, ids=named.cohorts, names=())
    for cohort, attr in named.cohorts.items():
        if cohort not in {one.id for one in cohorts}:
            raise InvalidRequestError(f"Cohort {cohort} was not found.", attr=attr)
    if cohort_id is not None and named.cohorts:
        _refuse_circles(connection, team_id, cohort_id, named.cohorts)


def _refuse_circles(
    connection: "Connection", team_id: int, cohort_id: int, named: "Mapping[int, str]"
) -> None:
    """Refuse a cohort that would hold itself, also by way of others.

    The team is locked: two changes at once could close a circle that neither of them sees.
    """
    lock_team(connection, team_id)
    holds = {
        each: cohorts_in(filters)
        for each, filters in list_conditions(connection, team_id).items()
        if each != cohort_id
    }
    for first, attr in named.items():
        reached, left = set[int](), [first]
        while left:
            each = left.pop()
            if each not in reached:
                reached.add(each)
                left.extend(holds.get(each, ()))
        if cohort_id in reached:
            message = f"Cohort {first} is found by way of this one; cohorts can not form a circle."
            raise InvalidRequestError(message, attr=attr)


def _not_static(attr: str) -> InvalidRequestError:
    return InvalidRequestError("People can be put into static cohorts only.", attr=attr)


def _log_changes(
    connection: "Connection", team_id: int, before: "Cohort", after: "Cohort", *, user_id: int
) -> None:
    changes = changes_between(SCOPE, before, after)
    if changes:
        is_gone = after.deleted and not before.deleted
        activity: Literal["updated", "deleted"] = "deleted" if is_gone else "updated"
        record_write(connection, team_id, SCOPE, after, activity, changes=changes, user_id=user_id)
