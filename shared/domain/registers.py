"""Properties of persons and groups as registers: whatever order writes arrive in, they end alike.

    writes of events --write--> Registers --join--> Registers --read--> properties, created_at

``join`` is commutative, associative and idempotent, so a batch can be split, repeated or come late.
Source: the rules of PostHog's ``$set``, ``$set_once`` and ``$unset``, made free of order
(sdk-protocol 4.5): of all ``$set`` and ``$unset`` the latest wins, of all ``$set_once`` the
earliest; a key that was unset last is absent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import orjson

from shared.domain.nul import json_without_nul, without_nul

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json


class Stamp(NamedTuple):
    """When a write happened: the event's corrected time (ms since 1970, UTC), then its uuid."""

    at: int
    uuid: str


class Write(NamedTuple):
    """One write of one key. ``text`` is the value's JSON, empty for an ``$unset``.

    Within one event an ``$unset`` beats a ``$set``. Should two events share a stamp, the texts
    decide, so that every delivery decides alike.
    """

    stamp: Stamp
    is_unset: bool
    text: str


StoredWrite: TypeAlias = "tuple[int, str, bool, str] | None"
Registered: TypeAlias = "tuple[Write | None, Write | None]"
"""The latest ``$set`` or ``$unset`` of a key, and its earliest ``$set_once``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Registers:
    """What is known of one distinct id. ``created`` is the smallest stamp seen."""

    created: Stamp
    keys: Mapping[str, Registered] = field(default_factory=dict)


def write(
    stamp: Stamp,
    *,
    set_: Mapping[str, Json],
    set_once: Mapping[str, Json],
    unset: tuple[str, ...] = (),
) -> Registers:
    """Return the registers of a single event."""
    keys: dict[str, Registered] = {}
    for written, value in set_once.items():
        name = without_nul(written)
        keys[name] = (None, Write(stamp, False, _text(value)))
    for written, value in set_.items():
        name = without_nul(written)
        keys[name] = (Write(stamp, False, _text(value)), keys.get(name, _NOTHING)[1])
    for name in map(without_nul, unset):
        keys[name] = (Write(stamp, True, ""), keys.get(name, _NOTHING)[1])
    return Registers(created=stamp, keys=keys)


def join(one: Registers, other: Registers) -> Registers:
    """Return what both know together; ``one`` itself when the other adds nothing."""
    keys = dict(one.keys)
    is_changed = False
    for name, (last, once) in other.keys.items():
        mine = keys.get(name, _NOTHING)
        joined = (_latest(mine[0], last), _earliest(mine[1], once))
        if joined != mine:
            keys[name] = joined
            is_changed = True
    created = min(one.created, other.created)
    if not is_changed and created == one.created:
        return one
    return Registers(created=created, keys=keys)


def read(registers: Registers) -> dict[str, Json]:
    """Return the properties that the registers come to."""
    found: dict[str, Json] = {}
    for name, (last, once) in sorted(registers.keys.items()):
        winner = last if last is not None else once
        if winner is not None and not winner.is_unset:
            found[name] = orjson.loads(winner.text)
    return found


def write_keys(keys: Mapping[str, Registered]) -> dict[str, list[StoredWrite]]:
    """Return the keys as JSON: ``{name: [last, once]}`` of ``[ms, uuid, is unset, text]``."""
    return {name: [_stored(last), _stored(once)] for name, (last, once) in keys.items()}


def read_keys(text: str) -> dict[str, Registered]:
    """Return what ``write_keys`` wrote, from its JSON."""
    stored: dict[str, tuple[StoredWrite, StoredWrite]] = orjson.loads(text)
    return {name: (_unstored(last), _unstored(once)) for name, (last, once) in stored.items()}


def _stored(item: Write | None) -> StoredWrite:
    if item is None:
        return None
    return (item.stamp.at, item.stamp.uuid, item.is_unset, item.text)


def _unstored(item: StoredWrite) -> Write | None:
    if item is None:
        return None
    at, uuid, is_unset, text = item
    return Write(Stamp(at, uuid), is_unset, text)


_NOTHING: Registered = (None, None)


def _latest(one: Write | None, other: Write | None) -> Write | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


def _earliest(one: Write | None, other: Write | None) -> Write | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _text(value: Json) -> str:
    return json_without_nul(orjson.dumps(value).decode())
