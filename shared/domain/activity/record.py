"""One row for every write through the API, in the same transaction as the write.

Source of the form: PostHog's activity log (application-api 8).
"""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

from psycopg.types.json import Json

from shared import clock, ids

if TYPE_CHECKING:
    from uuid import UUID

    from psycopg import Connection
    from pydantic import BaseModel, JsonValue

UNLOGGED: Final = frozenset({"updated_at", "last_login"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One field of a thing that was changed."""

    type: str
    action: Literal["changed"]
    field: str
    before: "JsonValue"
    after: "JsonValue"


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """Who did what to which thing. ``team_id`` is None for things above projects."""

    user_id: int
    organization_id: "UUID | None"
    team_id: int | None
    scope: str
    item_id: str
    activity: Literal["created", "updated", "deleted", "split", "token_reset"]
    name: str
    changes: tuple[Change, ...] = ()


def record(connection: "Connection", activity: Activity) -> None:
    """Write the row; the caller's transaction commits it together with the change itself."""
    changes = [asdict(change) for change in activity.changes]
    connection.execute(
        "INSERT INTO activity_log"
        " (id, organization_id, team_id, user_id, scope, item_id, activity, detail, created_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            *(ids.uuid7(), activity.organization_id, activity.team_id, activity.user_id),
            *(activity.scope, activity.item_id, activity.activity),
            *(Json({"name": activity.name, "changes": changes}), clock.now()),
        ],
    )


class Named(Protocol):
    """A thing of a project."""

    @property
    def id(self) -> "int | UUID":
        """Which one of its kind it is."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...


def record_write(
    connection: "Connection",
    team_id: int,
    scope: str,
    thing: Named,
    activity: Literal["created", "updated", "deleted"],
    *,
    user_id: int,
    changes: tuple[Change, ...] = (),
) -> None:
    """Write the row of a thing that a project has."""
    written = Activity(
        user_id=user_id,
        organization_id=None,
        team_id=team_id,
        scope=scope,
        item_id=str(thing.id),
        activity=activity,
        name=thing.name,
        changes=changes,
    )
    record(connection, written)


def changes_between(scope: str, before: "BaseModel", after: "BaseModel") -> tuple[Change, ...]:
    """Return the fields that differ between two states of one thing."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return tuple(
        Change(type=scope, action="changed", field=name, before=old[name], after=new[name])
        for name in old
        if name not in UNLOGGED and old[name] != new[name]
    )
