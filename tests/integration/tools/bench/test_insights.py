"""A comparison of speed is worth something only between queries that answer the same."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from tools.bench.asked import ASKED
from tools.bench.dataset import fill
from tools.bench.insights import BEST_OF, generated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clickhouse_connect.driver.client import Client

EVENTS = 20_000
FUNNELS = [name for name in ASKED if ASKED[name]["kind"] == "FunnelsQuery"]


def total_of(rows: Iterable[Sequence[object]]) -> float:
    """Add up every number of an answer: in cells, or in the last column's lists."""
    last = (row[-1] if isinstance(row[-1], list) else [row[-1]] for row in rows)
    return sum(float(str(cell)) for cells in last for cell in cells)


def answers(client: Client, name: str) -> tuple[Sequence[Sequence[object]], ...]:
    """The rows of both ways to ask."""
    fill(client, EVENTS)
    ours = generated(name)
    found = client.query(ours.sql, dict(ours.parameters), dict(ours.settings)).result_rows
    return found, client.query(BEST_OF[name], settings=dict(ours.settings)).result_rows


@pytest.mark.parametrize("name", [name for name in ASKED if name not in FUNNELS])
def test_the_generated_query_counts_what_the_hand_written_one_counts(
    clickhouse: Client, name: str
) -> None:
    found, expected = answers(clickhouse, name)
    assert total_of(found) == pytest.approx(total_of(expected))
    assert total_of(found) > 0


@pytest.mark.parametrize("name", FUNNELS)
def test_as_many_people_reach_each_step_of_both_funnels(clickhouse: Client, name: str) -> None:
    ((_, counts, *_),), expected = answers(clickhouse, name)
    by_depth = {str(depth): int(str(people)) for depth, people, *_ in expected}
    assert isinstance(counts, list)
    exactly = [by_depth.get(str(depth), 0) for depth in range(len(counts), 0, -1)]
    assert counts == list(accumulate(exactly))[::-1]
    assert counts[0] > counts[1] > 0
