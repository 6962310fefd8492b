"""Reads and writes projects (teams).

``id`` is the team id here. Lists of an organization, the look-up for the snapshot and inserting are
the named exceptions to scoping by team.
"""

from typing import TYPE_CHECKING, Final

from psycopg.rows import class_row
from psycopg.types.json import Json

from shared import ids
from shared.domain.quotas.repository import list_used_up
from shared.domain.teams.models import NewProject, Project
from shared.errors import NotFoundError
from shared.snapshot import DropRule, SnapshotTeam

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from psycopg import Connection

COLUMNS: Final = (
    "id, uuid, organization_id AS organization, organization_id, id AS project_id, name,"
    " api_token, timezone, week_start_day, anonymize_ips, test_account_filters,"
    " test_account_filters_default_checked, path_cleaning_filters,"
    " aggregate_users_by_distinct_id, app_urls, cookieless_server_hash_mode, drop_rules,"
    " events_per_minute, created_at, updated_at"
)


def get_team(connection: "Connection", team_id: int) -> Project:
    """Return the project; NotFoundError when there is none."""
    with connection.cursor(row_factory=class_row(Project)) as cursor:
        found = cursor.execute(
            "SELECT " + COLUMNS + " FROM teams WHERE id = %(team_id)s", {"team_id": team_id}
        ).fetchone()
    return _existing(found)


def lock_team(connection: "Connection", team_id: int) -> Project:
    """Return the project and keep others from changing it until the transaction ends."""
    with connection.cursor(row_factory=class_row(Project)) as cursor:
        found = cursor.execute(
            "SELECT " + COLUMNS + " FROM teams WHERE id = %(team_id)s FOR UPDATE",
            {"team_id": team_id},
        ).fetchone()
    return _existing(found)


def update_team(connection: "Connection", team_id: int, project: Project) -> Project:
    """Store the changeable fields of ``project`` and return the row that results."""
    with connection.cursor(row_factory=class_row(Project)) as cursor:
        found = cursor.execute(
            "UPDATE teams SET name = %(name)s, api_token = %(api_token)s,"
            " timezone = %(timezone)s, week_start_day = %(week_start_day)s,"
            " anonymize_ips = %(anonymize_ips)s, test_account_filters = %(filters)s,"
            " test_account_filters_default_checked = %(are_filters_checked)s,"
            " path_cleaning_filters = %(path_cleaning)s,"
            " aggregate_users_by_distinct_id = %(by_distinct_id)s,"
            " app_urls = %(app_urls)s, cookieless_server_hash_mode = %(cookieless)s,"
            " drop_rules = %(drop_rules)s, events_per_minute = %(events_per_minute)s,"
            " updated_at = now()"
            " WHERE id = %(team_id)s RETURNING " + COLUMNS,
            {
                "name": project.name,
                "api_token": project.api_token,
                "timezone": project.timezone,
                "week_start_day": project.week_start_day,
                "anonymize_ips": project.anonymize_ips,
                "filters": Json(project.test_account_filters),
                "are_filters_checked": project.test_account_filters_default_checked,
                "path_cleaning": Json(
                    [rule.model_dump() for rule in project.path_cleaning_filters]
                ),
                "by_distinct_id": project.aggregate_users_by_distinct_id,
                "app_urls": Json(project.app_urls),
                "cookieless": project.cookieless_server_hash_mode,
                "drop_rules": Json([rule.model_dump() for rule in project.drop_rules]),
                "events_per_minute": project.events_per_minute,
                "team_id": team_id,
            },
        ).fetchone()
    return _existing(found)


def insert_team(connection: "Connection", organization_id: "UUID", new: NewProject) -> Project:
    """Store a new project with a new token and return it."""
    with connection.cursor(row_factory=class_row(Project)) as cursor:
        inserted = cursor.execute(
            "INSERT INTO teams (uuid, organization_id, name, timezone, api_token)"
            " VALUES (%s, %s, %s, %s, %s) RETURNING " + COLUMNS,
            [ids.uuid7(), organization_id, new.name, new.timezone, ids.project_token()],
        ).fetchone()
    return _existing(inserted)


def count_teams(connection: "Connection", organization_id: "UUID") -> int:
    """Return how many projects an organization has."""
    row = connection.execute(
        "SELECT count(*) FROM teams WHERE organization_id = %s", [organization_id]
    ).fetchone()
    return 0 if row is None else int(row[0])


def list_teams(
    connection: "Connection", organization_id: "UUID", *, limit: int, offset: int
) -> list[Project]:
    """Return projects of an organization in the order they were created."""
    with connection.cursor(row_factory=class_row(Project)) as cursor:
        return cursor.execute(
            "SELECT " + COLUMNS + " FROM teams WHERE organization_id = %s"
            " ORDER BY id LIMIT %s OFFSET %s",
            [organization_id, limit, offset],
        ).fetchall()


def list_snapshot_teams(connection: "Connection", month: "date") -> list[SnapshotTeam]:
    """Return what the SDK edge must know of every project; ``month`` is when quotas are of."""
    limited = list_used_up(connection, month)
    rows = connection.execute(
        "SELECT organization_id, id, api_token, timezone, anonymize_ips,"
        " cookieless_server_hash_mode > 0, drop_rules, events_per_minute FROM teams ORDER BY id"
    )
    return [
        SnapshotTeam(
            team_id=team_id,
            token=token,
            timezone=timezone,
            anonymize_ips=anonymize_ips,
            cookieless=cookieless,
            limited=limited.get(organization, ()),
            drop_rules=tuple(DropRule(**rule) for rule in drop_rules),
            events_per_minute=rate,
        )
        for organization, team_id, token, timezone, anonymize_ips, cookieless, drop_rules, rate in (
            rows
        )
    ]


def _existing(project: Project | None) -> Project:
    if project is None:
        raise NotFoundError("Project not found.")
    return project
