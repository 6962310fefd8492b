"""Makes rows durable, then visible.

    lines of a table --seal--> object of the write-ahead log --insert--> ClickHouse
                                       --ClickHouse failing--> pointer on clickhouse-load
                                       --events of persons --> pointer on persons

Once the object is sealed nothing can be lost: either ClickHouse has its rows or a pointer waits.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from functions.ingest.breaker import Breaker
from functions.ingest.log import store_failed
from shared.clickhouse.insert import insert_sealed
from shared.domain.events import load
from shared.domain.events.seal import seal
from shared.domain.persons.sealed import send_pointer
from shared.errors import TemporarilyUnavailableError
from shared.sqs.redelivery import REDELIVERED
from shared.sqs.send import send

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from shared.clickhouse.insert import Target
    from shared.domain.events.seal import Sealed

# An object is one block at ClickHouse, so that a repeated token meets the same block.
LARGEST_OBJECT_BYTES: Final = 64 * 1024 * 1024
PAUSES_SECONDS: Final = (0.1, 0.4)

breaker: Final = Breaker()


def write(
    lines: Sequence[bytes],
    *,
    received_at: datetime,
    target: Target = "events",
    has_persons: bool = False,
    is_repeated: bool = False,
) -> int:
    """Seal the lines of rows and insert them; return how many objects wait for ClickHouse instead.

    Of events that may write to persons, the object is queued for these before it is inserted: rows
    that are stored are not looked at again when their messages are delivered once more. Of rows
    that may be stored already, ``is_repeated``, whoever loads what waits has to look.
    TemporarilyUnavailableError when they are not durable: none of their messages may be forgotten.
    """
    waiting = 0
    for portion in _portions(lines):
        sealed = seal(portion, received_at=received_at, target=target)
        if has_persons:
            send_pointer(sealed.key)
        if not _insert(sealed):
            attributes = {REDELIVERED: "1"} if is_repeated else {}
            send(load.QUEUE, load.write_pointer(sealed.key), group=None, attributes=attributes)
            waiting += 1
    return waiting


def _portions(lines: Sequence[bytes]) -> Iterator[list[bytes]]:
    portion: list[bytes] = []
    size = 0
    for line in lines:
        if portion and size + len(line) > LARGEST_OBJECT_BYTES:
            yield portion
            portion, size = [], 0
        portion.append(line)
        size += len(line)
    if portion:
        yield portion


def _insert(sealed: Sealed) -> bool:
    """Whether ClickHouse has the rows, after a few tries with the same token."""
    for pause in (*PAUSES_SECONDS, None):
        if breaker.is_open(time.monotonic()):
            return False
        try:
            insert_sealed(sealed.content, token=sealed.token, target=sealed.target)
        except TemporarilyUnavailableError as error:
            store_failed("object not inserted", error)
            breaker.fail(time.monotonic())
            if pause is not None:
                time.sleep(pause)
        else:
            breaker.succeed()
            return True
    return False
