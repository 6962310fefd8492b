"""The rules of persons word by word: every operation once, in the order of time, one after another.

Source: the listing of sdk-protocol 4.6 and the table of 4.5.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import orjson

from shared import ids
from shared.domain.persons.derive import EPOCH, Person

if TYPE_CHECKING:
    from uuid import UUID

    from shared.domain.persons.operations import Operation
    from shared.domain.registers import Write
    from shared.json import Json


def replay(team_id: int, history: list[Operation]) -> tuple[dict[UUID, Person], dict[str, UUID]]:
    """Return the persons, and whose each distinct id is."""
    parent: dict[str, str] = {}
    identified: set[str] = set()

    def root(name: str) -> str:
        while name in parent:
            name = parent[name]
        return name

    seen = {item.distinct_id for item in history}
    for link in sorted({item.link for item in history if item.link}):
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


def _person(team_id: int, root: str, is_identified: bool, writes: list[Operation]) -> Person:
    first = min(item.registers.created for item in writes)
    keys = {key for item in writes for key in item.registers.keys}
    properties: dict[str, Json] = {"$creator_event_uuid": first.uuid}
    for key in keys:
        states = [item.registers.keys[key] for item in writes if key in item.registers.keys]
        lasts = [last for last, _ in states if last is not None]
        onces = [once for _, once in states if once is not None]
        winner: Write | None = max(lasts) if lasts else min(onces)
        if winner is not None and not winner.is_unset:
            properties[key] = orjson.loads(winner.text)
    return Person(
        id=ids.person_id(team_id, root),
        properties=properties,
        created_at=EPOCH + timedelta(milliseconds=first.at),
        is_identified=is_identified,
    )
