"""Learns which events and properties a project has, and tells of each once.

    row --meet--> Sighting of what is new --tell_sightings--> queue ``definitions``

What was met is remembered as long as this process lives: the *shape* of an event (its name and the
names of its properties) with the hours it was seen in, so that an event like others before it costs
one look-up. Losing that memory only tells it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.domain.nul import without_nul
from shared.domain.persons.automatic import observed
from shared.domain.persons.effects import effect_of
from shared.domain.persons.operations import NEVER_UPDATE
from shared.domain.property_definitions.detect import detect_types
from shared.domain.property_definitions.messages import (
    QUEUE,
    MetEvent,
    MetProperty,
    Sighting,
    write_messages,
)
from shared.errors import TemporarilyUnavailableError
from shared.sqs.send import send

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shared.domain.events.rows import Row
    from shared.json import Json

Shape = tuple[object, ...]
Owner = tuple[int, str]

HOUR_MS: Final = 3_600_000
MOST_SHAPES: Final = 50_000
MOST_OWNERS: Final = 20_000
MOST_NAMES: Final = 5_000  # of one event, or of the persons of one project
LARGEST_SHAPE: Final = 200  # of a larger one only the hash is kept
LONGEST_EVENT: Final = 200
_hours: Final[dict[Shape, tuple[int, int]]] = {}  # first and last hour that was met
_names: Final[dict[Owner, dict[str, bool]]] = {}  # whether a type was met
_untold: Final[list[Sighting]] = []  # met since the last batch was told


def meet(row: Row) -> Sighting | None:
    """Return what this event shows for the first time, or for the first time in its hour."""
    shape: Shape = (row.team_id, row.event, *row.properties)
    if "$set" in row.properties or "$set_once" in row.properties:
        shape = (*shape, *_shape_of_writes(row.properties))
    if len(shape) > LARGEST_SHAPE:
        shape = (row.team_id, row.event, hash(shape))
    hour = row.at // HOUR_MS
    first, last = _hours.get(shape, (hour + 1, hour))
    return None if first <= hour <= last else _look(row, shape, hour)


def tell_sightings(sightings: Iterable[Sighting]) -> None:
    """Queue each event and each property once.

    TemporarilyUnavailableError when the queue fails. What could not be told, and what was met in
    messages that are delivered again, is forgotten: it is met again.
    """
    items = [*sightings]
    kept = {id(item) for item in items}
    met = [*_untold]
    _untold.clear()
    _unlearn(item for item in met if id(item) not in kept)
    try:
        for message in write_messages(items):
            send(QUEUE, message, group=None, attributes={})
    except TemporarilyUnavailableError:
        _unlearn(items)
        raise


def forget() -> None:
    """Remember nothing: what is met next is told again."""
    _hours.clear()
    _names.clear()
    _untold.clear()


def _shape_of_writes(properties: Mapping[str, Json]) -> Iterator[object]:
    """Yield what is written; names without a value show no type, unlike those that have one."""
    for kind in ("$set", "$set_once"):
        written = properties.get(kind)
        if isinstance(written, dict):
            yield from (kind, *written)
            yield from ((name, None) for name, value in written.items() if value is None)


def _look(row: Row, shape: Shape, hour: int) -> Sighting:
    met = (*_new(row, "event", row.properties), *_new_of_person(row))
    if len(_hours) >= MOST_SHAPES:
        forget()
    first, last = _hours.get(shape, (hour, hour))
    _hours[shape] = (min(first, hour), max(last, hour))
    event = MetEvent(row.team_id, without_nul(row.event[:LONGEST_EVENT]), hour * HOUR_MS)
    sighting = Sighting(shape, event, met)
    _untold.append(sighting)
    return sighting


def _new_of_person(row: Row) -> Iterator[MetProperty]:
    if row.person_mode == "full" and row.event not in NEVER_UPDATE:
        effect = effect_of(row.at, row.uuid, row.properties)
        written = {
            **effect.automatic,
            **{name: value for _, name, value in observed(effect.automatic)},
            **effect.set_once,
            **effect.set,
        }
        yield from _new(row, "person", written)


def _new(row: Row, kind: str, properties: Mapping[str, Json]) -> Iterator[MetProperty]:
    """Yield properties whose name, or whose type, nobody was told of."""
    owner = (row.team_id, f"event {row.event}" if kind == "event" else kind)
    if owner not in _names and len(_names) >= MOST_OWNERS:
        _names.clear()
    known = _names.setdefault(owner, {})
    new = {name: value for name, value in properties.items() if not known.get(name)}
    for name, type_ in detect_types(new):
        if name in known and (type_ is None or known[name]):
            continue
        if len(known) >= MOST_NAMES:
            return
        known[name] = type_ is not None
        if kind == "event":
            event = without_nul(row.event[:LONGEST_EVENT])
            yield MetProperty(row.team_id, "event", event, name, type_, row.at)
        else:
            yield MetProperty(row.team_id, "person", "", name, type_, row.at)


def _unlearn(sightings: Iterable[Sighting]) -> None:
    """Meet these again: whoever shares a name with one of them is told twice, which is harmless."""
    for item in sightings:
        _hours.pop(item.shape, None)
        for met in item.properties:
            owner = f"event {item.shape[1]}" if met.kind == "event" else met.kind
            _names.get((met.team_id, owner), {}).pop(met.name, None)
