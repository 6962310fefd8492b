"""Joins what events said of groups into what PostgreSQL knows, and tells ClickHouse.

writes, types --learn_groups--> groups, group types, definitions of PostgreSQL
versions      --publish_groups--> groups of ClickHouse
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import orjson
from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.domain.events.timestamps import EPOCH
from shared.domain.groups import repository
from shared.domain.property_definitions.detect import detect_types
from shared.domain.property_definitions.repository import insert_group_properties
from shared.domain.registers import join, read
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Connection

    from shared.domain.groups.operations import GroupName, GroupWrite
    from shared.domain.groups.repository import GroupVersion
    from shared.domain.registers import Registers
    from shared.json import Json

COLUMNS: Final = (
    *("team_id", "group_type", "group_key", "created_at", "properties", "is_deleted", "version"),
)


def learn_groups(
    connection: Connection,
    team_id: int,
    writes: Sequence[GroupWrite],
    types: Iterable[str],
) -> None:
    """Learn what a batch says; the caller holds the lock of the team's persons."""
    places = repository.take_places(
        connection, team_id, dict.fromkeys([*types, *(item.group.type for item in writes)])
    )
    known = repository.find_groups(connection, team_id, {item.group for item in writes})
    changed: dict[GroupName, Registers] = {}
    for item in writes:
        old = changed.get(item.group) or known.get(item.group)
        joined = item.registers() if old is None else join(old, item.registers())
        if item.group.type in places and joined is not old:
            changed[item.group] = joined
    repository.save_groups(connection, team_id, changed)
    for group, registers in changed.items():
        types_ = detect_types(read(registers))
        insert_group_properties(connection, team_id, places[group.type], types_)


def publish_groups(team_id: int, versions: Sequence[GroupVersion]) -> None:
    """Insert versions; TemporarilyUnavailableError when ClickHouse took none."""
    rows = [_row(team_id, item) for item in versions]
    try:
        if rows:
            connect.client().insert("groups", rows, column_names=COLUMNS)
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not take the groups.") from error


def _row(team_id: int, item: GroupVersion) -> list[object]:
    created_at = EPOCH + timedelta(milliseconds=item.registers.created.at)
    found = read(item.registers)
    properties = {name: _text(value) for name, value in found.items() if value is not None}
    return [team_id, *item.group, created_at, properties, 0, item.version]


def _text(value: Json) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
