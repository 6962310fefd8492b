"""PostgreSQL and Valkey as one machine runs them."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
import valkey

from local.folder import open_folder
from local.processes import stop
from local.stores.postgres import start_postgres
from local.stores.valkey import start_valkey

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder that, unlike pytest's own, nobody closes to others meanwhile."""
    path = Path(tempfile.mkdtemp(prefix="hedgerow-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.mark.parametrize("name", ["data", "private/" + "deep/" * 30 + "data"])
def test_postgres_keeps_what_it_was_given(root: Path, name: str) -> None:
    """Also below a folder that only we may enter, and where a socket's path would be too long."""
    folder = open_folder(root / name)
    (root / "private").mkdir(mode=0o700, exist_ok=True)

    async def scenario(*before: str) -> list[tuple[object, ...]]:
        child, url = await start_postgres(folder)
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in before:
                connection.execute(statement.encode())
            rows = connection.execute("SELECT n FROM hedge").fetchall()
        await stop(child)
        assert child.process.returncode == 0
        return rows

    made = asyncio.run(scenario("CREATE TABLE hedge AS SELECT 7 AS n"))
    assert made == asyncio.run(scenario()) == [(7,)]


def test_postgres_listens_on_no_port(root: Path) -> None:
    async def scenario() -> str:
        child, url = await start_postgres(open_folder(root / "data"))
        with psycopg.connect(url) as connection:
            (found,) = connection.execute("SHOW listen_addresses").fetchone() or ("?",)
        await stop(child)
        return str(found)

    assert asyncio.run(scenario()) == ""


def test_valkey_answers_on_the_loopback_address(root: Path) -> None:
    async def scenario() -> None:
        child, url = await start_valkey(open_folder(root / "data"))
        with valkey.Valkey.from_url(url) as client:
            client.set("hedge", "hawthorn")
            assert client.get("hedge") == b"hawthorn"
            assert client.config_get("bind") == {"bind": "127.0.0.1"}
        await stop(child)
        assert child.process.returncode == 0

    asyncio.run(scenario())
