"""A comparison of speed is worth something only between queries that answer the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.bench.best import BEST
from tools.bench.dataset import fill
from tools.bench.insights import VARIANTS, generated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clickhouse_connect.driver.client import Client

EVENTS = 20_000


def total_of(rows: Iterable[Sequence[object]]) -> int:
    """Add up every number of an answer: in cells, or in the last column's lists."""
    return sum(sum(row[-1]) if isinstance(row[-1], list) else int(str(row[-1])) for row in rows)


@pytest.mark.parametrize("name", VARIANTS)
def test_the_generated_query_counts_what_the_hand_written_one_counts(
    clickhouse: Client, name: str
) -> None:
    fill(clickhouse, EVENTS)
    ours = generated(name)
    found = clickhouse.query(ours.sql, dict(ours.parameters), dict(ours.settings)).result_rows
    expected = clickhouse.query(BEST[name]).result_rows
    assert total_of(found) == total_of(expected) > 0
