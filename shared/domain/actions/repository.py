"""Reads and writes actions: events under a name of the project's own, told by their steps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, LiteralString

from psycopg.rows import class_row
from psycopg.types.json import Json

from shared.domain.actions.models import Action
from shared.domain.users.basic import BASIC
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Connection
    from pydantic import JsonValue

    from shared.domain.actions.models import NewAction

COLUMNS: Final[LiteralString] = (
    "SELECT id, name, description, tags, steps, created_at, updated_at, deleted, pinned_at,"
    " team_id, " + BASIC + "created_by_id) AS created_by FROM actions"
)
MATCHES: Final[LiteralString] = (
    " WHERE team_id = %(team_id)s AND NOT deleted"
    " AND (name ILIKE ALL(%(patterns)s::text[]) OR description ILIKE ALL(%(patterns)s::text[]))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredAction:
    """An action as queries need it; an event that fits any of its ``steps`` is one."""

    id: int
    name: str
    steps: "list[dict[str, JsonValue]]"


def find_actions(
    connection: "Connection", team_id: int, *, ids: "Iterable[int]", names: "Iterable[str]"
) -> list[StoredAction]:
    """Return the project's actions of these ids or names, by id; those deleted are not found."""
    with connection.cursor(row_factory=class_row(StoredAction)) as cursor:
        return cursor.execute(
            "SELECT id, name, steps FROM actions"
            " WHERE team_id = %s AND NOT deleted AND (id = ANY(%s::bigint[]) OR name = ANY(%s))"
            " ORDER BY id",
            [team_id, list(ids), list(names)],
        ).fetchall()


def list_actions(
    connection: "Connection", team_id: int, *, patterns: "Iterable[str]", limit: int, offset: int
) -> list[Action]:
    """Return the actions whose name or description fits all patterns, the last changed first."""
    with connection.cursor(row_factory=class_row(Action)) as cursor:
        return cursor.execute(
            COLUMNS + MATCHES + " ORDER BY updated_at DESC, id DESC"
            " LIMIT %(limit)s OFFSET %(offset)s",
            {"team_id": team_id, "patterns": list(patterns), "limit": limit, "offset": offset},
        ).fetchall()


def count_actions(connection: "Connection", team_id: int, *, patterns: "Iterable[str]") -> int:
    """Return how many actions ``list_actions`` would return without a limit."""
    row = connection.execute(
        "SELECT count(*) FROM actions" + MATCHES,
        {"team_id": team_id, "patterns": list(patterns)},
    ).fetchone()
    return 0 if row is None else int(row[0])


def get_action(connection: "Connection", team_id: int, action_id: int) -> Action:
    """Return the action, also one that was deleted; NotFoundError when the project has none."""
    return _found(connection, COLUMNS + " WHERE team_id = %s AND id = %s", [team_id, action_id])


def lock_action(connection: "Connection", team_id: int, action_id: int) -> Action:
    """Return the action and keep others from changing it until the transaction ends."""
    statement = COLUMNS + " WHERE team_id = %s AND id = %s FOR UPDATE"
    return _found(connection, statement, [team_id, action_id])


def insert_action(
    connection: "Connection", team_id: int, new: "NewAction", *, user_id: int
) -> Action:
    """Store a new action."""
    row = connection.execute(
        "INSERT INTO actions (team_id, name, description, tags, steps, pinned_at, created_by_id)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
        [
            *(team_id, new.name, new.description, Json(new.tags), Json(new.steps)),
            *(new.pinned_at, user_id),
        ],
    ).fetchone()
    if row is None:
        raise LookupError("The action is gone within its own statement.")
    return get_action(connection, team_id, row[0])


def update_action(connection: "Connection", team_id: int, action: Action) -> Action:
    """Store the action as it is given."""
    connection.execute(
        "UPDATE actions SET name = %s, description = %s, tags = %s, steps = %s, pinned_at = %s,"
        " deleted = %s, updated_at = now() WHERE team_id = %s AND id = %s",
        [
            *(action.name, action.description, Json(action.tags), Json(action.steps)),
            *(action.pinned_at, action.deleted, team_id, action.id),
        ],
    )
    return get_action(connection, team_id, action.id)


def _found(
    connection: "Connection", statement: LiteralString, parameters: "Sequence[object]"
) -> Action:
    with connection.cursor(row_factory=class_row(Action)) as cursor:
        found = cursor.execute(statement, parameters).fetchone()
    if found is None:
        raise NotFoundError("Not found.")
    return found
