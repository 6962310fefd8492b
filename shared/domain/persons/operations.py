"""What events do to persons and groups, and its form on the queue ``persons``.

    event --operation_of--> Operation --fold--> Batch of one team --write_batch--> message

A message is a set to join, not a list of steps: any number of deliveries in any order end alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import orjson

from shared.domain.groups.operations import GroupName, GroupWrite, types_of, write_of
from shared.domain.nul import without_nul
from shared.domain.persons.effects import Effect, effect_of, prune
from shared.domain.persons.links import Link, is_illegal
from shared.domain.registers import Stamp
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shared.json import Json

QUEUE: Final = "persons"
# SQS takes a mebibyte. Whoever makes operations keeps each below the bound of a part (``bound``).
LARGEST_MESSAGE_BYTES: Final = 900_000
LARGEST_PART_BYTES: Final = 300_000
MOST_TYPES_TOLD: Final = 100  # a project has five

NEVER_UPDATE: Final = frozenset({"$exception", "$$heatmap", "$snapshot"})
_SOURCES: Final[Mapping[str, str]] = {
    "$identify": "$anon_distinct_id",
    "$create_alias": "alias",
    "$merge_dangerously": "alias",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """What one event does to the person of its distinct id, and to a group."""

    team_id: int
    distinct_id: str
    effect: Effect
    link: Link | None = None
    group: GroupWrite | None = None
    group_types: tuple[str, ...] = ()


_Part: TypeAlias = "tuple[str, Effect] | Link | GroupWrite"


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Operations of one team: one message."""

    team_id: int
    effects: Mapping[str, tuple[Effect, ...]]
    links: tuple[Link, ...]
    groups: tuple[GroupWrite, ...]
    group_types: tuple[str, ...]


def operation_of(
    *, team_id: int, distinct_id: str, name: str, stamp: Stamp, properties: Mapping[str, Json]
) -> Operation | None:
    """Return what an event with person processing does; None for events that never do anything."""
    if name in NEVER_UPDATE:
        return None
    return Operation(
        team_id=team_id,
        distinct_id=distinct_id,
        effect=effect_of(stamp, properties),
        link=_link(name, distinct_id, stamp, properties) if name in _SOURCES else None,
        group=write_of(name, stamp, properties),
        group_types=types_of(properties),
    )


def bound(operation: Operation) -> Operation | None:
    """The operation without its writes when these are too large to be sent; None when they are not.

    What remains says that the person was there, and whom it was merged with.
    """
    written = [operation.effect, operation.group, operation.group_types]
    if len(orjson.dumps(written, default=list)) <= LARGEST_PART_BYTES:
        return None
    bare = Effect(operation.effect.stamp, {}, {}, {}, ())
    return replace(operation, effect=bare, group=None, group_types=())


def fold(operations: Iterable[Operation]) -> Iterator[Batch]:
    """Yield messages that say the same, each of one team and of bounded size."""
    teams: dict[int, list[Operation]] = {}
    for operation in operations:
        teams.setdefault(operation.team_id, []).append(operation)
    for team_id, of_team in teams.items():
        yield from _batches(team_id, of_team)


def _batches(team_id: int, operations: list[Operation]) -> Iterator[Batch]:
    """One distinct id may be spread over messages: what they say of it is joined anyway."""
    draft = _Draft(team_id)
    kinds = (kind for item in operations for kind in item.group_types)
    draft.group_types.update(dict.fromkeys(kinds))
    for part in _parts(operations):
        if draft.is_full():
            yield draft.batch()
            draft = _Draft(team_id)
        draft.add(part)
    yield draft.batch()


def _parts(operations: list[Operation]) -> Iterator[_Part]:
    effects: dict[str, list[Effect]] = {}
    for operation in operations:
        effects.setdefault(operation.distinct_id, []).append(operation.effect)
    for distinct_id in sorted(effects):
        for effect in prune(effects[distinct_id]):
            yield distinct_id, effect
    yield from sorted({item.link for item in operations if item.link is not None})
    yield from (item.group for item in operations if item.group is not None)


class _Draft:
    """A message that is being filled."""

    __slots__ = ("_bytes", "_effects", "_groups", "_links", "_team_id", "group_types")

    def __init__(self, team_id: int) -> None:
        self._team_id = team_id
        self._effects: dict[str, list[Effect]] = {}
        self._links: list[Link] = []
        self._groups: list[GroupWrite] = []
        self._bytes = 0
        self.group_types: dict[str, None] = {}

    def is_full(self) -> bool:
        """Whether one more part, as large as parts may be, could be too much."""
        return self._bytes > LARGEST_MESSAGE_BYTES - LARGEST_PART_BYTES

    def add(self, part: _Part) -> None:
        """Take one more part."""
        self._bytes += len(orjson.dumps(part, default=list))
        if isinstance(part, Link):
            self._links.append(part)
        elif isinstance(part, GroupWrite):
            self._groups.append(part)
        else:
            distinct_id, effect = part
            self._effects.setdefault(distinct_id, []).append(effect)

    def batch(self) -> Batch:
        """The message."""
        return Batch(
            team_id=self._team_id,
            effects={name: tuple(effects) for name, effects in self._effects.items()},
            links=tuple(self._links),
            groups=tuple(self._groups),
            group_types=tuple(self.group_types)[:MOST_TYPES_TOLD],
        )


def write_batch(batch: Batch) -> str:
    """Return the message of a batch."""
    value = {
        "v": 1,
        "team_id": batch.team_id,
        "effects": {
            name: [[*effect.stamp, *effect[1:]] for effect in effects]
            for name, effects in batch.effects.items()
        },
        "links": [[*link.stamp, link.kind, link.source, link.target] for link in batch.links],
        "groups": [[*item.group, *item.stamp, item.values] for item in batch.groups],
        "group_types": batch.group_types,
    }
    return orjson.dumps(value).decode()


def read_batch(text: str) -> Batch:
    """Return the batch of a message; InvalidRequestError when it holds none."""
    try:
        value: dict[str, Any] = orjson.loads(text)
        return Batch(
            team_id=value["team_id"],
            effects={
                name: tuple(
                    Effect(Stamp(at, uuid), automatic, set_, once, tuple(unset))
                    for at, uuid, automatic, set_, once, unset in effects
                )
                for name, effects in value["effects"].items()
            },
            links=tuple(
                Link(Stamp(at, uuid), kind, source, target)
                for at, uuid, kind, source, target in value["links"]
            ),
            groups=tuple(
                GroupWrite(GroupName(kind, key), Stamp(at, uuid), values)
                for kind, key, at, uuid, values in value["groups"]
            ),
            group_types=tuple(value["group_types"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidRequestError("The message holds no operations on persons.") from error


def _link(name: str, distinct_id: str, stamp: Stamp, properties: Mapping[str, Json]) -> Link | None:
    source = properties.get(_SOURCES.get(name, ""))
    if not isinstance(source, str) or source == distinct_id:
        return None
    if is_illegal(source) or is_illegal(distinct_id):
        return None
    match name:
        case "$identify" | "$create_alias" | "$merge_dangerously":
            return Link(stamp, name, without_nul(source[:200]), distinct_id)
        case _:
            return None
