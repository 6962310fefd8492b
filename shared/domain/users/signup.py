"""Signing up: a person, their organization and its first project, all or nothing."""

from typing import TYPE_CHECKING, Final

from shared import ids
from shared.access.passwords import check_strength, hash_password
from shared.access.permissions import Level
from shared.domain.activity.record import Activity, record
from shared.domain.organizations.repository import insert_membership, insert_organization
from shared.domain.teams.change import create_project
from shared.domain.teams.models import NewProject
from shared.domain.users.repository import insert_user, update_current
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from psycopg import Connection

    from shared.domain.users.models import Signup

FIRST_PROJECT: Final = "Default project"


def sign_up(connection: "Connection", signup: "Signup", *, password_hash: str) -> int:
    """Store the account and return the user's id; the caller publishes the snapshot afterwards."""
    user_id = insert_user(
        connection, email=signup.email, first_name=signup.first_name, password_hash=password_hash
    )
    if user_id is None:
        raise InvalidRequestError(
            "There is already an account with this email address.", code="unique", attr="email"
        )
    organization_id = ids.uuid7()
    name = organization_name(signup)
    insert_organization(connection, organization_id, name)
    insert_membership(connection, organization_id, user_id, Level.OWNER)
    record(
        connection,
        Activity(
            user_id=user_id,
            organization_id=organization_id,
            team_id=None,
            scope="Organization",
            item_id=str(organization_id),
            activity="created",
            name=name,
        ),
    )
    first = NewProject(name=FIRST_PROJECT)
    created = create_project(connection, organization_id, first, user_id=user_id)
    update_current(connection, user_id, organization_id=organization_id, team_id=created.project.id)
    return user_id


def check_and_hash(signup: "Signup") -> str:
    """Return the hash of a good password, InvalidRequestError for a bad one.

    It takes tens of milliseconds: run it outside of the transaction.
    """
    words = (signup.email, signup.first_name, signup.organization_name, "hedgerow")
    check_strength(signup.password, known_words=words)
    return hash_password(signup.password)


def organization_name(signup: "Signup") -> str:
    """Return the name that was given, or one made from the person's."""
    return signup.organization_name.strip() or f"{signup.first_name}'s Organization"
