"""What single events write to persons, kept as they were sent until somebody has to join them.

    event --effect_of--> Effect     effects of one distinct id --prune--> those that can still win
    effects --registers_of--> Registers

Ingestion only selects: building registers costs more than reading the event did.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.persons.automatic import automatic, initial
from shared.domain.registers import join, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.registers import Registers, Stamp
    from shared.json import Json


class Effect(NamedTuple):
    """The writes of one event; ``automatic`` ones are also set once, under their initial name."""

    stamp: Stamp
    automatic: Mapping[str, Json]
    set: Mapping[str, Json]
    set_once: Mapping[str, Json]
    unset: tuple[str, ...]


def effect_of(stamp: Stamp, properties: Mapping[str, Json]) -> Effect:
    """Return what an event writes."""
    set_, once = properties.get("$set"), properties.get("$set_once")
    unset = properties.get("$unset")
    return Effect(
        stamp,
        automatic(properties),
        set_ if isinstance(set_, Mapping) else {},
        once if isinstance(once, Mapping) else {},
        _names(unset) if unset else (),
    )


def prune(effects: Sequence[Effect]) -> list[Effect]:
    """Leave out, of the effects on one distinct id, what others among them overrule anyway.

    The earliest effect stays, because it says when the person was first seen.
    """
    if len(effects) == 1:
        return list(effects)
    ordered = sorted(effects, key=_stamp)
    last: dict[str, Stamp] = {}
    first: dict[str, Stamp] = {}
    for effect in ordered:
        last.update(dict.fromkeys(effect.automatic, effect.stamp))
    for effect in reversed(ordered):
        first.update(dict.fromkeys(effect.automatic, effect.stamp))
    earliest = ordered[0].stamp
    kept = [_without_overruled(effect, first, last) for effect in ordered]
    return [item for item in kept if item.stamp == earliest or any(item[1:])]


def _without_overruled(
    effect: Effect, first: Mapping[str, Stamp], last: Mapping[str, Stamp]
) -> Effect:
    found = {
        name: value
        for name, value in effect.automatic.items()
        if effect.stamp in (first[name], last[name])
    }
    return effect._replace(automatic=found)


def _stamp(effect: Effect) -> Stamp:
    return effect.stamp


def registers_of(effects: Sequence[Effect]) -> Registers:
    """Return what the effects, at least one, come to."""
    return reduce(join, [_registers(effect) for effect in effects])


def _registers(effect: Effect) -> Registers:
    return write(
        effect.stamp,
        set_={**effect.automatic, **effect.set},
        set_once={**initial(effect.automatic), **effect.set_once},
        unset=effect.unset,
    )


def _names(value: Json) -> tuple[str, ...]:
    names = value if isinstance(value, list | Mapping) else ()
    return tuple(name for name in names if isinstance(name, str))
