"""``./hedgerow bench [NAME ...] [--quick]``: the benchmarks, their ratios as a table."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from rich.console import Console

from tools.bench.benchmarks import BENCHMARKS, UnknownBenchmarkError, choose, run_apart
from tools.bench.rows import Options
from tools.bench.table import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.bench.rows import Row

ROWS: Final = 300_000
QUICK_ROWS: Final = 100_000
WIDTH_OF_A_FILE: Final = 140


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for and print the table; a goal that is missed is not a failure."""
    asked = _parser().parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE, highlight=False)
    options = Options(quick=asked.quick, rows=asked.rows or (QUICK_ROWS if asked.quick else ROWS))
    try:
        names = choose(asked.name)
    except UnknownBenchmarkError as error:
        console.print(error)
        return 2
    found: list[Row] = []
    try:
        for name in names:
            with console.status(f"{name} ..."):
                found += run_apart(name, options)
    finally:
        console.print(table_of(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./hedgerow bench", description="Measures, as ratios.")
    parser.add_argument("name", nargs="*", help=f"one or more of: {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: good for a first look")
    parser.add_argument("--rows", type=int, help=f"events that the insights read ({ROWS:,})")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
