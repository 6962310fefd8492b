"""A ClickHouse for tests that take a team of their own instead of a database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings

from shared import settings
from shared.clickhouse import connect
from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clickhouse_connect.driver.client import Client

hypothesis_settings.register_profile("oracle", max_examples=2000)


@pytest.fixture(scope="module")
def insights_url(chdb_folder: Path) -> Iterator[str]:
    """The CLICKHOUSE_URL of a database that the tests of a module share."""
    yield from new_database(chdb_folder)


@pytest.fixture
def shared_clickhouse(insights_url: str) -> Iterator[Client]:
    """A client of the shared database, which is also the one that the settings name."""
    client = open_client(insights_url)
    with settings.use(replace(settings.current(), clickhouse_url=insights_url)):
        yield client
    connect.close()
    client.close()
