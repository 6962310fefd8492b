"""Fixtures of the tests that use a real store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shared import settings
from shared.clickhouse import connect as clickhouse_connect
from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database
from tests.integration.ministack import Aws, new_account, run_emulator
from tests.integration.site import Bucket, create_bucket, run_site
from tests.integration.stores import empty_valkey, run_postgres, run_valkey
from tests.integration.stores import new_database as new_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clickhouse_connect.driver.client import Client


@pytest.fixture(scope="session")
def chdb_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of this process's engine; a client stays open so that the engine does too."""
    folder = tmp_path_factory.mktemp("chdb")
    keeper = open_client(f"chdb://{folder}")
    yield folder
    keeper.close()


@pytest.fixture
def clickhouse_url(chdb_folder: Path) -> Iterator[str]:
    """The CLICKHOUSE_URL of a new database with the whole schema."""
    yield from new_database(chdb_folder)


@pytest.fixture
def clickhouse(clickhouse_url: str) -> Iterator[Client]:
    """A client of a new database, which is also the one that the settings name."""
    client = open_client(clickhouse_url)
    with settings.use(replace(settings.current(), clickhouse_url=clickhouse_url)):
        yield client
    clickhouse_connect.close()
    client.close()


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of this process's emulator of SQS and S3."""
    yield from run_emulator(tmp_path_factory.mktemp("emulator"))


@pytest.fixture
def aws(emulator: str) -> Iterator[Aws]:
    """Empty queues and buckets of the topology, which the settings and clients name."""
    yield from new_account(emulator)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of this process's PostgreSQL, which has a migrated template database."""
    yield from run_postgres()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The DATABASE_URL of a new, migrated database, which the settings name."""
    for url in new_postgres(postgres_server):
        with settings.use(replace(settings.current(), database_url=url)):
            yield url


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[str]:
    """The URL of this process's Valkey."""
    yield from run_valkey()


@pytest.fixture
def valkey_url(valkey_server: str) -> Iterator[str]:
    """The REDIS_URL of an empty Valkey, which the settings name."""
    with settings.use(replace(settings.current(), redis_url=empty_valkey(valkey_server))):
        yield valkey_server


@pytest.fixture(scope="session")
def config_bucket(emulator: str) -> Iterator[Bucket]:
    """The bucket of the project snapshot that the tests of the typed API share."""
    yield from create_bucket(emulator)


@pytest.fixture
def site(config_bucket: Bucket, postgres_url: str, valkey_url: str) -> Iterator[Bucket]:
    """What the application API needs, all empty; the settings name it."""
    yield from run_site(config_bucket, database_url=postgres_url, redis_url=valkey_url)


@pytest.fixture(scope="session")
def shared_clickhouse_url(chdb_folder: Path) -> Iterator[str]:
    """The CLICKHOUSE_URL of the database that the tests of ``queries`` share."""
    yield from new_database(chdb_folder)


@pytest.fixture
def warehouse(site: Bucket, shared_clickhouse_url: str) -> Iterator[Client]:
    """A client of the ClickHouse that the settings name, beside what the API needs."""
    assert site
    client = open_client(shared_clickhouse_url)
    with settings.use(replace(settings.current(), clickhouse_url=shared_clickhouse_url)):
        yield client
    clickhouse_connect.close()
    client.close()
