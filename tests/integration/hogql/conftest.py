"""A ClickHouse with three teams in one granule, shared by the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database
from tests.integration.hogql.tables_data import fill_tables
from tests.integration.hogql.warehouse import TEAM, fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clickhouse_connect.driver.client import Client


@pytest.fixture(scope="module")
def three_teams(chdb_folder: Path) -> Iterator[Client]:
    """A client of a database that only reads from here on."""
    for url in new_database(chdb_folder):
        client = open_client(url)
        fill(client)
        yield client
        client.close()


@pytest.fixture(scope="module")
def one_team(chdb_folder: Path) -> Iterator[Client]:
    """A client of a database with the rows of team 7 and of nobody else."""
    for url in new_database(chdb_folder):
        client = open_client(url)
        fill(client, only=TEAM)
        yield client
        client.close()


@pytest.fixture(scope="module")
def tables(chdb_folder: Path) -> Iterator[Client]:
    """A client of a database with rows in every table, which only reads from here on."""
    for url in new_database(chdb_folder):
        client = open_client(url)
        fill_tables(client)
        yield client
        client.close()
