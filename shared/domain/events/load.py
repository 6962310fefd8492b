"""Loads sealed objects into ClickHouse: the second way in, for what could not be inserted at once.

    sealed object --pointer on queue clickhouse-load--> load_sealed --same bytes, same token--> rows

Loading an object any number of times changes nothing: the token makes repeated inserts one, and
what was delivered before, which a replay always is, is looked up row by row. Rows that slip through
both, and those of other tables than ``events``, collapse by their key.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import orjson
import zstandard

from shared.clickhouse.insert import insert_sealed
from shared.domain.events.known import find_known
from shared.domain.events.rows import read_key
from shared.domain.events.seal import BUCKET, target_of
from shared.errors import InvalidRequestError
from shared.s3 import objects

if TYPE_CHECKING:
    from collections.abc import Mapping

QUEUE: Final = "clickhouse-load"


def write_pointer(key: str) -> str:
    """Return the message that names a sealed object."""
    return orjson.dumps({"v": 1, "key": key}).decode()


def read_pointer(text: str) -> str:
    """Return the key that a message names; InvalidRequestError when it names none of the log."""
    try:
        value: Mapping[str, Any] = orjson.loads(text)
        key = str(value["key"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidRequestError("The message is not a pointer to a sealed object.") from error
    if target_of(key) is None:
        raise InvalidRequestError("The message points outside the write-ahead log.")
    return key


def load_sealed(key: str, *, is_repeated: bool) -> None:
    """Insert the object's rows; those of a repeated delivery only if they are not stored.

    NotFoundError when it is gone, InvalidRequestError when it is not what was sealed,
    TemporarilyUnavailableError when a store did not answer.
    """
    content = read_sealed(key)
    target, token = target_of(key) or "events", PurePosixPath(key).stem
    if is_repeated and target == "events":
        left = _without_known(content)
        token = token if left == content else sha256(left).hexdigest()
        content = left
    if content:
        insert_sealed(content, token=token, target=target)


def read_sealed(key: str) -> bytes:
    """Return the lines of an object; the errors are those of ``load_sealed``."""
    packed = objects.get(BUCKET, key)
    content = _unpack(packed)
    hashes = (sha256(one).hexdigest() for one in (packed, content))  # of newer and older objects
    if PurePosixPath(key).stem not in hashes:
        raise InvalidRequestError("The sealed object is not what its name says.")
    return content


def _unpack(packed: bytes) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompress(packed)
    except zstandard.ZstdError as error:
        raise InvalidRequestError("The sealed object cannot be unpacked.") from error


def _without_known(content: bytes) -> bytes:
    """Return the lines whose rows are not stored; the same bytes when none is."""
    lines = content.splitlines(keepends=True)
    keys = [read_key(line) for line in lines]
    known = find_known(keys)
    return b"".join(line for line, key in zip(lines, keys, strict=True) if key not in known)
