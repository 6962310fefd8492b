"""Decides which events are kept; capture and ingestion ask here, so that they agree.

Capture refuses a request only when nothing in it can be kept; ingestion drops the bad events of
those it accepted and counts them by reason. Source: sdk-protocol 3.1 and 4.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

import orjson

from shared.domain.nul import without_nul
from shared.ids import is_canonical_uuid

if TYPE_CHECKING:
    from shared.json import Json

ANALYTICS_V1: Final = "/i/v1/analytics/events"
MAX_NAME_LENGTH: Final = 200  # of analytics v1
MAX_DISTINCT_ID_LENGTH: Final = 200
SERIALIZER_DEPTH: Final = 254
ROOM_FOR_ROWS: Final = 14  # what is stored wraps the event in a few more levels
MAX_DEPTH: Final = SERIALIZER_DEPTH - ROOM_FOR_ROWS
_PATHS_WHERE_NAME_IS_OPTIONAL: Final = frozenset({"/engage"})
_RFC3339: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)


class DropReason(StrEnum):
    """Why an event is not stored: a metric's dimension and the type of an ingestion warning."""

    NOT_AN_OBJECT = "not_an_object"
    MISSING_EVENT_NAME = "missing_event_name"
    MISSING_DISTINCT_ID = "missing_distinct_id"
    MALFORMED_PROPERTIES = "malformed_event_properties"
    INVALID_UUID = "invalid_event_uuid"
    TOO_DEEP = "event_nested_too_deep"
    SNAPSHOT = "snapshot_outside_recordings"
    PERFORMANCE_EVENT = "dropped_performance_event"
    NAME_TOO_LONG = "event_name_too_long"
    DISTINCT_ID_TOO_LARGE = "distinct_id_too_large"
    INVALID_TIMESTAMP = "invalid_event_timestamp"
    INVALID_OPTIONS = "invalid_options"
    QUOTA_LIMITED = "quota_limited"
    DROP_RULE = "dropped_by_rule"

    @property
    def is_fault(self) -> bool:
        """Whether the client did something wrong; the other events are merely not wanted."""
        return self not in _NOT_WANTED

    @property
    def is_told(self) -> bool:
        """Whether the members of the project should know of it."""
        return self.is_fault or self is DropReason.QUOTA_LIMITED


_NOT_WANTED: Final = frozenset(
    {
        *(DropReason.SNAPSHOT, DropReason.PERFORMANCE_EVENT),
        *(DropReason.QUOTA_LIMITED, DropReason.DROP_RULE),
    }
)
_UNWANTED: Final = {
    "$performance_event": DropReason.PERFORMANCE_EVENT,
    "$snapshot": DropReason.SNAPSHOT,
}


class Examined(NamedTuple):
    """What an event is called, whose it is and its uuid, in the form they are stored.

    ``uuid`` is empty when the event names none: ingestion derives it.
    """

    name: str
    distinct_id: str
    uuid: str


def check_event(event: Mapping[str, Json], *, path: str) -> DropReason | None:
    """Return why the event cannot be stored, or None when it can."""
    found = examine(event, path=path)
    return found if isinstance(found, DropReason) else None


def examine(
    event: Mapping[str, Json], *, path: str, is_shallow: bool = False
) -> Examined | DropReason:
    """Return what identifies an event that can be stored, or why it cannot be.

    ``is_shallow`` says that nothing in its request is nested too deep: to look once is cheaper.
    """
    name = event_name(event, path=path)
    if not name:
        return DropReason.MISSING_EVENT_NAME
    reason = _UNWANTED.get(name) or _find_fault(event, is_shallow=is_shallow)
    if reason is None and path == ANALYTICS_V1:
        reason = _find_v1_fault(event, name)
    if reason is not None:
        return reason
    owner = distinct_id(event)
    if not owner:
        return DropReason.MISSING_DISTINCT_ID
    uuid = _read_uuid(event.get("uuid"))
    return DropReason.INVALID_UUID if uuid is None else Examined(name, owner, uuid)


def event_name(event: Mapping[str, Json], *, path: str) -> str:
    """Return the name of the event, empty when it has none; ``/engage`` implies ``$identify``."""
    name = event.get("event")
    if isinstance(name, str):
        return name
    if name is None and path.rstrip("/") in _PATHS_WHERE_NAME_IS_OPTIONAL:
        return "$identify"
    return ""


def distinct_id(event: Mapping[str, Json]) -> str:
    """Return the distinct id in the form it is stored, empty when the event has none.

    What is not a string is stored as its JSON text, NUL as U+FFFD, at most 200 characters. What is
    nested too deep to be written as text counts as none.
    """
    value = event.get("distinct_id")
    if value is None:
        value = _id_elsewhere(event)
    if isinstance(value, str):
        return without_nul(value)[:MAX_DISTINCT_ID_LENGTH]
    if value is None or is_nested_too_deep(value):
        return ""
    return without_nul(orjson.dumps(value).decode())[:MAX_DISTINCT_ID_LENGTH]


def _id_elsewhere(event: Mapping[str, Json]) -> Json:
    value = event.get("$distinct_id")
    properties = event.get("properties")
    if value is None and isinstance(properties, Mapping):
        value = properties.get("distinct_id")
    return value


def is_nested_too_deep(value: Json) -> bool:
    """Whether the value has more than MAX_DEPTH levels of objects and arrays.

    Such a value can be read but not written again. Writing it is how to tell, and many times faster
    than looking through it.
    """
    for _ in range(ROOM_FOR_ROWS):
        value = [value]
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError:
        return True
    return False


def _find_fault(event: Mapping[str, Json], *, is_shallow: bool) -> DropReason | None:
    properties = event.get("properties")
    if properties is not None and not isinstance(properties, dict):
        return DropReason.MALFORMED_PROPERTIES
    is_too_deep = not is_shallow and is_nested_too_deep(event)
    return DropReason.TOO_DEEP if is_too_deep else None


def _find_v1_fault(event: Mapping[str, Json], name: str) -> DropReason | None:
    """Return what analytics v1 refuses and v0 mends (sdk-protocol 3.2)."""
    if len(name) > MAX_NAME_LENGTH:
        return DropReason.NAME_TOO_LONG
    owner, timestamp = event.get("distinct_id"), event.get("timestamp")
    if isinstance(owner, str) and len(owner) > MAX_DISTINCT_ID_LENGTH:
        return DropReason.DISTINCT_ID_TOO_LARGE
    if timestamp is not None and read_rfc3339(timestamp) is None:
        return DropReason.INVALID_TIMESTAMP
    return DropReason.INVALID_OPTIONS if "options" in event else None


def read_rfc3339(value: Json) -> datetime | None:
    """Return a time that says its zone, None for everything else."""
    if not isinstance(value, str) or not _RFC3339.fullmatch(value.strip()):
        return None
    try:
        return datetime.fromisoformat(value.strip().upper())
    except ValueError:
        return None


def _read_uuid(value: Json) -> str | None:
    """Return a uuid in its canonical form, empty for none at all, None for what is not one."""
    if isinstance(value, str) and is_canonical_uuid(value):
        return value
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        return None
    try:
        return str(UUID(value))
    except ValueError:
        return None
