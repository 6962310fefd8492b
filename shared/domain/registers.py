"""Properties of persons and groups as registers: whatever order writes arrive in, they end alike.

    writes of events --write--> Registers --join--> Registers --read--> properties, created_at

``join`` is commutative, associative and idempotent, so a batch can be split, repeated or come late.
Source: the rules of PostHog's ``$set``, ``$set_once`` and ``$unset``, made free of order
(sdk-protocol 4.5): of all ``$set`` and ``$unset`` the latest wins, of all ``$set_once`` the
earliest; a key that was unset last is absent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import orjson
from msgspec import Struct, json

from shared.domain.nul import json_without_nul, without_nul

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shared.json import Json


class Stamp(NamedTuple):
    """When a write happened: the event's corrected time (ms since 1970, UTC), then its uuid."""

    at: int
    uuid: str


class Write(Struct, frozen=True, order=True, array_like=True):
    """One write of one key, as its event's stamp orders it. ``text`` is JSON, empty for ``$unset``.

    Within one event an ``$unset`` beats a ``$set``. Should two events share a stamp, the texts
    decide, so that every delivery decides alike.
    """

    at: int
    uuid: str
    is_unset: bool
    text: str


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
    observed: Iterable[tuple[str, str, Json]] = (),
    set_: Mapping[str, Json],
    set_once: Mapping[str, Json],
    unset: tuple[str, ...] = (),
) -> Registers:
    """Return the registers of a single event.

    What was ``observed`` is set under its first name, and set once under its second, unless the
    event says something else of these.
    """
    at, uuid = stamp
    keys: dict[str, Registered] = {}
    for name, initial, value in observed:
        item = Write(at, uuid, False, _text(value))
        keys[name] = (item, None)
        keys[initial] = (None, item)
    for written, value in set_once.items():
        name = without_nul(written)
        keys[name] = (keys.get(name, _NOTHING)[0], Write(at, uuid, False, _text(value)))
    for written, value in set_.items():
        name = without_nul(written)
        keys[name] = (Write(at, uuid, False, _text(value)), keys.get(name, _NOTHING)[1])
    for name in map(without_nul, unset):
        keys[name] = (Write(at, uuid, True, ""), keys.get(name, _NOTHING)[1])
    return Registers(created=stamp, keys=keys)


def join(one: Registers, other: Registers) -> Registers:
    """Return what both know together; ``one`` itself when the other adds nothing."""
    keys = dict(one.keys)
    is_changed = False
    for name, (last, once) in other.keys.items():
        mine = keys.get(name, _NOTHING)
        joined = (_latest(mine[0], last), _earliest(mine[1], once))
        if joined[0] is not mine[0] or joined[1] is not mine[1]:
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


def write_keys(keys: Mapping[str, Registered]) -> str:
    """Return the keys as JSON: ``{name: [last, once]}`` of ``[ms, uuid, is unset, text]``."""
    return _encode(keys).decode()


def read_keys(text: str) -> dict[str, Registered]:
    """Return what ``write_keys`` wrote."""
    return _decode(text)


_encode: Final = json.Encoder().encode
_decode: Final = json.Decoder(dict[str, tuple[Write | None, Write | None]]).decode
_NOTHING: Registered = (None, None)


def _latest(one: Write | None, other: Write | None) -> Write | None:
    if one is None or other is None:
        return one or other
    return max(one, other)  # of equal ones the first


def _earliest(one: Write | None, other: Write | None) -> Write | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _text(value: Json) -> str:
    return json_without_nul(orjson.dumps(value).decode())
