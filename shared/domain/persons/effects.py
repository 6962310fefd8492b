"""What single events write to persons, kept as they were sent until somebody has to join them.

    event --effect_of--> Effect     effects of one distinct id --prune--> those that can still win
    effects --registers_of--> Registers

Ingestion only selects: building registers costs more than reading the event did.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from shared.domain.persons.automatic import automatic, observed
from shared.domain.registers import Stamp, join, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from shared.domain.registers import Registers
    from shared.json import Json


BOTH_ENDS: Final = 2
_NO_NAMES: Final[frozenset[str]] = frozenset()


class Effect(Struct, frozen=True, array_like=True):
    """The writes of one event; ``automatic`` ones are also set once, under their initial name.

    ``at`` (ms since 1970, UTC) and ``uuid`` are those of the event. An effect travels as an array.
    """

    at: int
    uuid: str
    automatic: dict[str, Any]
    set: dict[str, Any]
    set_once: dict[str, Any]
    unset: tuple[str, ...]

    @property
    def stamp(self) -> Stamp:
        """When the event happened."""
        return Stamp(self.at, self.uuid)

    @property
    def is_empty(self) -> bool:
        """Whether it writes nothing."""
        return not (self.automatic or self.set or self.set_once or self.unset)


def effect_of(at: int, uuid: str, properties: Mapping[str, Json]) -> Effect:
    """Return what an event writes."""
    unset = properties.get("$unset")
    return Effect(
        at,
        uuid,
        automatic(properties),
        _written(properties.get("$set")),
        _written(properties.get("$set_once")),
        _names(unset) if unset else (),
    )


def prune(effects: Sequence[Effect]) -> Sequence[Effect]:
    """Leave out, of the effects on one distinct id, what others among them overrule anyway.

    An automatic write counts as the first of its name or as the last. The earliest effect stays,
    because it says when the person was first seen.
    """
    if len(effects) <= BOTH_ENDS:
        return effects
    ordered = sorted(effects, key=_stamp)
    if any(_stamp(one) == _stamp(next_) for one, next_ in pairwise(ordered)):
        return ordered  # of a tie the values decide, later
    firsts = _new_names(ordered)
    lasts = reversed([*_new_names(reversed(ordered))])
    needed = [first | last for first, last in zip(firsts, lasts, strict=True)]
    kept = [_only(effect, names) for effect, names in zip(ordered, needed, strict=True)]
    return [kept[0], *(effect for effect in kept[1:] if not effect.is_empty)]


_stamp: Final = attrgetter("at", "uuid")


def _new_names(effects: Iterable[Effect]) -> Iterator[AbstractSet[str]]:
    """Yield, for each effect, the automatic names that none before it had."""
    seen: set[str] = set()
    for effect in effects:
        names = effect.automatic.keys()
        new = _NO_NAMES if names <= seen else names - seen
        seen |= new
        yield new


def _only(effect: Effect, names: AbstractSet[str]) -> Effect:
    """Return the effect with those of its automatic writes alone."""
    if len(names) == len(effect.automatic):
        return effect
    return replace(effect, automatic={name: effect.automatic[name] for name in names})


def registers_of(effects: Sequence[Effect]) -> Registers:
    """Return what the effects, at least one, come to."""
    return reduce(join, [_registers(effect) for effect in effects])


def _registers(effect: Effect) -> Registers:
    return write(
        effect.stamp,
        observed=observed(effect.automatic),
        set_=effect.set,
        set_once=effect.set_once,
        unset=effect.unset,
    )


def _written(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _names(value: Json) -> tuple[str, ...]:
    names = value if isinstance(value, list | Mapping) else ()
    return tuple(name for name in names if isinstance(name, str))
