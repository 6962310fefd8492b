"""Properties that ingestion met for the first time, on their way to PostgreSQL.

Sighting, ... --write_sightings--> message on queue ``definitions`` --read_sightings--> the same
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import orjson

from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.property_definitions.detect import DetectedType

QUEUE: Final = "definitions"


class Sighting(NamedTuple):
    """A property of a team's events or persons, and the type its value showed."""

    team_id: int
    kind: Literal["event", "person"]
    name: str
    type: DetectedType


def write_sightings(sightings: Sequence[Sighting]) -> str:
    """Return the message."""
    return orjson.dumps({"v": 1, "sightings": [list(item) for item in sightings]}).decode()


def read_sightings(text: str) -> tuple[Sighting, ...]:
    """Return what a message says; InvalidRequestError when it says nothing of the kind."""
    try:
        value: dict[str, Any] = orjson.loads(text)
        return tuple(Sighting(*item) for item in value["sightings"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidRequestError("The message holds no properties.") from error
