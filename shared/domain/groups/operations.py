"""What events say of groups: ``$groupidentify`` writes to one, ``$groups`` names their types.

event --write_of--> GroupWrite     event --types_of--> ("company", ...)

Source: sdk-protocol 4.8.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson

from shared.domain.nul import without_nul
from shared.domain.registers import Registers, Stamp, write

if TYPE_CHECKING:
    from shared.json import Json

# Together below what a key of an index holds, at four bytes a letter.
IDENTIFIES_GROUP: Final = "$groupidentify"
LONGEST_TYPE: Final = 200
LONGEST_KEY: Final = 400


class GroupName(NamedTuple):
    """A group by its type and key: company acme."""

    type: str
    key: str


class GroupWrite(NamedTuple):
    """What one event sets of one group; ``unset`` only comes from the API."""

    group: GroupName
    stamp: Stamp
    values: Mapping[str, Json]
    unset: tuple[str, ...] = ()

    def registers(self) -> Registers:
        """The same as what is known of the group."""
        return write(self.stamp, set_=self.values, set_once={}, unset=self.unset)


def write_of(name: str, stamp: Stamp, properties: Mapping[str, Json]) -> GroupWrite | None:
    """Return what a ``$groupidentify`` writes; None for other events and for one without a key."""
    if name != IDENTIFIES_GROUP:
        return None
    type_, key = properties.get("$group_type"), _key(properties.get("$group_key"))
    if not isinstance(type_, str) or not type_ or not key:
        return None
    values = properties.get("$group_set")
    group = GroupName(_type(type_), key[:LONGEST_KEY])
    return GroupWrite(group, stamp, values if isinstance(values, Mapping) else {})


def types_of(properties: Mapping[str, Json]) -> tuple[str, ...]:
    """Return the types of the groups that an event belongs to."""
    groups = properties.get("$groups")
    if not isinstance(groups, Mapping):
        return ()
    return tuple(_type(kind) for kind, key in groups.items() if kind and _key(key))


def _key(value: Json) -> str:
    if value is None:
        return ""
    return without_nul(value if isinstance(value, str) else orjson.dumps(value).decode())


def _type(written: str) -> str:
    return without_nul(written[:LONGEST_TYPE])
