"""The embedded ClickHouse of a test process: one folder for all tests, a new database for each.

chdb takes one folder per process (local-runtime 9.1), so every test that needs ClickHouse must use
the fixture ``clickhouse_url`` (tests/integration/conftest.py) and never open a folder of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from shared.clickhouse.connect import open_client
from shared.clickhouse.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def new_database(folder: Path) -> Iterator[str]:
    """Yield the CLICKHOUSE_URL of a new, migrated database; it is dropped afterwards."""
    name = f"test_{uuid4().hex}"
    url = f"chdb://{folder}"
    owner = open_client(url)
    owner.command(f"CREATE DATABASE {name}")
    client = open_client(f"{url}?database={name}")
    migrate(client)
    yield f"{url}?database={name}"
    client.close()
    owner.command(f"DROP DATABASE {name}")
    owner.close()
