"""What the spool keeps of a message: enough to send it again after everything was killed.

Entry <-> JSON bytes
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson

from shared.sqs.redelivery import REDELIVERED

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A message for a queue of the topology table; ``attributes`` are texts by name."""

    queue: str
    body: str
    attributes: Mapping[str, str]
    group: str | None


def write_entry(entry: Entry) -> bytes:
    """Return the bytes that are stored."""
    return orjson.dumps(asdict(entry))


def read_entry(content: bytes) -> Entry:
    """Return the entry that was stored."""
    value: dict[str, Any] = orjson.loads(content)
    return Entry(
        queue=value["queue"],
        body=value["body"],
        attributes=value["attributes"],
        group=value["group"],
    )


def sent_before(entry: Entry) -> Entry:
    """Return the entry for being sent again: its consumer looks whether it was taken care of."""
    return replace(entry, attributes={**entry.attributes, REDELIVERED: "1"})
