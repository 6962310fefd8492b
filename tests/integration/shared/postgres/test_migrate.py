"""Migrations of PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from shared import settings
from shared.postgres import connect, migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def empty_database(postgres_server: str) -> Iterator[str]:
    """The DATABASE_URL of a database without any table, which the settings name."""
    name = f"empty_{uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    url = make_conninfo("", **{**conninfo_to_dict(postgres_server), "dbname": name})
    with settings.use(replace(settings.current(), database_url=url)):
        yield url
    connect.close()


def tables_of(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        return {name for (name,) in rows}


def test_every_migration_is_applied_once_in_order(empty_database: str) -> None:
    names = [path.stem for path in migrate.migration_files()]

    assert migrate.migrate() == names == sorted(names)
    assert migrate.migrate() == []
    assert {"users", "teams", "organizations", "schema_migrations"} <= tables_of(empty_database)


def test_two_deployments_at_once_apply_every_migration_once(empty_database: str) -> None:
    current = settings.current()

    def deploy() -> list[str]:
        with settings.use(current):
            applied = migrate.migrate()
        connect.close()
        return applied

    with ThreadPoolExecutor(2) as pool:
        runs = [done.result(timeout=60) for done in [pool.submit(deploy) for _ in range(2)]]

    assert sorted(map(len, runs)) == [0, len(migrate.migration_files())]
    assert "users" in tables_of(empty_database)


def test_a_migration_that_fails_leaves_nothing_behind(
    empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0001_good.sql").write_text("CREATE TABLE good (id integer);")
    (tmp_path / "0002_bad.sql").write_text("CREATE TABLE bad (id integer); SELECT 1 / 0;")
    monkeypatch.setattr(migrate, "FOLDER", tmp_path)

    with pytest.raises(Exception, match="cannot be stored"):
        migrate.migrate()

    assert tables_of(empty_database) == set()
