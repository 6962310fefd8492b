"""How far the removal has come, kept by the one run that may work: its lock is the row itself.

alone() --> Progress, or None while another run works --advance--> kept when the block ends
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shared.errors import TemporarilyUnavailableError
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

JOB: Final = "remove_duplicates"
_BEGIN: Final = """
INSERT INTO job_progress (job, done_until) VALUES (%s, 0) ON CONFLICT DO NOTHING
"""
_LOCK: Final = "SELECT done_until FROM job_progress WHERE job = %s FOR UPDATE SKIP LOCKED"
_ADVANCE: Final = "UPDATE job_progress SET done_until = %s WHERE job = %s"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """The right to work, and what was done before.

    Insertions before ``done_until`` were seen to: milliseconds since 1970 by ClickHouse's clock, 0
    when no run ever ended.
    """

    done_until: int
    connection: Connection

    def check(self) -> None:
        """Raise TemporarilyUnavailableError when the lock may be gone with its connection."""
        self.connection.execute("SELECT 1")
        if self.connection.closed:
            raise TemporarilyUnavailableError("The database is not available.")

    def advance(self, until: int) -> None:
        """Note how far this run came."""
        self.connection.execute(_ADVANCE, (until, JOB))


@contextmanager
def alone() -> Iterator[Progress | None]:
    """Yield the right to work for the time of the block; None when somebody else has it.

    What a run noted is kept when the block ends, and lost with the lock when it is killed.
    """
    with transaction() as opened:
        opened.execute(_BEGIN, (JOB,))
    with transaction() as opened:
        row = opened.execute(_LOCK, (JOB,)).fetchone()
        yield None if row is None else Progress(done_until=row[0], connection=opened)
