"""Reads and writes organizations and memberships.

Organizations stand above teams, so these functions are scoped to a user or an organization.
"""

from typing import TYPE_CHECKING, Final

from psycopg.rows import class_row

from shared import ids
from shared.domain.organizations.models import (
    Organization,
    OrganizationSummary,
    ProjectSummary,
)
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from uuid import UUID

    from psycopg import Connection

    from shared.access.permissions import Level

SUMMARY: Final = (
    "SELECT organizations.id, organizations.name, organizations.slug,"
    " memberships.level AS membership_level"
    " FROM memberships JOIN organizations ON organizations.id = memberships.organization_id"
    " WHERE memberships.user_id = %s ORDER BY memberships.joined_at, organizations.id"
)


def insert_organization(connection: "Connection", organization_id: "UUID", name: str) -> None:
    """Store a new organization; its slug is the name made short and unique."""
    connection.execute(
        "INSERT INTO organizations (id, name, slug) VALUES (%s, %s, %s)",
        [organization_id, name, _slug(name, organization_id)],
    )


def insert_membership(
    connection: "Connection", organization_id: "UUID", user_id: int, level: "Level"
) -> None:
    """Make the user a member of the organization."""
    connection.execute(
        "INSERT INTO memberships (id, organization_id, user_id, level) VALUES (%s, %s, %s, %s)",
        [ids.uuid7(), organization_id, user_id, int(level)],
    )


def list_organizations(connection: "Connection", user_id: int) -> list[OrganizationSummary]:
    """Return the organizations of a user, the one they joined first at the top."""
    with connection.cursor(row_factory=class_row(OrganizationSummary)) as cursor:
        return cursor.execute(SUMMARY, [user_id]).fetchall()


def get_organization(
    connection: "Connection", organization_id: "UUID", user_id: int
) -> Organization:
    """Return the organization as this member sees it; NotFoundError for everybody else."""
    row = connection.execute(
        "SELECT organizations.name, organizations.slug, organizations.created_at,"
        " organizations.updated_at, memberships.level,"
        " (SELECT count(*) FROM memberships WHERE organization_id = organizations.id)"
        " FROM organizations"
        " JOIN memberships ON memberships.organization_id = organizations.id"
        " WHERE organizations.id = %s AND memberships.user_id = %s",
        [organization_id, user_id],
    ).fetchone()
    if row is None:
        raise NotFoundError("Organization not found.")
    projects = list_projects(connection, organization_id)
    return Organization(
        id=organization_id,
        name=row[0],
        slug=row[1],
        created_at=row[2],
        updated_at=row[3],
        membership_level=row[4],
        member_count=row[5],
        teams=projects,
        projects=projects,
    )


def list_projects(connection: "Connection", organization_id: "UUID") -> list[ProjectSummary]:
    """Return the projects of an organization in the order they were created."""
    with connection.cursor(row_factory=class_row(ProjectSummary)) as cursor:
        return cursor.execute(
            "SELECT id, uuid, organization_id AS organization, organization_id,"
            " id AS project_id, name, api_token, timezone"
            " FROM teams WHERE organization_id = %s ORDER BY id",
            [organization_id],
        ).fetchall()


def _slug(name: str, organization_id: "UUID") -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()
    return "-".join([*words, organization_id.hex[-8:]])[-64:].lstrip("-")
