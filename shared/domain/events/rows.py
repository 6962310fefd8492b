"""A row of ``events`` as it lies in the write-ahead log: one JSON object a line.

    Row --write_line--> {"uuid": ..., "properties": {...}, ...} --ClickHouse--> hot columns + map

``properties`` stays one object: which keys have a column of their own is decided when the line is
inserted. ``person_key`` follows from ``person_id`` and ``inserted_at`` is ClickHouse's clock; it
differs between deliveries and only says which of two equal rows a merge keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.json import Json

NO_UUID: Final = "00000000-0000-0000-0000-000000000000"

PersonMode = Literal["full", "propertyless"]


class RowKey(NamedTuple):
    """What two deliveries of one event agree on: the sorting key of ``events``.

    The distinct id stands for the person key.
    """

    team_id: int
    event: str
    timestamp: str
    distinct_id: str
    uuid: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One event. ``timestamp`` is that of ``write_moment``; ids are canonical, or ``NO_UUID``."""

    uuid: str
    team_id: int
    event: str
    timestamp: str
    distinct_id: str
    person_id: str
    session_id: str
    window_id: str
    properties: Mapping[str, Json]
    groups: Mapping[str, str]
    elements_chain: str
    person_mode: PersonMode

    @property
    def key(self) -> RowKey:
        """What identifies the row."""
        return RowKey(self.team_id, self.event, self.timestamp, self.distinct_id, self.uuid)


def write_moment(instant: datetime) -> str:
    """Return an instant in UTC as ClickHouse writes it, to the millisecond."""
    return instant.replace(tzinfo=None).isoformat(sep=" ", timespec="milliseconds")


def read_key(line: bytes) -> RowKey:
    """Return the key of a row that was written as a line."""
    value: dict[str, Any] = orjson.loads(line)
    return RowKey(**{name: value[name] for name in RowKey._fields})


def write_line(row: Row) -> bytes:
    """Return the row's line, without the line break; equal rows give equal bytes."""
    return orjson.dumps(
        {
            "uuid": row.uuid,
            "team_id": row.team_id,
            "event": row.event,
            "timestamp": row.timestamp,
            "distinct_id": row.distinct_id,
            "person_id": row.person_id,
            "session_id": row.session_id,
            "window_id": row.window_id,
            "properties": row.properties,
            "groups": row.groups,
            "elements_chain": row.elements_chain,
            "person_mode": row.person_mode,
        }
    )
