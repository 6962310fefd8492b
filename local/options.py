"""What ``./hedgerow up`` was asked to do: its arguments, else the environment, else defaults."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from shared.settings import Variable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT_PORT: Final = 8000
DEFAULT_FOLDER: Final = Path(__file__).parents[1] / ".hedgerow"  # in the checkout
VARIABLES: Final = (
    Variable(
        name="HEDGEROW_PORT", default=str(DEFAULT_PORT), help="One machine: the same as --port."
    ),
    Variable(
        name="HEDGEROW_DATA_DIR",
        default=DEFAULT_FOLDER.name,
        help="One machine: the same as --data-dir; the default lies in the checkout.",
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """The wishes of one start. Empty addresses mean: embed that store."""

    port: int
    data_dir: Path
    is_empty: bool
    site_url: str
    database_url: str
    clickhouse_url: str
    redis_url: str


def read_options(arguments: Sequence[str], variables: Mapping[str, str]) -> Options:
    """Return the options; a mistake in them ends the process with an explanation."""
    parser = argparse.ArgumentParser(prog="./hedgerow up", description="Run all of Hedgerow here.")
    parser.add_argument(
        "--port",
        type=int,
        default=variables.get("HEDGEROW_PORT") or DEFAULT_PORT,
        help="port of the dashboard and the API (HEDGEROW_PORT, %(default)s)",
    )
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=variables.get("HEDGEROW_DATA_DIR") or DEFAULT_FOLDER,
        help="folder for everything that is kept (HEDGEROW_DATA_DIR, %(default)s)",
    )
    parser.add_argument(
        "--empty", action="store_true", help="do not make the demo project on a first start"
    )
    found = parser.parse_args(arguments)
    return Options(
        port=found.port,
        data_dir=found.data_dir,
        is_empty=found.empty,
        site_url=variables.get("HEDGEROW_SITE_URL", ""),
        database_url=variables.get("DATABASE_URL", ""),
        clickhouse_url=variables.get("CLICKHOUSE_URL", ""),
        redis_url=variables.get("REDIS_URL", ""),
    )
