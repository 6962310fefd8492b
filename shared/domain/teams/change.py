"""Creates projects and changes their settings; each write leaves a row in the activity log.

The SDK edge sees some of it: when ``must_publish`` says so, the caller publishes the snapshot after
its transaction has been committed and before it answers.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from shared import ids
from shared.domain.activity.record import Activity, Change, changes_between, record
from shared.domain.sent_fields import sent_fields
from shared.domain.teams.repository import insert_team, lock_team, update_team

if TYPE_CHECKING:
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.teams.models import NewProject, Project, ProjectChange

SCOPE: Final = "Team"
NULLABLE: Final = frozenset({"week_start_day", "events_per_minute"})
SEEN_BY_EDGE: Final = frozenset(
    {
        *("api_token", "timezone", "anonymize_ips"),
        *("cookieless_server_hash_mode", "drop_rules", "events_per_minute"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedProject:
    """A project after a write."""

    project: "Project"
    must_publish: bool


def create_project(
    connection: "Connection", organization_id: "UUID", new: "NewProject", *, user_id: int
) -> ChangedProject:
    """Store a new project of the organization."""
    project = insert_team(connection, organization_id, new)
    _record(connection, user_id, project, "created", ())
    return ChangedProject(project=project, must_publish=True)


def change_project(
    connection: "Connection", team_id: int, change: "ProjectChange", *, user_id: int
) -> ChangedProject:
    """Store the fields that were sent; the others stay as they are."""
    before = lock_team(connection, team_id)
    after = update_team(
        connection, team_id, before.model_copy(update=sent_fields(change, nullable=NULLABLE))
    )
    changes = changes_between(SCOPE, before, after)
    if changes:
        _record(connection, user_id, after, "updated", changes)
    touched = {change.field for change in changes}
    return ChangedProject(project=after, must_publish=bool(touched & SEEN_BY_EDGE))


def reset_token(connection: "Connection", team_id: int, *, user_id: int) -> ChangedProject:
    """Give the project a new token; the old one stops working when the snapshot is published."""
    before = lock_team(connection, team_id)
    new_token = before.model_copy(update={"api_token": ids.project_token()})
    after = update_team(connection, team_id, new_token)
    _record(connection, user_id, after, "token_reset", ())
    return ChangedProject(project=after, must_publish=True)


def _record(
    connection: "Connection",
    user_id: int,
    project: "Project",
    activity: Literal["created", "updated", "token_reset"],
    changes: tuple[Change, ...],
) -> None:
    record(
        connection,
        Activity(
            user_id=user_id,
            organization_id=project.organization,
            team_id=project.id,
            scope=SCOPE,
            item_id=str(project.id),
            activity=activity,
            name=project.name,
            changes=changes,
        ),
    )
