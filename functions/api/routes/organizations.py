"""The organizations of the caller."""

from shared.access.current import admission
from shared.domain.organizations.models import Organization, OrganizationSummary
from shared.domain.organizations.repository import get_organization, list_organizations
from shared.http.pages import Page, page_of, read_window
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="organizations")


@ROUTES.get("/api/organizations/", operation="organization:list")
def list_own_organizations() -> Page[OrganizationSummary]:
    """List the organizations of the caller; a scoped key sees those it is for."""
    request = current_request()
    window = read_window(request)
    caller = admission().caller
    with transaction() as connection:
        found = list_organizations(connection, caller.user_id)
    allowed = None if caller.key is None else caller.key.organizations
    visible = [item for item in found if not allowed or item.id in allowed]
    shown = visible[window.offset : window.offset + window.limit]
    return page_of(request, window, count=len(visible), results=shown)


@ROUTES.get("/api/organizations/<organization_id>/", operation="organization:read")
def read_organization() -> Organization:
    """Return an organization of the caller."""
    with transaction() as connection:
        return get_organization(connection, admission().organization_id, admission().user_id)
