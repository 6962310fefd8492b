"""What events do to persons and groups, and its form on the queue ``persons``.

    event --operation_of--> Operation --fold--> Batch of one team --write_batch--> message

A message is a set to join, not a list of steps: any number of deliveries in any order end alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from msgspec import DecodeError, Struct, json, structs

from shared.domain.groups.operations import (
    IDENTIFIES_GROUP,
    GroupName,
    GroupWrite,
    types_of,
    write_of,
)
from shared.domain.nul import without_nul
from shared.domain.persons.cuts import Cut
from shared.domain.persons.effects import Effect, effect_of, prune
from shared.domain.persons.links import Link, LinkKind, is_illegal
from shared.domain.registers import Stamp
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shared.json import Json

QUEUE: Final = "persons"
# SQS takes a mebibyte. Whoever makes operations keeps each below the bound of a part (``bound``).
LARGEST_MESSAGE_BYTES: Final = 900_000
LARGEST_PART_BYTES: Final = 300_000
MOST_PARTS: Final = 5000
MOST_TYPES_TOLD: Final = 100  # a project has five

NEVER_UPDATE: Final = frozenset({"$exception", "$$heatmap", "$snapshot"})
_SOURCES: Final = {
    "$identify": "$anon_distinct_id",
    "$create_alias": "alias",
    "$merge_dangerously": "alias",
}
_MORE_THAN_WRITES: Final = frozenset((*_SOURCES, IDENTIFIES_GROUP))


class Operation(Struct, frozen=True):
    """What one event does to the person of its distinct id, and to a group."""

    team_id: int
    distinct_id: str
    effect: Effect
    link: Link | None = None
    group: GroupWrite | None = None
    group_types: tuple[str, ...] = ()


_encode: Final = json.Encoder().encode
_Part: TypeAlias = "tuple[str, Effect] | Link | GroupWrite"


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Operations of one team: one message. ``cuts`` come from the API alone, in batches of it."""

    team_id: int
    effects: Mapping[str, tuple[Effect, ...]]
    links: tuple[Link, ...]
    groups: tuple[GroupWrite, ...]
    group_types: tuple[str, ...]
    cuts: Mapping[str, Cut] = field(default_factory=dict)


def operation_of(
    *, team_id: int, distinct_id: str, name: str, at: int, uuid: str, properties: Mapping[str, Json]
) -> Operation | None:
    """Return what an event with person processing does; None for events that never do anything."""
    if name in NEVER_UPDATE:
        return None
    effect = effect_of(at, uuid, properties)
    types = types_of(properties) if "$groups" in properties else ()
    if name not in _MORE_THAN_WRITES:
        return Operation(team_id, distinct_id, effect, group_types=types)
    return Operation(
        team_id,
        distinct_id,
        effect,
        link=_link(name, distinct_id, effect.stamp, properties),
        group=write_of(name, effect.stamp, properties),
        group_types=types,
    )


def bound(operation: Operation) -> Operation | None:
    """The operation without its writes when these are too large to be sent; None when they are not.

    What remains says that the person was there, and whom it was merged with.
    """
    written = [operation.effect, operation.group, operation.group_types]
    if len(_encode(written)) <= LARGEST_PART_BYTES:
        return None
    bare = Effect(*operation.effect.stamp, {}, {}, {}, ())
    return structs.replace(operation, effect=bare, group=None, group_types=())


def fold(operations: Iterable[Operation]) -> Iterator[Batch]:
    """Yield batches that say the same, each of one team and of a bounded number of parts."""
    teams: dict[int, list[Operation]] = {}
    for operation in operations:
        teams.setdefault(operation.team_id, []).append(operation)
    for team_id, of_team in teams.items():
        kinds = dict.fromkeys(kind for item in of_team for kind in item.group_types)
        parts = _parts(of_team)
        while portion := list(islice(parts, MOST_PARTS)):
            yield _batch(team_id, portion, tuple(kinds)[:MOST_TYPES_TOLD])


def _parts(operations: list[Operation]) -> Iterator[_Part]:
    """One distinct id may be spread over batches: what they say of it is joined anyway."""
    effects: dict[str, list[Effect]] = {}
    for operation in operations:
        effects.setdefault(operation.distinct_id, []).append(operation.effect)
    for distinct_id in sorted(effects):
        for effect in prune(effects[distinct_id]):
            yield distinct_id, effect
    yield from sorted({item.link for item in operations if item.link is not None})
    yield from (item.group for item in operations if item.group is not None)


def _batch(team_id: int, parts: Sequence[_Part], group_types: tuple[str, ...]) -> Batch:
    effects: dict[str, list[Effect]] = {}
    for part in parts:
        if not isinstance(part, Link | GroupWrite):
            effects.setdefault(part[0], []).append(part[1])
    return Batch(
        team_id=team_id,
        effects={name: tuple(found) for name, found in effects.items()},
        links=tuple(part for part in parts if isinstance(part, Link)),
        groups=tuple(part for part in parts if isinstance(part, GroupWrite)),
        group_types=group_types,
    )


_GroupRow: TypeAlias = tuple[str, str, int, str, dict[str, Any], tuple[str, ...]]


class _Message(Struct, frozen=True):
    """A batch on the queue: stamps, links and groups are written as plain arrays."""

    v: int
    team_id: int
    effects: dict[str, tuple[Effect, ...]]
    links: list[tuple[int, str, LinkKind, str, str]]
    groups: list[_GroupRow]
    group_types: tuple[str, ...]
    cuts: dict[str, tuple[int, int]] = {}


_decode: Final = json.Decoder(_Message).decode


def write_batch(batch: Batch) -> Iterator[str]:
    """Yield the messages of a batch: one, or those of its halves when it is too large."""
    text = _encode(
        _Message(
            v=1,
            team_id=batch.team_id,
            effects=dict(batch.effects),
            links=[
                (link.stamp.at, link.stamp.uuid, link.kind, link.source, link.target)
                for link in batch.links
            ],
            groups=[_group_row(item) for item in batch.groups],
            group_types=batch.group_types,
            cuts={name: (cut.links_after, cut.writes_after) for name, cut in batch.cuts.items()},
        )
    )
    parts = _parts_of(batch) if len(text) > LARGEST_MESSAGE_BYTES else []
    if len(parts) <= 1:
        yield text.decode()
        return
    half = len(parts) // 2
    for portion in (parts[:half], parts[half:]):
        yield from write_batch(_batch(batch.team_id, portion, batch.group_types))


def _group_row(item: GroupWrite) -> _GroupRow:
    (kind, key), (at, uuid) = item.group, item.stamp
    return (kind, key, at, uuid, dict(item.values), item.unset)


def _parts_of(batch: Batch) -> list[_Part]:
    effects = ((name, effect) for name, found in batch.effects.items() for effect in found)
    return [*effects, *batch.links, *batch.groups]


def read_batch(text: str) -> Batch:
    """Return the batch of a message; InvalidRequestError when it holds none."""
    try:
        message = _decode(text)
    except (DecodeError, UnicodeError) as error:
        raise InvalidRequestError("The message holds no operations on persons.") from error
    return Batch(
        team_id=message.team_id,
        effects=message.effects,
        links=tuple(
            Link(Stamp(at, uuid), kind, source, target)
            for at, uuid, kind, source, target in message.links
        ),
        groups=tuple(
            GroupWrite(GroupName(kind, key), Stamp(at, uuid), values, unset)
            for kind, key, at, uuid, values, unset in message.groups
        ),
        group_types=message.group_types,
        cuts={name: Cut(*cut) for name, cut in message.cuts.items()},
    )


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
