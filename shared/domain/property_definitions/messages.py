"""Events and properties that ingestion met for the first time, on their way to PostgreSQL.

Sighting, ... --write_messages--> messages on queue ``definitions`` --read_message--> Told
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import orjson

from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shared.domain.property_definitions.detect import DetectedType

QUEUE: Final = "definitions"
MOST_PER_MESSAGE: Final = 200  # of names as long and as odd as they may be: below a mebibyte


class MetEvent(NamedTuple):
    """An event by this name happened at ``at``, in milliseconds since 1970, whole hours."""

    team_id: int
    name: str
    at: int


class MetProperty(NamedTuple):
    """A property of an event, or of the person of one, and the type that its value showed.

    ``event`` is empty for a person's. ``at`` is when the event happened.
    """

    team_id: int
    kind: Literal["event", "person"]
    event: str
    name: str
    type: DetectedType | None
    at: int


class Sighting(NamedTuple):
    """What one event showed that was not told before. ``shape`` is what will be remembered."""

    shape: tuple[object, ...]
    event: MetEvent
    properties: tuple[MetProperty, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a message says."""

    events: tuple[MetEvent, ...]
    properties: tuple[MetProperty, ...]


def write_messages(sightings: Iterable[Sighting]) -> Iterator[str]:
    """Yield the messages that tell each event and each property once."""
    items = [*sightings]
    first: dict[tuple[object, ...], MetProperty] = {}
    for item in items:
        for met in item.properties:
            first.setdefault(met[:4], met)
    events = sorted({item.event for item in items})
    properties = list(first.values())
    for start in range(0, max(len(events), len(properties)), MOST_PER_MESSAGE):
        end = start + MOST_PER_MESSAGE
        value = {"v": 2, "events": events[start:end], "properties": properties[start:end]}
        yield orjson.dumps(value, default=list).decode()


def read_message(text: str) -> Told:
    """Return what a message says; InvalidRequestError when it says nothing of the kind."""
    try:
        value: dict[str, Any] = orjson.loads(text)
        return Told(
            events=tuple(MetEvent(*item) for item in value["events"]),
            properties=tuple(MetProperty(*item) for item in value["properties"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidRequestError("The message holds no definitions.") from error
