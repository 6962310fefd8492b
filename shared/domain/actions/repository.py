"""Reads actions: events under a name of the project's own, told by their steps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg.rows import class_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection
    from pydantic import JsonValue


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredAction:
    """An action; an event that fits any of its ``steps`` is one."""

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
