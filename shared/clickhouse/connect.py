"""The ClickHouse client of this thread, from the address in the settings.

    chdb:///folder[?database=name]             the engine inside this process (one machine, tests)
    https://user:password@host:port/database   a server

A client serialises its own calls and chdb answers several handles at once (local-runtime 9.1), so
each thread has its own client; a Lambda function has one thread, hence one client.
"""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

import clickhouse_connect
from clickhouse_connect.driver.exceptions import Error

from shared import settings
from shared.errors import TemporarilyUnavailableError
from shared.secrets import read_secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from clickhouse_connect.driver.client import Client

CONNECT_SECONDS: Final = 5
ANSWER_SECONDS: Final = 60  # less than any function that inserts may run
EMBEDDED_SCHEME: Final = "chdb"

_of_thread: Final = local()


def open_client(url: str) -> Client:
    """Return a new client for an address; the server must answer."""
    parts = urlsplit(url)
    if parts.scheme == EMBEDDED_SCHEME:
        database = parse_qs(parts.query).get("database", [None])[0]
        return clickhouse_connect.get_client(
            interface="chdb", path=parts.path, database=database, tz_mode="aware"
        )
    # Without a session, calls may overlap; as form fields, parameters may be long.
    return clickhouse_connect.get_client(
        dsn=url,
        autogenerate_session_id=False,
        form_encode_query_params=True,
        connect_timeout=CONNECT_SECONDS,
        send_receive_timeout=ANSWER_SECONDS,
        tz_mode="aware",
    )


_factory: Final[list[Callable[[str], Client]]] = [open_client]


def use_client_factory(factory: Callable[[str], Client]) -> None:
    """Open clients by ``factory(url)`` from now on; clients already open are not used again."""
    _factory[0] = factory


def client() -> Client:
    """Return this thread's client; TemporarilyUnavailableError when ClickHouse does not answer."""
    clients: dict[object, Client] = _of_thread.__dict__.setdefault("clients", {})
    key = (_factory[0], address())
    found = clients.get(key)
    if found is None:
        try:
            found = clients[key] = _factory[0](key[1])
        except Error as error:
            raise TemporarilyUnavailableError("The event store does not answer.") from error
    return found


def close() -> None:
    """Close the clients of this thread; the next use opens new ones."""
    clients: dict[object, Client] = _of_thread.__dict__.pop("clients", {})
    for opened in clients.values():
        opened.close()


def address() -> str:
    """Return the address of ClickHouse: from the settings, else from the secret they name."""
    current = settings.current()
    return current.clickhouse_url or read_secret(current.clickhouse_secret)


def is_embedded() -> bool:
    """Return whether the engine is inside this process, so that it reads our files."""
    return urlsplit(address()).scheme == EMBEDDED_SCHEME
