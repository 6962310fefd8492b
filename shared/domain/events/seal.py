"""Seals lines of rows into one immutable object of the write-ahead log.

    lines --seal--> s3://wal/v1/{target}/{yyyy/mm/dd/hh}/{sha256 of the object}.zst

The target is the table that the lines belong to: most are rows of ``events``, some events say more.

The name is the content, so that the same batch sealed twice is one object, and the hash is also the
token under which ClickHouse takes the lines once (clickhouse 9). It is of the packed bytes, which
are a tenth of the lines; older objects have that of their lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import zstandard

from shared.clickhouse.insert import TARGETS
from shared.s3 import objects

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shared.clickhouse.insert import Target

BUCKET: Final = "wal"
LEVEL: Final = 1  # events repeat each other so much that more effort finds less
_VERSION: Final = "v1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """An object of the log: its key, its lines, and the SHA-256 of the lines as they are packed."""

    target: Target
    key: str
    content: bytes
    token: str


def prefix_of(target: Target) -> str:
    """Return what the keys of all objects of one table begin with."""
    return f"{_VERSION}/{target}/"


def target_of(key: str) -> Target | None:
    """Return the table of an object, None when the key is none of the log."""
    return next((target for target in TARGETS if key.startswith(prefix_of(target))), None)


def seal(lines: Sequence[bytes], *, received_at: datetime, target: Target = "events") -> Sealed:
    """Return the lines as a durable object; TemporarilyUnavailableError when S3 did not take it.

    ``received_at`` (UTC) says under which hour it lies: that of the youngest request in it.
    """
    content = b"\n".join([*lines, b""])
    packed = zstandard.compress(content, level=LEVEL)
    token = sha256(packed).hexdigest()
    key = f"{prefix_of(target)}{received_at:%Y/%m/%d/%H}/{token}.zst"
    objects.put(BUCKET, key, packed, if_absent=True)
    return Sealed(target=target, key=key, content=content, token=token)
