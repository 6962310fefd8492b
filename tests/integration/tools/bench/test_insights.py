"""A comparison of speed is worth something only between queries that answer the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.bench.dataset import fill
from tools.bench.insights import BEST_OF, VARIANTS, generated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clickhouse_connect.driver.client import Client

EVENTS = 20_000


def total_of(rows: Iterable[Sequence[object]]) -> float:
    """Add up every number of an answer: in cells, or in the last column's lists."""
    last = (row[-1] if isinstance(row[-1], list) else [row[-1]] for row in rows)
    return sum(float(str(cell)) for cells in last for cell in cells)


@pytest.mark.parametrize("name", VARIANTS)
def test_the_generated_query_counts_what_the_hand_written_one_counts(
    clickhouse: Client, name: str
) -> None:
    fill(clickhouse, EVENTS)
    ours = generated(name)
    found = clickhouse.query(ours.sql, dict(ours.parameters), dict(ours.settings)).result_rows
    expected = clickhouse.query(BEST_OF[name]).result_rows
    assert total_of(found) == pytest.approx(total_of(expected))
    assert total_of(found) > 0
