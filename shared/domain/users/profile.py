"""What a user sees and changes of themselves."""

from typing import TYPE_CHECKING

from shared.domain.activity.record import Activity, record
from shared.domain.organizations.repository import (
    get_organization,
    list_organizations,
    list_projects,
)
from shared.domain.teams.repository import get_team
from shared.domain.users.models import User, UserChange
from shared.domain.users.repository import (
    get_user,
    is_email_taken,
    update_current,
    update_names,
)
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from uuid import UUID

    from psycopg import Connection


def read_profile(connection: "Connection", user_id: int) -> User:
    """Return the user with the organization and project they look at."""
    user = get_user(connection, user_id)
    organizations = list_organizations(connection, user_id)
    belongs = {organization.id for organization in organizations}
    is_inside = user.current_organization_id in belongs
    return User(
        id=user.id,
        uuid=user.uuid,
        distinct_id=user.distinct_id,
        first_name=user.first_name,
        last_name=user.last_name,
        email=user.email,
        is_email_verified=user.is_email_verified,
        date_joined=user.date_joined,
        has_password=True,
        is_2fa_enabled=False,
        organization=get_organization(connection, user.current_organization_id, user_id)
        if user.current_organization_id is not None and is_inside
        else None,
        team=get_team(connection, user.current_team_id)
        if user.current_team_id is not None and is_inside
        else None,
        organizations=organizations,
    )


def change_profile(connection: "Connection", user_id: int, change: UserChange) -> None:
    """Store what was sent; fields that were not sent, or are null, stay as they are."""
    user = get_user(connection, user_id)
    if change.email is not None and is_email_taken(connection, change.email, by_other_than=user_id):
        raise InvalidRequestError(
            "There is already an account with this email address.", code="unique", attr="email"
        )
    update_names(
        connection,
        user_id,
        first_name=change.first_name or user.first_name,
        last_name=user.last_name if change.last_name is None else change.last_name,
        email=change.email or user.email,
    )
    if change.set_current_organization is not None:
        _look_at_organization(connection, user_id, change.set_current_organization)
    if change.set_current_team is not None:
        _look_at_project(connection, user_id, change.set_current_team)
    record(
        connection,
        Activity(
            user_id=user_id,
            organization_id=user.current_organization_id,
            team_id=None,
            scope="User",
            item_id=str(user.uuid),
            activity="updated",
            name=change.first_name or user.first_name,
        ),
    )


def _look_at_organization(connection: "Connection", user_id: int, organization_id: "UUID") -> None:
    belongs = {found.id for found in list_organizations(connection, user_id)}
    if organization_id not in belongs:
        raise InvalidRequestError(
            "Organization not found.", code="does_not_exist", attr="set_current_organization"
        )
    projects = list_projects(connection, organization_id)
    first = projects[0].id if projects else None
    update_current(connection, user_id, organization_id=organization_id, team_id=first)


def _look_at_project(connection: "Connection", user_id: int, team_id: int) -> None:
    for organization in list_organizations(connection, user_id):
        if any(project.id == team_id for project in list_projects(connection, organization.id)):
            update_current(connection, user_id, organization_id=organization.id, team_id=team_id)
            return
    raise InvalidRequestError("Project not found.", code="does_not_exist", attr="set_current_team")
