"""What events do to persons, folded by distinct id, and its form on the queue ``persons``.

    event --operation_of--> Operation --fold--> Batch: registers by id and group, links --> message

A message is a state to join, not a list of steps: any number of deliveries in any order end alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson

from shared.domain.groups.operations import GroupName, GroupWrite, types_of, write_of
from shared.domain.persons.automatic import automatic
from shared.domain.persons.links import Link, is_illegal
from shared.domain.registers import (
    Registers,
    Stamp,
    StoredWrite,
    join,
    read_keys,
    write,
    write_keys,
)
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shared.json import Json

_Name = TypeVar("_Name")

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
    group: GroupWrite | None = None
    group_types: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Operations of one team, folded: one message."""

    team_id: int
    registers: Mapping[str, Registers]
    links: tuple[Link, ...]
    groups: Mapping[GroupName, Registers]
    group_types: tuple[str, ...]


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
    return Operation(
        team_id=team_id,
        distinct_id=distinct_id,
        registers=registers,
        link=_link(name, distinct_id, stamp, properties),
        group=write_of(name, stamp, properties),
        group_types=types_of(properties),
    )


def fold(operations: Iterable[Operation]) -> Iterator[Batch]:
    """Yield messages that say the same, each of one team and of bounded size."""
    teams: dict[int, _Folded] = {}
    for operation in operations:
        teams.setdefault(operation.team_id, _Folded()).add(operation)
    for team_id, folded in teams.items():
        yield from folded.batches(team_id)


class _Folded:
    """The operations of one team, joined where they are of the same id or group."""

    __slots__ = ("group_types", "groups", "links", "registers")

    def __init__(self) -> None:
        self.registers: dict[str, Registers] = {}
        self.links: set[Link] = set()
        self.groups: dict[GroupName, Registers] = {}
        self.group_types: dict[str, None] = {}

    def add(self, operation: Operation) -> None:
        """Join one more operation."""
        _join_into(self.registers, operation.distinct_id, operation.registers)
        if operation.link is not None:
            self.links.add(operation.link)
        if operation.group is not None:
            _join_into(self.groups, operation.group.group, operation.group.registers)
        self.group_types.update(dict.fromkeys(operation.group_types))

    def batches(self, team_id: int) -> Iterator[Batch]:
        """Yield it all in portions."""
        ids, links, groups = sorted(self.registers), sorted(self.links), sorted(self.groups)
        for start in range(0, max(len(ids), len(links), len(groups)), MOST_PER_MESSAGE):
            end = start + MOST_PER_MESSAGE
            yield Batch(
                team_id=team_id,
                registers={name: self.registers[name] for name in ids[start:end]},
                links=tuple(links[start:end]),
                groups={name: self.groups[name] for name in groups[start:end]},
                group_types=tuple(self.group_types) if start == 0 else (),
            )


def _join_into(known: dict[_Name, Registers], name: _Name, new: Registers) -> None:
    old = known.get(name)
    known[name] = new if old is None else join(old, new)


def write_batch(batch: Batch) -> str:
    """Return the message of a batch."""
    value = {
        "v": 1,
        "team_id": batch.team_id,
        "registers": [[name, *_stored(item)] for name, item in batch.registers.items()],
        "links": [[*link.stamp, link.kind, link.source, link.target] for link in batch.links],
        "groups": [[*name, *_stored(item)] for name, item in batch.groups.items()],
        "group_types": list(batch.group_types),
    }
    return orjson.dumps(value).decode()


def read_batch(text: str) -> Batch:
    """Return the batch of a message; InvalidRequestError when it holds none."""
    try:
        value: dict[str, Any] = orjson.loads(text)
        return Batch(
            team_id=value["team_id"],
            registers={name: _unstored(*rest) for name, *rest in value["registers"]},
            links=tuple(
                Link(Stamp(at, uuid), kind, source, target)
                for at, uuid, kind, source, target in value["links"]
            ),
            groups={GroupName(kind, key): _unstored(*rest) for kind, key, *rest in value["groups"]},
            group_types=tuple(value["group_types"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidRequestError("The message holds no operations on persons.") from error


def _stored(registers: Registers) -> tuple[int, str, dict[str, list[StoredWrite]]]:
    return (*registers.created, write_keys(registers.keys))


def _unstored(at: int, uuid: str, keys: dict[str, list[StoredWrite]]) -> Registers:
    return Registers(created=Stamp(at, uuid), keys=read_keys(keys))


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
