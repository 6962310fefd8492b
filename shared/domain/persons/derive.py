"""From what is known of distinct ids to persons: pure, and the same for any order of operations.

registers of distinct ids + links of their component  ->  Person rows, person of each distinct id
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import TYPE_CHECKING, Final

from shared import ids
from shared.domain.persons.links import resolve
from shared.domain.registers import join, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from shared.domain.persons.cuts import Cut
    from shared.domain.persons.links import Link
    from shared.domain.registers import Registers
    from shared.json import Json

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A person as readers see it. ``created_at`` is in UTC, to the millisecond."""

    id: UUID
    properties: Mapping[str, Json]
    created_at: datetime
    is_identified: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Derived:
    """The persons of a set of distinct ids, and whose each of these is."""

    persons: Mapping[UUID, Person]
    owners: Mapping[str, UUID]
    refused: tuple[Link, ...]


def derive(
    team_id: int,
    registers: Mapping[str, Registers],
    links: Iterable[Link],
    cuts: Mapping[str, Cut],
) -> Derived:
    """Return the persons of whole components: every link of every distinct id must be there."""
    people = resolve(links, cuts)
    members: dict[str, list[str]] = {}
    for distinct_id in sorted({*registers, *people.parents, *people.identified}):
        members.setdefault(people.root(distinct_id), []).append(distinct_id)
    owners: dict[str, UUID] = {}
    persons: dict[UUID, Person] = {}
    for root, distinct_ids in members.items():
        person_id = ids.person_id(team_id, root)
        owners.update(dict.fromkeys(distinct_ids, person_id))
        known = [registers[name] for name in distinct_ids if name in registers]
        if known:
            is_identified = root in people.identified
            persons[person_id] = _person(person_id, reduce(join, known), is_identified)
    return Derived(persons=persons, owners=owners, refused=tuple(people.refused))


def _person(person_id: UUID, registers: Registers, is_identified: bool) -> Person:
    return Person(
        id=person_id,
        properties={**read(registers), "$creator_event_uuid": registers.created.uuid},
        created_at=EPOCH + timedelta(milliseconds=registers.created.at),
        is_identified=is_identified,
    )
