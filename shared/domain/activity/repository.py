"""Reads the activity log of a project."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.activity.models import Actor, LoggedActivity

if TYPE_CHECKING:
    from psycopg import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityFilter:
    """Which rows to return; None does not filter."""

    scope: str | None = None
    item_id: str | None = None


def list_activities(
    connection: "Connection", team_id: int, *, only: ActivityFilter, limit: int, offset: int
) -> list[LoggedActivity]:
    """Return writes to the project, newest first."""
    rows = connection.execute(
        "SELECT activity_log.id, scope, item_id, activity, detail, activity_log.created_at,"
        " users.id, users.uuid, users.first_name, users.email"
        " FROM activity_log LEFT JOIN users ON users.id = activity_log.user_id"
        " WHERE team_id = %s AND (%s::text IS NULL OR scope = %s)"
        " AND (%s::text IS NULL OR item_id = %s)"
        " ORDER BY activity_log.created_at DESC, activity_log.id DESC LIMIT %s OFFSET %s",
        [team_id, only.scope, only.scope, only.item_id, only.item_id, limit, offset],
    ).fetchall()
    return [_read(row) for row in rows]


def count_activities(connection: "Connection", team_id: int, *, only: ActivityFilter) -> int:
    """Return how many rows ``list_activities`` would return without a limit."""
    row = connection.execute(
        "SELECT count(*) FROM activity_log"
        " WHERE team_id = %s AND (%s::text IS NULL OR scope = %s)"
        " AND (%s::text IS NULL OR item_id = %s)",
        [team_id, only.scope, only.scope, only.item_id, only.item_id],
    ).fetchone()
    return 0 if row is None else int(row[0])


def _read(row: tuple[object, ...]) -> LoggedActivity:
    identifier, scope, item_id, activity, detail, created_at, *actor = row
    names = ("id", "uuid", "first_name", "email")
    user = Actor.model_validate(dict(zip(names, actor, strict=True))) if actor[0] else None
    return LoggedActivity.model_validate(
        {
            "id": identifier,
            "user": user,
            "scope": scope,
            "item_id": item_id,
            "activity": activity,
            "detail": detail,
            "created_at": created_at,
            "is_system": user is None,
            "was_impersonated": False,
            "unread": False,
        }
    )
