"""Groups the inserts of many invocations into one: per-insert cost rules at ten messages a batch.

    insert(content, token) ... --200 ms or 1,000 rows--> one insert, token of the whole --> callers

A caller returns after the commit that holds its rows; a failure reaches every caller of the group.
A retry may be grouped differently, with another token: the rows' own key (uuid) makes them one.
"""

from __future__ import annotations

import hashlib
import logging
import time
from concurrent.futures import Future
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    Insert = Callable[[bytes, str], None]

INTERVAL_SECONDS: Final = 0.2
MOST_ROWS: Final = 1_000
logger: Final = logging.getLogger(__name__)


class GroupCommit:
    """One thread that inserts for all; ``insert`` is safe to call from any."""

    def __init__(
        self,
        insert: Insert,
        *,
        interval_seconds: float = INTERVAL_SECONDS,
        most_rows: int = MOST_ROWS,
    ) -> None:
        """Commit by ``insert(content, token)``."""
        self._insert: Final = insert
        self._interval_seconds: Final = interval_seconds
        self._most_rows: Final = most_rows
        self._changed: Final = Condition()
        self._waiting: list[tuple[bytes, Future[None]]] = []
        self._rows = 0
        self._first_at = 0.0
        self._is_closing = False
        self._thread: Final = Thread(target=self._run, name="group-commit", daemon=True)
        self._thread.start()

    def insert(self, content: bytes, token: str) -> None:
        """Return once the JSON lines of ``content`` are committed, or raise what the insert did.

        ``token`` is of these lines alone and is not used: the group has one of its own.
        """
        del token
        done: Future[None] = Future()
        lines = content if content.endswith(b"\n") else content + b"\n"
        with self._changed:
            if self._is_closing:
                raise RuntimeError("The writer is closed.")
            if not self._waiting:
                self._first_at = time.monotonic()
            self._waiting.append((lines, done))
            self._rows += lines.count(b"\n")
            self._changed.notify()
        done.result()

    def close(self) -> None:
        """Commit what waits, and take no more."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while group := self._next_group():
            content = b"".join(lines for lines, _ in group)
            try:
                self._insert(content, hashlib.sha256(content).hexdigest())
            except Exception as error:  # it belongs to the callers, who raise it
                logger.exception("the grouped insert failed")
                for _, done in group:
                    done.set_exception(error)
            else:
                for _, done in group:
                    done.set_result(None)

    def _next_group(self) -> list[tuple[bytes, Future[None]]]:
        """Wait until a group is due; an empty one when closed and nothing is left."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closing)
            due = self._first_at + self._interval_seconds
            self._changed.wait_for(self._is_full, timeout=max(0.0, due - time.monotonic()))
            group, self._waiting, self._rows = self._waiting, [], 0
            return group

    def _is_full(self) -> bool:
        return self._rows >= self._most_rows or self._is_closing
