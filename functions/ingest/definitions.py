"""Learns which properties a project has, and tells of each once.

    row and operation --meet--> properties not told before --tell_sightings--> queue ``definitions``

What was told is remembered as long as this process lives. Losing that memory only tells it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from shared.domain.persons.automatic import initial
from shared.domain.property_definitions.detect import detect_types
from shared.domain.property_definitions.messages import QUEUE, Sighting, write_sightings
from shared.sqs.send import send

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shared.domain.events.rows import Row
    from shared.domain.persons.effects import Effect
    from shared.domain.persons.operations import Operation
    from shared.json import Json

Kind = Literal["event", "person"]

MOST_REMEMBERED: Final = 200_000
MOST_PER_MESSAGE: Final = 300  # of names as long and as odd as they may be: below a mebibyte
_NOTHING: Final[frozenset[str]] = frozenset()
_told: Final[dict[tuple[int, Kind], set[str]]] = {}


def meet(row: Row, operation: Operation | None) -> Iterator[Sighting]:
    """Yield the properties of an event and of its person that were not told yet."""
    yield from _new(row.team_id, "event", row.properties)
    if operation is not None:
        effect, told = operation.effect, _told.get((row.team_id, "person"), _NOTHING)
        written = (effect.automatic, effect.set, effect.set_once)
        if not all(part.keys() <= told for part in written):
            yield from _new(row.team_id, "person", _person_properties(effect))


def tell_sightings(sightings: Iterable[Sighting]) -> None:
    """Queue each property once, then remember it.

    TemporarilyUnavailableError when the queue fails: what is not remembered is told with the next
    event that has it.
    """
    first = {(item.team_id, item.kind, item.name): item for item in reversed([*sightings])}
    items = list(first.values())
    for start in range(0, len(items), MOST_PER_MESSAGE):
        portion = items[start : start + MOST_PER_MESSAGE]
        send(QUEUE, write_sightings(portion), group=None, attributes={})
        _remember(portion)


def forget() -> None:
    """Remember nothing: what is met next is told again."""
    _told.clear()


def _new(team_id: int, kind: Kind, properties: Mapping[str, Json]) -> Iterator[Sighting]:
    new = properties.keys() - _told.get((team_id, kind), _NOTHING)
    if new:
        for name, type_ in detect_types({name: properties[name] for name in new}):
            if type_ is not None:
                yield Sighting(team_id, kind, name, type_)


def _person_properties(effect: Effect) -> dict[str, Json]:
    return {**effect.automatic, **initial(effect.automatic), **effect.set_once, **effect.set}


def _remember(sightings: Iterable[Sighting]) -> None:
    if sum(map(len, _told.values())) > MOST_REMEMBERED:
        forget()
    for item in sightings:
        _told.setdefault((item.team_id, item.kind), set()).add(item.name)
