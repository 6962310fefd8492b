"""What events do to persons, folded by distinct id, and its form on the queue ``persons``.

    event --operation_of--> Operation --fold--> Batch: registers per distinct id, links --> message

A message is a state to join, not a list of steps: any number of deliveries in any order end alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from shared.domain.persons.automatic import automatic
from shared.domain.persons.links import Link, is_illegal
from shared.domain.persons.registers import (
    Registers,
    Stamp,
    join,
    read_keys,
    write,
    write_keys,
)
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shared.json import Json

QUEUE: Final = "persons"
MOST_PER_MESSAGE: Final = 500
"""Distinct ids and links in one message: with a few kilobytes each they stay below a megabyte."""

NEVER_UPDATE: Final = frozenset({"$exception", "$$heatmap", "$snapshot"})
_SOURCES: Final[Mapping[str, str]] = {
    "$identify": "$anon_distinct_id",
    "$create_alias": "alias",
    "$merge_dangerously": "alias",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """What one event does to the person of its distinct id."""

    team_id: int
    distinct_id: str
    registers: Registers
    link: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Operations of one team, folded: one message."""

    team_id: int
    registers: Mapping[str, Registers]
    links: tuple[Link, ...]


def operation_of(
    *, team_id: int, distinct_id: str, name: str, stamp: Stamp, properties: Mapping[str, Json]
) -> Operation | None:
    """Return what an event with person processing does; None for events that never do anything."""
    if name in NEVER_UPDATE:
        return None
    sets, onces = automatic(properties)
    registers = write(
        stamp,
        set_={**sets, **_object(properties.get("$set"))},
        set_once={**onces, **_object(properties.get("$set_once"))},
        unset=_names(properties.get("$unset")),
    )
    link = _link(name, distinct_id, stamp, properties)
    return Operation(team_id=team_id, distinct_id=distinct_id, registers=registers, link=link)


def fold(operations: Iterable[Operation]) -> Iterator[Batch]:
    """Yield messages that say the same, each of one team and of bounded size."""
    registers: dict[int, dict[str, Registers]] = {}
    links: dict[int, set[Link]] = {}
    for operation in operations:
        of_team = registers.setdefault(operation.team_id, {})
        known = of_team.get(operation.distinct_id)
        new = operation.registers
        of_team[operation.distinct_id] = new if known is None else join(known, new)
        if operation.link is not None:
            links.setdefault(operation.team_id, set()).add(operation.link)
    for team_id, of_team in registers.items():
        yield from _portions(team_id, of_team, sorted(links.get(team_id, ())))


def write_batch(batch: Batch) -> str:
    """Return the message of a batch."""
    value = {
        "v": 1,
        "team_id": batch.team_id,
        "registers": {
            name: [*item.created, write_keys(item.keys)] for name, item in batch.registers.items()
        },
        "links": [[*link.stamp, link.kind, link.source, link.target] for link in batch.links],
    }
    return orjson.dumps(value).decode()


def read_batch(text: str) -> Batch:
    """Return the batch of a message; InvalidRequestError when it holds none."""
    try:
        value: dict[str, Any] = orjson.loads(text)
        return Batch(
            team_id=value["team_id"],
            registers={
                name: Registers(created=Stamp(at, uuid), keys=read_keys(keys))
                for name, (at, uuid, keys) in value["registers"].items()
            },
            links=tuple(
                Link(Stamp(at, uuid), kind, source, target)
                for at, uuid, kind, source, target in value["links"]
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidRequestError("The message holds no operations on persons.") from error


def _portions(team_id: int, registers: dict[str, Registers], links: list[Link]) -> Iterator[Batch]:
    ids = sorted(registers)
    for start in range(0, max(len(ids), len(links)), MOST_PER_MESSAGE):
        end = start + MOST_PER_MESSAGE
        yield Batch(
            team_id=team_id,
            registers={name: registers[name] for name in ids[start:end]},
            links=tuple(links[start:end]),
        )


def _link(name: str, distinct_id: str, stamp: Stamp, properties: Mapping[str, Json]) -> Link | None:
    source = properties.get(_SOURCES.get(name, ""))
    if not isinstance(source, str) or source == distinct_id:
        return None
    if is_illegal(source) or is_illegal(distinct_id):
        return None
    match name:
        case "$identify" | "$create_alias" | "$merge_dangerously":
            return Link(stamp, name, source[:200], distinct_id)
        case _:
            return None


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


def _names(value: Json) -> tuple[str, ...]:
    names = value if isinstance(value, list | Mapping) else ()
    return tuple(name for name in names if isinstance(name, str))
