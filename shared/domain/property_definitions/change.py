"""Changes what members say of a property; each write leaves a row in the activity log."""

from typing import TYPE_CHECKING, Final

from shared.domain.activity.record import changes_between, record_write
from shared.domain.property_definitions.taxonomy import (
    delete_property_definition,
    get_property_definition,
    update_property_definition,
)
from shared.domain.sent_fields import sent_fields

if TYPE_CHECKING:
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.property_definitions.models import (
        PropertyDefinition,
        PropertyDefinitionChange,
    )

SCOPE: Final = "PropertyDefinition"
NULLABLE: Final = frozenset({"property_type", "is_numerical"})


def change_property_definition(
    connection: "Connection",
    team_id: int,
    definition_id: "UUID",
    change: "PropertyDefinitionChange",
    *,
    user_id: int,
) -> "PropertyDefinition":
    """Store the fields that were sent; the others stay as they are."""
    before = get_property_definition(connection, team_id, definition_id)
    sent = sent_fields(change, nullable=NULLABLE)
    wanted = before.model_copy(update=sent)
    update_property_definition(connection, team_id, wanted, user_id=user_id)
    after = get_property_definition(connection, team_id, definition_id)
    changes = changes_between(SCOPE, before, after)
    said = tuple(each for each in changes if each.field in sent)
    if said:
        record_write(connection, team_id, SCOPE, after, "updated", changes=said, user_id=user_id)
    return after


def remove_property_definition(
    connection: "Connection", team_id: int, definition_id: "UUID", *, user_id: int
) -> None:
    """Forget what is known of a property."""
    before = get_property_definition(connection, team_id, definition_id)
    delete_property_definition(connection, team_id, definition_id)
    record_write(connection, team_id, SCOPE, before, "deleted", user_id=user_id)
