"""Keeps messages on disk from before they are accepted until they are consumed.

    append(entry) -> key, durable   ...   forget(key)      left() -> what an earlier run kept

Many threads append at once and share one sync: the first that needs one syncs for all who wrote
before it began (group commit).
"""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError

from local.spool.entry import read_entry, write_entry
from local.spool.segments import (
    Segment,
    delete_segment,
    mark_done,
    read_segment,
    segment_numbers,
)

if TYPE_CHECKING:
    from pathlib import Path

    from local.spool.entry import Entry

SEGMENT_BYTES: Final = 32 * 1024 * 1024
logger: Final = logging.getLogger(__name__)


class SpoolError(BotoCoreError):
    """A message could not be stored; to the caller it is a failure of SQS like any other."""

    fmt = "The spool could not store a message: {reason}"


class Spool:
    """The messages of one data folder that are accepted and not yet consumed.

    ``_lock`` guards the fields and is held for moments; ``_sync_lock`` is held while the disk
    works, and taken first.
    """

    def __init__(self, folder: Path, *, segment_bytes: int = SEGMENT_BYTES) -> None:
        """Read what an earlier run left in ``folder``; write to a new segment."""
        self._folder: Final = folder
        self._segment_bytes: Final = segment_bytes
        self._lock: Final = Lock()
        self._sync_lock: Final = Lock()
        self._left: Final = dict(self._read_left())
        self._open: Final[dict[int, set[int]]] = {}  # positions not consumed, by segment
        for number, position in map(_split, self._left):
            self._open.setdefault(number, set()).add(position)
        numbers = segment_numbers(folder)
        for number in numbers:
            if number not in self._open:
                delete_segment(folder, number)
        self._segment = Segment(folder, (numbers[-1] if numbers else 0) + 1)
        self._open[self._segment.number] = set()
        self._written = self._settled = 0  # tickets given out, and those whose fate is known
        self._lost: Final[list[range]] = []

    def left(self) -> dict[str, Entry]:
        """Return what an earlier run left and nobody consumed yet, oldest first, by key."""
        with self._lock:
            return dict(self._left)

    def append(self, entry: Entry) -> str:
        """Store an entry and return its key once it is durable; SpoolError when it is not."""
        content = write_entry(entry)
        with self._lock:
            try:
                position = self._segment.append(content)
            except OSError as error:
                raise SpoolError(reason=str(error)) from error
            key = f"{self._segment.number}-{position}"
            self._open[self._segment.number].add(position)
            self._written += 1
            ticket = self._written
        if not self._is_durable(ticket):
            self.forget(key)
            raise SpoolError(reason="the disk did not take it")
        return key

    def forget(self, key: str) -> None:
        """Remove a consumed entry; one that is gone already is no error."""
        number, position = _split(key)
        with self._lock:
            positions = self._open.get(number, set())
            if position not in positions:
                return
            positions.remove(position)
            self._left.pop(key, None)
            if positions or number == self._segment.number:
                mark_done(self._folder, number, position)
            else:
                self._drop(number)

    def count(self) -> int:
        """Return how many entries are not consumed."""
        with self._lock:
            return sum(map(len, self._open.values()))

    def close(self) -> None:
        """Sync, and write no more."""
        with self._sync_lock, self._lock:
            self._segment.sync()
            self._segment.close()
            if not self._open[self._segment.number]:
                self._drop(self._segment.number)

    def _is_durable(self, ticket: int) -> bool:
        """Wait until the fate of a ticket is known; the first to come settles it for many."""
        with self._sync_lock:
            if ticket > self._settled:
                self._settle()
            return not any(ticket in tickets for tickets in self._lost)

    def _settle(self) -> None:
        with self._lock:
            segment, last = self._segment, self._written
        tickets = range(self._settled + 1, last + 1)
        try:
            segment.sync()
        except OSError:
            logger.exception("the spool could not sync")
            self._lost.append(tickets)
            self._begin_segment()
        else:
            if segment.size >= self._segment_bytes:
                self._roll(segment)
        self._settled = last

    def _roll(self, old: Segment) -> None:
        """Go on in a new segment; what came since the last sync goes to the disk first."""
        self._begin_segment()
        old.sync()
        old.close()

    def _begin_segment(self) -> None:
        with self._lock:
            old = self._segment.number
            self._segment = Segment(self._folder, old + 1)
            self._open[old + 1] = set()
            if not self._open[old]:
                self._drop(old)

    def _drop(self, number: int) -> None:
        del self._open[number]
        delete_segment(self._folder, number)

    def _read_left(self) -> list[tuple[str, Entry]]:
        return [
            (f"{number}-{position}", read_entry(content))
            for number in segment_numbers(self._folder)
            for position, content in read_segment(self._folder, number)
        ]


def _split(key: str) -> tuple[int, int]:
    number, _, position = key.partition("-")
    return int(number), int(position)
