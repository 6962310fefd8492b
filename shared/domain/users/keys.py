"""The personal API keys of a user: what a new one may say, and the record of each change."""

from typing import TYPE_CHECKING

from shared.access import api_keys
from shared.access.permissions import is_scope
from shared.domain.activity.record import Activity, record
from shared.domain.organizations.repository import list_organizations, list_projects
from shared.domain.users.models import (
    CreatedPersonalApiKey,
    NewPersonalApiKey,
    PersonalApiKey,
)
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from typing import Literal
    from uuid import UUID

    from psycopg import Connection

    from shared.access.api_keys import StoredKey


def create_key(
    connection: "Connection", user_id: int, new: NewPersonalApiKey
) -> CreatedPersonalApiKey:
    """Store a key of this user and return it, for the only time, with its value."""
    _check_scopes(new)
    _check_places(connection, user_id, new)
    issued = api_keys.issue_key(
        connection,
        user_id,
        label=new.label,
        scopes=new.scopes,
        teams=new.scoped_teams or [],
        organizations=new.scoped_organizations or [],
    )
    _record(connection, issued.stored, "created")
    return CreatedPersonalApiKey(**show_key(issued.stored).model_dump(), value=issued.value)


def delete_key(connection: "Connection", user_id: int, key_id: "UUID") -> None:
    """Delete a key of this user; it stops working at once."""
    _record(connection, api_keys.revoke_key(connection, user_id, key_id), "deleted")


def show_key(stored: "StoredKey") -> PersonalApiKey:
    """Return the key as its owner may see it."""
    return PersonalApiKey(
        id=stored.id,
        label=stored.label,
        mask_value=stored.mask_value,
        scopes=stored.scopes,
        scoped_teams=stored.scoped_teams,
        scoped_organizations=stored.scoped_organizations,
        created_at=stored.created_at,
        last_used_at=stored.last_used_at,
        user_id=stored.user_id,
    )


def _check_scopes(new: NewPersonalApiKey) -> None:
    unknown = next((scope for scope in new.scopes if not is_scope(scope)), None)
    if unknown is not None:
        raise InvalidRequestError(f"Invalid scope: {unknown}", attr="scopes")


def _check_places(connection: "Connection", user_id: int, new: NewPersonalApiKey) -> None:
    """A key reaches what its owner reaches; naming anything else is a mistake worth telling."""
    organizations = {found.id for found in list_organizations(connection, user_id)}
    if not organizations.issuperset(new.scoped_organizations or ()):
        raise InvalidRequestError(
            "You must be a member of all organizations that you are scoping the key to.",
            attr="scoped_organizations",
        )
    teams = {
        project.id
        for organization_id in organizations
        for project in list_projects(connection, organization_id)
    }
    if not teams.issuperset(new.scoped_teams or ()):
        raise InvalidRequestError(
            "You must have access to all projects that you are scoping the key to.",
            attr="scoped_teams",
        )


def _record(
    connection: "Connection", stored: "StoredKey", activity: "Literal['created', 'deleted']"
) -> None:
    record(
        connection,
        Activity(
            user_id=stored.user_id,
            organization_id=None,
            team_id=None,
            scope="PersonalAPIKey",
            item_id=str(stored.id),
            activity=activity,
            name=stored.label,
        ),
    )
