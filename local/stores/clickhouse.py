"""ClickHouse on one machine: the engine inside this process, on files of the data folder.

One process a folder and one folder a process (local-runtime 9.1): the lock of the data folder sees
to the first, ``Engine`` to the second. Threads open
clients of their own beside the one that is held here (shared.clickhouse.connect).
"""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING, Final

import clickhouse_connect

if TYPE_CHECKING:
    from pathlib import Path

ENGINE_OPTIONS: Final = {
    "max_server_memory_usage_to_ram_ratio": "0.5",
    "mark_cache_size": str(256 * 1024 * 1024),
}


class Engine:
    """The engine, held open by a client of its own until ``close``."""

    def __init__(self, folder: Path) -> None:
        """Open the files in ``folder``."""
        self._folder: Final = folder
        self._anchor: Final = clickhouse_connect.get_client(
            interface="chdb", path=str(folder), chdb_options=ENGINE_OPTIONS, tz_mode="aware"
        )

        self._merges = 0

    @property
    def url(self) -> str:
        """The address that the functions are given."""
        return f"chdb://{self._folder}"

    def reload_merges(self) -> None:
        """Show the merges of persons that were written since the last call.

        A server reloads its dictionaries by itself, within their lifetime; the embedded engine
        never does (measured: not within a minute).
        """
        newest = int(str(self._anchor.command("SELECT max(version) FROM person_overrides")))
        if newest != self._merges:
            self._anchor.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
            self._merges = newest

    def close(self) -> None:
        """Close the engine once its last client is gone."""
        self._anchor.close()


def raise_file_limit() -> None:
    """Let this process open as many files as the system allows: each column is some."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
