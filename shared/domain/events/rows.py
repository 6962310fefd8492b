"""A row of ``events`` as it lies in the write-ahead log: one JSON object a line.

    Row --write_line--> {"uuid": ..., "properties": {...}, ...} --ClickHouse--> hot columns + map

``properties`` stays one object: which keys have a column of their own is decided when the line is
inserted. ``person_key`` follows from ``person_id`` and ``inserted_at`` is ClickHouse's clock; it
differs between deliveries and only says which of two equal rows a merge keeps.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

import orjson
from msgspec import Struct, json

from shared.domain.events.timestamps import EPOCH, milliseconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json

NO_UUID: Final = "00000000-0000-0000-0000-000000000000"

PersonMode = Literal["full", "propertyless"]

_encode: Final = json.Encoder().encode


class RowKey(Struct, frozen=True):
    """What two deliveries of one event agree on: the sorting key of ``events``.

    The distinct id stands for the person key.
    """

    team_id: int
    event: str
    at: int
    distinct_id: str
    uuid: str


class Row(Struct, frozen=True, kw_only=True):
    """One event. ``at`` is milliseconds since 1970, UTC; the ids are in their canonical form."""

    uuid: str
    team_id: int
    event: str
    at: int
    distinct_id: str
    person_id: str
    properties: Mapping[str, Json]
    groups: Mapping[str, str]
    elements_chain: str
    person_mode: PersonMode

    @property
    def key(self) -> RowKey:
        """What identifies the row."""
        return RowKey(self.team_id, self.event, self.at, self.distinct_id, self.uuid)


def write_moment(at: int) -> str:
    """Return an instant, in milliseconds since 1970, as ClickHouse writes it: UTC, with them."""
    instant = EPOCH + timedelta(milliseconds=at)
    return instant.replace(tzinfo=None).isoformat(sep=" ", timespec="milliseconds")


def read_key(line: bytes) -> RowKey:
    """Return the key of a row that was written as a line; old lines hold the moment as text."""
    value: dict[str, Any] = orjson.loads(line)
    at = value.get("at")
    if at is None:
        at = milliseconds(datetime.fromisoformat(f"{value['timestamp']}+00:00"))
    return RowKey(value["team_id"], value["event"], at, value["distinct_id"], value["uuid"])


def write_line(row: Row) -> bytes:
    """Return the row's line, without the line break; equal rows give equal bytes."""
    return _encode(row)
