"""Finds groups for people who look for them, in PostgreSQL.

type by its place, search --> rows of groups --> Group
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from shared.domain.events.timestamps import EPOCH
from shared.domain.groups.models import Group, GroupType
from shared.domain.groups.operations import GroupName
from shared.domain.groups.repository import list_group_types
from shared.domain.nul import without_nul
from shared.domain.registers import Registers, Stamp, read, read_keys
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from psycopg import Connection

# The name is the text of the last write of that key; its JSON is near enough for a search.
_MATCHES: Final = (
    " FROM groups WHERE team_id = %s AND group_type = %s"
    " AND (strpos(lower(group_key), lower(%s)) > 0"
    " OR strpos(lower(keys #>> '{name,0,3}'), lower(%s)) > 0)"
)
_COLUMNS: Final = "SELECT group_key, created_at_ms, creator_event_uuid, keys::text"


def show_group_types(connection: Connection, team_id: int) -> list[GroupType]:
    """Return the types of groups in the order of their places."""
    names = list_group_types(connection, team_id)
    return [
        GroupType(group_type=name, group_type_index=index, name_singular=None, name_plural=None)
        for index, name in enumerate(names)
        if name
    ]


def list_groups(
    connection: Connection, team_id: int, *, index: int, search: str, limit: int, offset: int
) -> list[Group]:
    """Return groups of the type at a place, those that came last first."""
    type_ = _type_at(connection, team_id, index)
    text = without_nul(search)
    rows = connection.execute(
        _COLUMNS + _MATCHES + " ORDER BY created_at_ms DESC, group_key LIMIT %s OFFSET %s",
        [team_id, type_, text, text, limit, offset],
    ).fetchall()
    return [_group(index, row) for row in rows]


def count_groups(connection: Connection, team_id: int, *, index: int, search: str) -> int:
    """Return how many groups ``list_groups`` would return without a limit."""
    type_ = _type_at(connection, team_id, index)
    text = without_nul(search)
    row = connection.execute("SELECT count(*)" + _MATCHES, [team_id, type_, text, text]).fetchone()
    return 0 if row is None else int(row[0])


def get_group(connection: Connection, team_id: int, *, index: int, key: str) -> Group:
    """Return a group; NotFoundError when there is none."""
    name = name_group(connection, team_id, index=index, key=key)
    row = connection.execute(
        _COLUMNS + " FROM groups WHERE team_id = %s AND group_type = %s AND group_key = %s",
        [team_id, *name],
    ).fetchone()
    if row is None:
        raise NotFoundError("Group not found.")
    return _group(index, row)


def name_group(connection: Connection, team_id: int, *, index: int, key: str) -> GroupName:
    """Return the name of the group with a key, of the type at a place."""
    return GroupName(_type_at(connection, team_id, index), without_nul(key))


def _type_at(connection: Connection, team_id: int, index: int) -> str:
    """Return the type at the place; no group has the type of a place that is not taken."""
    names = list_group_types(connection, team_id)
    return names[index] if 0 <= index < len(names) else ""


def _group(index: int, row: tuple[Any, ...]) -> Group:
    key, created_at_ms, uuid, keys = row
    registers = Registers(created=Stamp(created_at_ms, str(uuid)), keys=read_keys(keys))
    return Group.model_validate(
        {
            "group_type_index": index,
            "group_key": key,
            "group_properties": read(registers),
            "created_at": EPOCH + timedelta(milliseconds=created_at_ms),
        }
    )
