"""The benchmarks by name, and how one is run (read BENCHMARKS first).

names --choose--> benchmarks --run_apart: a process of its own each--> rows

A process of its own because chdb takes one folder per process, and because what one benchmark
leaves in memory is none of the next one's business.
"""

from __future__ import annotations

import logging
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Final

from tools.bench import capture, compilation, ingest, insights, parse, sustained, system

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tools.bench.rows import Options, Row

BENCHMARKS: Final[Mapping[str, Callable[[Options], list[Row]]]] = {
    "parse": parse.measure,
    "compile": compilation.measure,
    "insights": insights.measure,
    "capture": capture.measure,
    "ingest": ingest.measure,
    "load": system.measure,
    "sustained": sustained.measure,
}


class UnknownBenchmarkError(ValueError):
    """A name that is not in the table; the message says which there are."""


def choose(names: Sequence[str]) -> list[str]:
    """Return the named benchmarks in the order of the table, all of them for no name.

    UnknownBenchmarkError for a name that is not there.
    """
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        known = ", ".join(BENCHMARKS)
        raise UnknownBenchmarkError(f"There is no benchmark '{unknown[0]}'. There are: {known}.")
    return [name for name in BENCHMARKS if not names or name in names]


def run_apart(name: str, options: Options) -> list[Row]:
    """Return the rows of one benchmark, measured in a new process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_run, name, options).result()


def _run(name: str, options: Options) -> list[Row]:
    logging.disable(logging.INFO)  # what functions say of their work would stand in the table
    return BENCHMARKS[name](options)
