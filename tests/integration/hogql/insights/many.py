"""Many random data sets of an insight, each compared with its oracle (``python -m tests.oracle``).

compare_random(client, Random("seed 0")), compare_random(client, Random("seed 1")), ...
"""

import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from shared import settings
from shared.clickhouse import connect
from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clickhouse_connect.driver.client import Client


def compare_many(compare_random: "Callable[[Client, Random], None]", count: int, seed: int) -> None:
    """Compare ``count`` random data sets, and name the first that is answered otherwise."""
    with open_database() as client:
        for at in range(count):
            try:
                compare_random(client, Random(f"{seed} {at}"))
            except AssertionError:
                sys.stdout.write(f"data set {at} of seed {seed} is answered otherwise\n")
                raise
    sys.stdout.write(f"{count} data sets of seed {seed}: all answers agree\n")


@contextmanager
def open_database() -> "Iterator[Client]":
    """A database of its own, also the one that the settings name."""
    with tempfile.TemporaryDirectory() as folder:
        for url in new_database(Path(folder)):
            client = open_client(url)
            with settings.use(replace(settings.current(), clickhouse_url=url)):
                yield client
            connect.close()
            client.close()
