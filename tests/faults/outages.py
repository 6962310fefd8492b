"""Takes a store away from a running instance, from outside, and gives it back.

    ClickHouse   its files are somewhere else: every insert and every query fails
    PostgreSQL   its socket is somewhere else and all sessions are ended: nobody gets in
    queues       the file of the spool may not grow: no message of a durable queue is taken

No process ends and no code of the product takes part.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import httpx
import psutil
import psycopg

from tests.e2e.waiting import eventually
from tools.emulated import emulator_of
from tools.project import sign_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.e2e.own import Own

HIDDEN_PORT: Final = 9999  # the name of a socket is a port to clients; nobody else asks for this
AGAIN_SECONDS: Final = 10  # what ingestion cannot finish without the queue of persons
LONG_BYTES: Final = 16 * 1024 * 1024
RUN: Final = 180_000  # nearly what makes a request too big for a message
END_SESSIONS: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@contextmanager
def clickhouse_away(own: Own) -> Iterator[None]:
    """Move the files of all tables inside the block; a file in the place of their folder.

    A folder that were only missing would be made anew by the next insert, and then hold rows.
    """
    place = own.stack.data / "clickhouse" / "store"
    hidden = place.with_name("store.away")
    place.rename(hidden)
    place.touch()
    try:
        yield
    finally:
        place.unlink()
        hidden.rename(place)


@contextmanager
def postgres_away(own: Own) -> Iterator[None]:
    """Let nobody connect inside the block; sessions that are open end when it begins."""
    sockets = own.stack.data / "run" / "sockets"
    place, hidden = sockets / ".s.PGSQL.5432", sockets / f".s.PGSQL.{HIDDEN_PORT}"
    place.rename(hidden)
    try:
        end_sessions(sockets)
        yield
    finally:
        hidden.rename(place)


@contextmanager
def queues_away(own: Own) -> Iterator[None]:
    """Let no message of a durable queue be taken inside the block: the fallback takes requests."""
    with emulator_of(own.stack).delivering_again_after(AGAIN_SECONDS, "events"):
        fill(own)
        with spool_full(own):
            yield


@contextmanager
def spool_full(own: Own) -> Iterator[None]:
    """Let the host write no file beyond the length that the spool has when the block begins.

    Everything else that it writes, ClickHouse's files before all, must be shorter than that.
    """
    host = psutil.Process(own.stack.pid)
    before = host.rlimit(psutil.RLIMIT_FSIZE)
    host.rlimit(psutil.RLIMIT_FSIZE, (longest(own.stack.data / "spool"), before[1]))
    try:
        yield
    finally:
        with suppress(psutil.NoSuchProcess):  # killed inside
            host.rlimit(psutil.RLIMIT_FSIZE, before)


def end_sessions(sockets: Path) -> None:
    """End every session of the server behind the hidden socket."""
    with psycopg.connect(
        host=str(sockets), port=HIDDEN_PORT, user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(END_SESSIONS)
        eventually(
            lambda: not connection.execute(END_SESSIONS).fetchall(), what="the end of all sessions"
        )


def fill(own: Own) -> None:
    """Make the spool longer than any other file, by requests of a project that nobody looks at."""
    project = sign_up(own.stack.url)
    project.http.close()
    spool = own.stack.data / "spool"
    while longest(spool) < LONG_BYTES:
        filling = {"event": "filling", "distinct_id": "d", "properties": {"x": RUN * "x"}}
        body = {"api_key": project.token, "batch": [filling]}
        httpx.post(f"{project.url}/batch/", json=body, trust_env=False).raise_for_status()


def longest(spool: Path) -> int:
    """Return the length of the longest file of the spool."""
    return max(path.stat().st_size for path in spool.glob("*.entries"))


OUTAGES: Final[dict[str, Callable[[Own], AbstractContextManager[None]]]] = {
    "clickhouse": clickhouse_away,
    "postgres": postgres_away,
    "queues": queues_away,
}
