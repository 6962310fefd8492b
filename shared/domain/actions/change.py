"""Creates and changes actions; each write leaves a row in the activity log.

Steps that no query could look for are refused when they are written, naming the field.
"""

from typing import TYPE_CHECKING, Final, Literal

from hogql.insights.errors import InsightError
from hogql.property_filters.actions import action_condition
from hogql.property_filters.facts import FilterFacts
from shared import clock
from shared.domain.actions.repository import insert_action, lock_action, update_action
from shared.domain.activity.record import changes_between, record_write
from shared.domain.sent_fields import sent_fields
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from psycopg import Connection
    from pydantic import JsonValue

    from shared.domain.actions.models import Action, ActionChange, NewAction

SCOPE: Final = "Action"
NULLABLE: Final = frozenset({"pinned_at"})


def create_action(
    connection: "Connection", team_id: int, new: "NewAction", *, user_id: int
) -> "Action":
    """Store a new action; InvalidRequestError when its steps mean nothing."""
    _check_steps(new.steps)
    created = insert_action(connection, team_id, new, user_id=user_id)
    record_write(connection, created.team_id, SCOPE, created, "created", user_id=user_id)
    return created


def change_action(
    connection: "Connection", team_id: int, action_id: int, change: "ActionChange", *, user_id: int
) -> "Action":
    """Store the fields that were sent; the others stay as they are."""
    before = lock_action(connection, team_id, action_id)
    sent = sent_fields(change, nullable=NULLABLE)
    if change.steps is not None:
        _check_steps(change.steps)
    after = update_action(connection, team_id, before.model_copy(update=sent))
    changes = changes_between(SCOPE, before, after)
    if changes:
        activity: Literal["updated", "deleted"] = "updated"
        if after.deleted and not before.deleted:
            activity = "deleted"
        record_write(
            connection, after.team_id, SCOPE, after, activity, changes=changes, user_id=user_id
        )
    return after


def _check_steps(steps: "Sequence[Mapping[str, JsonValue]]") -> None:
    try:
        action_condition(steps, FilterFacts(timezone="UTC", now=clock.now()))
    except InsightError as error:
        raise InvalidRequestError(error.message, code=error.code, attr=error.attr) from error
