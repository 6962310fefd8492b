"""Writes what people asked and what it cost, without making anybody wait for it.

    Line --note--> memory of this process --at most once a second--> query_log

Nobody's answer fails for it: what ClickHouse does not take is dropped and the log says so. Who
reads ``query_log`` first has the waiting lines written, so that they see their own last query.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import astuple, dataclass, fields
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError
from shared.logs import logger

if TYPE_CHECKING:
    from datetime import datetime

TABLE: Final = "query_log"
PAUSE_SECONDS: Final = 1.0
MOST_WAITING: Final = 1000
LONGEST_TEXT: Final = 20_000
_TYPES: Final = {"int": "UInt64", "str": "String", "datetime": "DateTime64(3, 'UTC')"}
# On a server the rows wait in its memory for others, and nobody waits for the disk.
_SETTINGS: Final = {"async_insert": 1, "wait_for_async_insert": 0}
_log: Final = logger("query log")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One run; the names are those of the table's columns. ``user_id`` 0 is nobody."""

    team_id: int
    user_id: int
    event_time: datetime
    query_id: str
    client_query_id: str
    kind: str
    name: str
    query: str
    status: Literal["finished", "failed"]
    error_code: str
    duration_ms: int
    read_rows: int
    read_bytes: int
    result_rows: int
    memory_bytes: int


_NAMES: Final = tuple(field.name for field in fields(Line))
_COLUMN_TYPES: Final = tuple(
    "UInt32" if field.name == "team_id" else _TYPES.get(str(field.type), "String")
    for field in fields(Line)
)


class _Waiting:
    """The lines that are not written yet, by the address of the ClickHouse that they belong to."""

    def __init__(self) -> None:
        self._lock: Final = Lock()
        self._lines: Final[dict[str, deque[Line]]] = defaultdict(lambda: deque(maxlen=MOST_WAITING))
        self._written_at: Final[dict[str, float]] = {}

    def add(self, address: str, line: Line) -> bool:
        """Keep a line; return whether it is time to write."""
        with self._lock:
            self._lines[address].append(line)
            last = self._written_at.get(address)
        return last is None or time.monotonic() - last >= PAUSE_SECONDS

    def take(self, address: str) -> list[Line]:
        """Return the lines of an address and forget them."""
        with self._lock:
            self._written_at[address] = time.monotonic()
            return list(self._lines.pop(address, ()))


_waiting: Final = _Waiting()


def note(line: Line) -> None:
    """Keep a line for the table; those that wait are written when the last time is long ago."""
    if _waiting.add(connect.address(), line):
        write_waiting()


def write_waiting() -> None:
    """Write the lines of this process that wait; never fails."""
    lines = _waiting.take(connect.address())
    if not lines:
        return
    try:
        connect.client().insert(
            TABLE,
            [list(map(_storable, astuple(line))) for line in lines],
            column_names=_NAMES,
            column_type_names=_COLUMN_TYPES,
            settings=_SETTINGS,
        )
    except (Error, TemporarilyUnavailableError) as error:
        _log.warning("lines were dropped", extra={"lines": len(lines), "cause": repr(type(error))})


def _storable(value: object) -> object:
    """Text as UTF-8 can hold it, and not without end: people paste whole files."""
    if not isinstance(value, str):
        return value
    return value[:LONGEST_TEXT].encode("utf-8", "replace").decode()
