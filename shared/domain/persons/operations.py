"""What events do to persons and groups, and its form on the queue ``persons``.

    event --operation_of--> Operation --fold--> Batch of one team --write_batch--> message

A message is a set to join, not a list of steps: any number of deliveries in any order end alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from shared.domain.groups.operations import GroupName, GroupWrite, types_of, write_of
from shared.domain.persons.effects import Effect, effect_of, prune
from shared.domain.persons.links import Link, is_illegal
from shared.domain.registers import Stamp
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shared.json import Json

QUEUE: Final = "persons"
MOST_PER_MESSAGE: Final = 500
"""Distinct ids, links or groups; at a few kilobytes each a message stays below a megabyte."""

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


def fold(operations: Iterable[Operation]) -> Iterator[Batch]:
    """Yield messages that say the same, each of one team and of bounded size."""
    teams: dict[int, list[Operation]] = {}
    for operation in operations:
        teams.setdefault(operation.team_id, []).append(operation)
    for team_id, of_team in teams.items():
        yield from _batches(team_id, of_team)


def _batches(team_id: int, operations: list[Operation]) -> Iterator[Batch]:
    effects: dict[str, list[Effect]] = {}
    for operation in operations:
        effects.setdefault(operation.distinct_id, []).append(operation.effect)
    ids = sorted(effects)
    links = sorted({item.link for item in operations if item.link is not None})
    groups = [item.group for item in operations if item.group is not None]
    types = dict.fromkeys(kind for item in operations for kind in item.group_types)
    for start in range(0, max(len(ids), len(links), len(groups)), MOST_PER_MESSAGE):
        end = start + MOST_PER_MESSAGE
        yield Batch(
            team_id=team_id,
            effects={name: tuple(prune(effects[name])) for name in ids[start:end]},
            links=tuple(links[start:end]),
            groups=tuple(groups[start:end]),
            group_types=tuple(types) if start == 0 else (),
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
            return Link(stamp, name, source[:200], distinct_id)
        case _:
            return None
