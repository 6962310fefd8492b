"""Since which minute the canary has been watched without a pause: table ``job_progress``."""

from typing import TYPE_CHECKING, Final

from shared.domain.canary.arrival import MINUTE_MS

if TYPE_CHECKING:
    from psycopg import Connection

LAST: Final = "canary"
BEGAN: Final = "canary_began"
LONGEST_PAUSE_MINUTES: Final = 2
_FIND: Final = "SELECT done_until FROM job_progress WHERE job = %s FOR UPDATE"
_NOTE: Final = """
INSERT INTO job_progress (job, done_until) VALUES (%s, %s)
ON CONFLICT (job) DO UPDATE SET done_until = excluded.done_until
"""


def watch_minute(connection: "Connection", minute: int) -> int:
    """Note that this minute is checked; return since which one none was left out."""
    last = _find(connection, LAST)
    began = _find(connection, BEGAN)
    if last is None or began is None or minute - last > LONGEST_PAUSE_MINUTES:
        began = minute
        _note(connection, BEGAN, began)
    _note(connection, LAST, minute)
    return began


def _find(connection: "Connection", job: str) -> int | None:
    row = connection.execute(_FIND, (job,)).fetchone()
    return None if row is None else int(row[0]) // MINUTE_MS


def _note(connection: "Connection", job: str, minute: int) -> None:
    connection.execute(_NOTE, (job, minute * MINUTE_MS))
