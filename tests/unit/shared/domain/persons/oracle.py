"""The rules of persons word by word: every operation once, in the order of time, one after another.

Source: the listing of sdk-protocol 4.6 and the table of 4.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import orjson

from shared import ids
from shared.domain.persons.derive import EPOCH, Person

if TYPE_CHECKING:
    from uuid import UUID

    from shared.domain.persons.effects import Effect
    from shared.domain.persons.operations import Operation
    from shared.domain.registers import Stamp
    from shared.json import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Cuts:
    """Who was split off, and who was deleted, at one moment."""

    moment: int = 0
    split: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()


NO_CUTS: Final = Cuts()


def replay(
    team_id: int, history: list[Operation], cuts: Cuts = NO_CUTS
) -> tuple[dict[UUID, Person], dict[str, UUID]]:
    """Return the persons, and whose each distinct id is."""
    parent: dict[str, str] = {}
    identified: set[str] = set()

    def root(name: str) -> str:
        while name in parent:
            name = parent[name]
        return name

    history = [item for item in history if not _is_forgotten(item, cuts)]
    seen = {item.distinct_id for item in history}
    for link in sorted({item.link for item in history if item.link}):
        ends, is_before = {link.source, link.target}, link.stamp.at <= cuts.moment
        if is_before and ends & cuts.deleted:
            continue
        if is_before and ends & cuts.split:
            identified.add(root(link.target))
            continue
        source, target = root(link.source), root(link.target)
        if source == target or (source in identified and link.kind != "$merge_dangerously"):
            continue
        parent[source] = target
        identified.add(target)
        seen |= {source, target}
    owners = {name: ids.person_id(team_id, root(name)) for name in seen}
    persons = {
        ids.person_id(team_id, name): _person(
            team_id,
            name,
            name in identified,
            [item for item in history if root(item.distinct_id) == name],
        )
        for name in {root(item.distinct_id) for item in history}
    }
    return persons, owners


def _is_forgotten(item: Operation, cuts: Cuts) -> bool:
    return item.distinct_id in cuts.deleted and item.effect.stamp.at <= cuts.moment


def _person(team_id: int, root: str, is_identified: bool, writes: list[Operation]) -> Person:
    effects = sorted((item.effect for item in writes), key=lambda effect: effect.stamp)
    first = effects[0].stamp
    properties: dict[str, Json] = {}
    for key in {key for item in effects for key in _keys(item)}:
        winner = max((write for item in effects for write in _lasts(item, key)), default=None)
        if winner is None:
            winner = min(write for item in effects for write in _onces(item, key))
        if not winner[1]:
            properties[key] = orjson.loads(winner[2])
    for key in {key for item in effects for key in item.automatic}:
        name = "$initial_" + key.removeprefix("$")
        holders = [item for item in effects if key in item.automatic]
        _, text = min((item.stamp, _text(item.automatic[key])) for item in holders)
        properties.setdefault(name, orjson.loads(text))
    return Person(
        id=ids.person_id(team_id, root),
        properties={**properties, "$creator_event_uuid": first.uuid},
        created_at=EPOCH + timedelta(milliseconds=first.at),
        is_identified=is_identified,
    )


def _keys(effect: Effect) -> set[str]:
    return {*effect.automatic, *effect.set, *effect.set_once, *effect.unset}


def _lasts(effect: Effect, key: str) -> list[tuple[Stamp, bool, str]]:
    if key in effect.unset:
        return [(effect.stamp, True, "")]
    for values in (effect.set, effect.automatic):
        if key in values:
            return [(effect.stamp, False, _text(values[key]))]
    return []


def _onces(effect: Effect, key: str) -> list[tuple[Stamp, bool, str]]:
    return [(effect.stamp, False, _text(effect.set_once[key]))] if key in effect.set_once else []


def _text(value: Json) -> str:
    return orjson.dumps(value).decode().replace("\\u0000", "\ufffd")
