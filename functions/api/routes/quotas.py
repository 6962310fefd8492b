"""What an organization may send in a month, and what it has sent."""

from shared import clock
from shared.access.current import admission
from shared.domain.quotas.change import change_quotas
from shared.domain.quotas.models import QuotaChange, Usage, month_of
from shared.domain.quotas.repository import list_usage
from shared.domain.teams.publish import publish_snapshot
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="quotas")
PATH = "/api/organizations/<organization_id>/quotas/"


@ROUTES.get(PATH, operation="quota:read")
def read_quotas() -> Usage:
    """Return what the organization has sent this month, by resource, and what it may."""
    month = month_of(clock.now())
    with transaction() as connection:
        resources = list_usage(connection, admission().organization_id, month)
    return Usage(month=month, resources=resources)


@ROUTES.patch(PATH, operation="quota:update")
def change_limits(change: QuotaChange) -> Usage:
    """Limit resources, or lift limits by null; SDKs are told within half a minute."""
    place = admission()
    with transaction() as connection:
        change_quotas(connection, place.organization_id, change, user_id=place.user_id)
    publish_snapshot()
    return read_quotas()
