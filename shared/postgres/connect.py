"""One PostgreSQL connection per thread, opened when first asked for.

A Lambda function has one thread, so this is one connection per container; on one machine every
thread of the host has its own. Nothing is set on a session (no ``SET``, no prepared statements),
because RDS Proxy would then pin the connection to one client. For the same reason the limit on how
long an answer may take is kept on our side.
"""

import json
import select
import time
from contextlib import contextmanager
from contextvars import ContextVar
from threading import local
from typing import TYPE_CHECKING, Any, Final, TypeVar

import psycopg
from psycopg.conninfo import make_conninfo

from shared import secrets, settings
from shared.errors import InvalidRequestError, TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from psycopg.abc import PQGen

Result = TypeVar("Result")

CONNECT_SECONDS: Final = 5
ANSWER_SECONDS: Final = 20.0  # the API has 29 for all it does
POLL_SECONDS: Final = 0.1
_thread: Final = local()
_patience: Final[ContextVar[float | None]] = ContextVar("postgres_patience", default=ANSWER_SECONDS)


class BoundedConnection(psycopg.Connection):
    """Waits for no answer longer than the patience of the running context.

    A server that stopped but did not close its sockets would hold a request, and on one machine its
    thread, for ever.
    """

    def wait(
        self, gen: "PQGen[Result]", interval: float = POLL_SECONDS, timeout: float | None = None
    ) -> Result:
        """Return what ``gen`` returns; OperationalError, and the end of this connection, when late.

        The connection's state is not known then, so that nobody may use it again.
        """
        patience = _patience.get()
        if patience is None:
            return super().wait(gen, interval, timeout)
        deadline = time.monotonic() + patience
        try:
            return super().wait(_until(deadline, gen), interval, timeout)
        except LateError:
            self.pgconn.finish()
            raise


class LateError(psycopg.OperationalError):
    """The server did not answer in time."""


@contextmanager
def answer_within(seconds: float | None) -> "Iterator[None]":
    """Wait that long for each answer of PostgreSQL inside; None waits for ever."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


@contextmanager
def connection() -> "Iterator[psycopg.Connection]":
    """Yield this thread's connection; what was not committed is undone afterwards.

    Inside another use of it, it is the same one, and the outer use decides.
    Raises TemporarilyUnavailableError when PostgreSQL does not answer, and InvalidRequestError for
    a value that it cannot hold (a NUL in a text): such values only come from clients.
    """
    try:
        depth: int = getattr(_thread, "depth", 0)
        opened = _thread.connection if depth else _connection_of_thread(_database_url())
        _thread.depth = depth + 1
        try:
            yield opened
        finally:
            _thread.depth = depth
            if not depth:
                _leave_idle(opened)
    except psycopg.OperationalError as error:
        raise TemporarilyUnavailableError("The database is not available.") from error
    except psycopg.DataError as error:
        raise InvalidRequestError("The request holds a value that cannot be stored.") from error


def close() -> None:
    """Close this thread's connection, if it has one; the next use opens a new one."""
    opened: psycopg.Connection | None = getattr(_thread, "connection", None)
    if opened is not None:
        opened.close()
        del _thread.connection


def _until(deadline: float, gen: "PQGen[Result]") -> "Generator[Any, Any, Result]":
    """Pass on what ``gen`` waits for; it is told of every ``interval`` in which nothing came."""
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if not ready and time.monotonic() > deadline:
                raise LateError("PostgreSQL did not answer in time.")
            wanted = gen.send(ready)
    except StopIteration as end:
        result: Result = end.value
        return result


def _connection_of_thread(url: str) -> psycopg.Connection:
    opened: psycopg.Connection | None = getattr(_thread, "connection", None)
    if opened is not None and _thread.url == url and _is_alive(opened):
        return opened
    close()
    opened = _open(url)
    _thread.connection, _thread.url = opened, url
    return opened


def _open(url: str) -> psycopg.Connection:
    try:
        return BoundedConnection.connect(
            url, connect_timeout=CONNECT_SECONDS, prepare_threshold=None, autocommit=False
        )
    except psycopg.OperationalError:
        secrets.forget_secrets()  # the password may have been rotated
        raise


def _is_alive(opened: psycopg.Connection) -> bool:
    """Return whether the server still holds its end, without asking it anything.

    Nobody speaks to an idle connection, except a server that closes it.
    """
    if opened.closed:
        return False
    poll = select.poll()
    poll.register(opened.fileno(), select.POLLIN)
    return not poll.poll(0)


def _leave_idle(opened: psycopg.Connection) -> None:
    if not opened.closed and opened.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        opened.rollback()


def _database_url() -> str:
    current = settings.current()
    if current.database_url:
        return current.database_url
    if current.database_secret:
        return _url_of(secrets.read_secret(current.database_secret), current.database_host)
    raise TemporarilyUnavailableError("No database is configured.")


def _url_of(content: str, host: str) -> str:
    """Return the address that RDS's JSON describes; ``host`` replaces its own unless empty."""
    secret: dict[str, str | int] = json.loads(content)
    return make_conninfo(
        "",
        host=host or secret["host"],
        port=secret["port"],
        dbname=secret.get("dbname", "postgres"),
        user=secret["username"],
        password=secret["password"],
        sslmode="require",
    )
