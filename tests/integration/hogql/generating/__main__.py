"""Runs generated queries: ``python -m tests.integration.hogql.generating --count 20000 --seed 1``.

A query whose answer beside other teams differs from the one without them is printed whole.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database
from tests.integration.hogql.generating.compare import Comparison
from tests.integration.hogql.generating.statements import Statements
from tests.integration.hogql.warehouse import TEAM, fill

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


def main(arguments: list[str]) -> int:
    """Run the queries; the exit status is 1 when one showed another team's data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reasons", type=int, default=0, help="how many refusals to list")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        folder = Path(name)
        comparison = Comparison(_filled(folder, None), _filled(folder, TEAM))
        return run(comparison, options.count, options.seed, options.reasons)


def _filled(folder: Path, only: int | None) -> Client:
    client = open_client(next(iter(new_database(folder))))
    fill(client, only=only)
    return client


def run(comparison: Comparison, count: int, seed: int, reasons: int) -> int:
    """Judge ``count`` queries and say what came of them."""
    statements = Statements(seed)
    outcomes: Counter[str] = Counter()
    details: Counter[str] = Counter()
    begun = time.monotonic()
    for place in range(count):
        query = statements.make()
        verdict = comparison.judge(query)
        outcomes[verdict.outcome] += 1
        if verdict.outcome in {"LEAK", "DIFFERENT", "unverified"}:
            sys.stdout.write(f"{verdict.outcome} {place}: {query}\n  {verdict.detail[:1500]}\n")
        elif verdict.outcome in {"refused", "error"}:
            details[f"{verdict.outcome}: {verdict.detail[:110]}"] += 1
    for detail, times in details.most_common(reasons):
        sys.stdout.write(f"{times:6} {detail}\n")
    seconds = time.monotonic() - begun
    sys.stdout.write(f"{count} queries of seed {seed} in {seconds:.0f} s: {dict(outcomes)}\n")
    return int(outcomes["LEAK"] + outcomes["DIFFERENT"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
