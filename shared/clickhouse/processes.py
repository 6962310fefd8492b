"""Statements while they run: how far they are, and an end to those that nobody waits for.

    tag --log_comment of a statement--> system.processes --tag--> Progress, KILL QUERY

The tag is a comment that statements carry, because several of one question have ids of their own
and the embedded engine takes none; there, other threads of this process see and stop them alike.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError
from shared.logs import logger

SETTING: Final = "log_comment"
_MINE: Final = "Settings['log_comment'] = '{tag}'"
_PROGRESS: Final = (
    "SELECT sum(read_bytes), sum(read_rows), sum(total_rows_approx), max(elapsed),"
    " sum(ProfileEvents['OSCPUVirtualTimeMicroseconds'])"
    " FROM system.processes WHERE " + _MINE
)
_KILL: Final = "KILL QUERY WHERE " + _MINE + " ASYNC"
_log: Final = logger("clickhouse")


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """What the statements of a question did so far; the CPU time is in microseconds."""

    bytes_read: int
    rows_read: int
    estimated_rows_total: int
    time_elapsed: float
    active_cpu_time: int


def tag_of(team_id: int, run: str) -> str:
    """Return the comment of the statements of a run; text of a client is never part of it."""
    return "run:" + hashlib.sha256(f"{team_id}:{run}".encode()).hexdigest()[:32]


def progress_of(tag: str) -> Progress | None:
    """Return how far the statements are; None when none runs or ClickHouse does not say."""
    try:
        rows = connect.client().query(_PROGRESS.format(tag=tag)).result_rows
    except (Error, TemporarilyUnavailableError) as error:
        _log.warning("no progress", extra={"cause": type(error).__name__})
        return None
    read_bytes, read_rows, total, elapsed, cpu = rows[0]
    if not elapsed:
        return None
    return Progress(
        bytes_read=read_bytes,
        rows_read=read_rows,
        estimated_rows_total=total,
        time_elapsed=elapsed,
        active_cpu_time=cpu,
    )


def kill(tag: str) -> int:
    """Stop the statements with this tag; return how many there were."""
    try:
        return len(connect.client().query(_KILL.format(tag=tag)).result_rows)
    except (Error, TemporarilyUnavailableError) as error:
        _log.warning("statements were not stopped", extra={"cause": type(error).__name__})
        return 0
