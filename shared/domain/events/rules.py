"""Decides which events are kept; capture and ingestion ask here, so that they agree.

Capture refuses a request only when nothing in it can be kept; ingestion drops the bad events of
those it accepted and counts them by reason. Source: sdk-protocol 3.1 and 4.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

import orjson

from shared.domain.nul import without_nul
from shared.ids import is_canonical_uuid

if TYPE_CHECKING:
    from shared.json import Json

MAX_DISTINCT_ID_LENGTH: Final = 200
SERIALIZER_DEPTH: Final = 254
ROOM_FOR_ROWS: Final = 14  # what is stored wraps the event in a few more levels
MAX_DEPTH: Final = SERIALIZER_DEPTH - ROOM_FOR_ROWS
_PATHS_WHERE_NAME_IS_OPTIONAL: Final = frozenset({"/engage"})


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

    @property
    def is_fault(self) -> bool:
        """Whether the client did something wrong; the other events are merely not wanted."""
        return self not in {DropReason.SNAPSHOT, DropReason.PERFORMANCE_EVENT}


_UNWANTED: Final = {
    "$performance_event": DropReason.PERFORMANCE_EVENT,
    "$snapshot": DropReason.SNAPSHOT,
}


def check_event(event: Mapping[str, Json], *, path: str) -> DropReason | None:
    """Return why the event cannot be stored, or None when it can."""
    name = event_name(event, path=path)
    if not name:
        return DropReason.MISSING_EVENT_NAME
    if name in _UNWANTED:
        return _UNWANTED[name]
    for reason, is_so in _FAULTS:
        if is_so(event):
            return reason
    return None


def event_name(event: Mapping[str, Json], *, path: str) -> str:
    """Return the name of the event, empty when it has none; ``/engage`` implies ``$identify``."""
    name = event.get("event")
    if name is None and path.rstrip("/") in _PATHS_WHERE_NAME_IS_OPTIONAL:
        return "$identify"
    return name if isinstance(name, str) else ""


def distinct_id(event: Mapping[str, Json]) -> str:
    """Return the distinct id in the form it is stored, empty when the event has none.

    What is not a string is stored as its JSON text, NUL as U+FFFD, at most 200 characters. What is
    nested too deep to be written as text counts as none.
    """
    properties = event.get("properties")
    value = event.get("distinct_id")
    if value is None:
        value = event.get("$distinct_id")
    if value is None and isinstance(properties, Mapping):
        value = properties.get("distinct_id")
    if value is None or (not isinstance(value, str) and is_nested_too_deep(value)):
        return ""
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return without_nul(text)[:MAX_DISTINCT_ID_LENGTH]


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


def _has_malformed_properties(event: Mapping[str, Json]) -> bool:
    properties = event.get("properties")
    return properties is not None and not isinstance(properties, Mapping)


def _has_no_distinct_id(event: Mapping[str, Json]) -> bool:
    return not distinct_id(event)


def _has_invalid_uuid(event: Mapping[str, Json]) -> bool:
    """Whether the event names a uuid that is none; an absent one is derived in ingestion."""
    value = event.get("uuid")
    if value is None or value == "":
        return False
    if not isinstance(value, str):
        return True
    return not is_canonical_uuid(value) and not _is_uuid(value)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


_FAULTS: Final = (
    (DropReason.MALFORMED_PROPERTIES, _has_malformed_properties),
    (DropReason.TOO_DEEP, is_nested_too_deep),
    (DropReason.MISSING_DISTINCT_ID, _has_no_distinct_id),
    (DropReason.INVALID_UUID, _has_invalid_uuid),
)
