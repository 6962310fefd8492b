"""Changes what an organization may send in a month; each write leaves a row in the activity log."""

from typing import TYPE_CHECKING, Final

from shared.domain.activity.record import Activity, Change, record
from shared.domain.quotas.repository import list_quotas, set_quota

if TYPE_CHECKING:
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.quotas.models import QuotaChange

SCOPE: Final = "Quota"


def change_quotas(
    connection: "Connection", organization_id: "UUID", change: "QuotaChange", *, user_id: int
) -> None:
    """Store the limits that were sent; the others stay as they are."""
    before = list_quotas(connection, organization_id)
    sent = change.model_dump(include=change.model_fields_set)
    for resource, monthly in sent.items():
        set_quota(connection, organization_id, resource, monthly)
    changes = tuple(
        Change(type=SCOPE, action="changed", field=name, before=before.get(name), after=monthly)
        for name, monthly in sent.items()
        if before.get(name) != monthly
    )
    if changes:
        record(
            connection,
            Activity(
                user_id=user_id,
                organization_id=organization_id,
                team_id=None,
                scope=SCOPE,
                item_id=str(organization_id),
                activity="updated",
                name="Monthly quotas",
                changes=changes,
            ),
        )
