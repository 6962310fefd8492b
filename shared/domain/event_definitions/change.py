"""Changes what members say of an event; each write leaves a row in the activity log."""

from typing import TYPE_CHECKING, Final

from shared.domain.activity.record import changes_between, record_write
from shared.domain.event_definitions.repository import (
    delete_event_definition,
    find_event_definition,
    get_event_definition,
    insert_event_definition,
    is_member,
    lock_event_definition,
    update_event_definition,
)
from shared.domain.sent_fields import sent_fields
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.event_definitions.models import (
        EventDefinition,
        EventDefinitionChange,
        NewEventDefinition,
    )

SCOPE: Final = "EventDefinition"
NULLABLE: Final = frozenset({"owner", "primary_property"})


def create_event_definition(
    connection: "Connection", team_id: int, new: "NewEventDefinition", *, user_id: int
) -> "EventDefinition":
    """Write an event down before it is sent; InvalidRequestError when it is known."""
    if not insert_event_definition(connection, team_id, new.name):
        raise InvalidRequestError(
            "An event definition with this name exists.", code="unique", attr="name"
        )
    created = find_event_definition(connection, team_id, new.name)
    if created is None:
        raise LookupError("The event definition is gone within its own transaction.")
    record_write(connection, team_id, SCOPE, created, "created", user_id=user_id)
    return change_event_definition(connection, team_id, created.id, new, user_id=user_id)


def change_event_definition(
    connection: "Connection",
    team_id: int,
    definition_id: "UUID",
    change: "EventDefinitionChange",
    *,
    user_id: int,
) -> "EventDefinition":
    """Store the fields that were sent; the others stay as they are."""
    before = lock_event_definition(connection, team_id, definition_id)
    sent = sent_fields(change, nullable=NULLABLE)
    owner_id = None if before.owner is None else before.owner.id
    if "owner" in sent:
        owner_id = change.owner
        if owner_id is not None and not is_member(connection, team_id, owner_id):
            raise InvalidRequestError("This user is no member of the project.", attr="owner")
    kept = {name: value for name, value in sent.items() if name not in {"owner", "name"}}
    update_event_definition(
        connection, team_id, before.model_copy(update=kept), owner_id=owner_id, user_id=user_id
    )
    after = get_event_definition(connection, team_id, definition_id)
    changes = changes_between(SCOPE, before, after)
    said = tuple(each for each in changes if each.field in sent)
    if said:
        record_write(connection, team_id, SCOPE, after, "updated", changes=said, user_id=user_id)
    return after


def remove_event_definition(
    connection: "Connection", team_id: int, definition_id: "UUID", *, user_id: int
) -> None:
    """Forget what is known of an event."""
    before = lock_event_definition(connection, team_id, definition_id)
    delete_event_definition(connection, team_id, definition_id)
    record_write(connection, team_id, SCOPE, before, "deleted", user_id=user_id)
