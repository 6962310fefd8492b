"""Generated queries answer the same beside other teams' rows as without them (promise 2).

CI runs a slice. All 20,000: ``python -m tests.integration.hogql.generating``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest
from msgspec.structs import replace

from hogql.compile import compile_query
from tests.integration.hogql.generating.compare import CONTEXT, Comparison, ask, foreign_words
from tests.integration.hogql.generating.fields import known_tables
from tests.integration.hogql.generating.statements import Statements

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

SLICES: Final = 8
COUNT: Final = 800


@pytest.fixture(scope="module")
def comparison(three_teams: Client, one_team: Client) -> Comparison:
    """The two databases."""
    return Comparison(three_teams, one_team)


@pytest.mark.parametrize("seed", range(1, SLICES + 1))
def test_generated_queries_answer_the_same_without_the_other_teams(
    comparison: Comparison, seed: int
) -> None:
    statements = Statements(seed)
    outcomes: Counter[str] = Counter()
    for _ in range(COUNT // SLICES):
        query = statements.make()
        verdict = comparison.judge(query)
        outcomes[verdict.outcome] += 1
        assert verdict.outcome not in {"LEAK", "DIFFERENT", "unverified"}, (query, verdict.detail)
    compiled = COUNT // SLICES - outcomes["refused"]
    assert compiled > 0.6 * (COUNT // SLICES), outcomes
    assert outcomes["same"] > 0.15 * (COUNT // SLICES), outcomes


def test_the_same_seed_makes_the_same_queries() -> None:
    one, other = Statements(3), Statements(3)
    assert [one.make() for _ in range(20)] == [other.make() for _ in range(20)]


@pytest.mark.parametrize("table", [known.table for known in known_tables()])
def test_every_table_shows_one_team(comparison: Comparison, table: str) -> None:
    for query in (f"SELECT * FROM {table}", f"SELECT count() FROM {table}"):
        verdict = comparison.judge(query)
        assert verdict.outcome == "same", (verdict.outcome, verdict.detail)


@pytest.mark.parametrize("known", known_tables(), ids=lambda known: known.table)
def test_every_field_shows_one_team(comparison: Comparison, known: object) -> None:
    assert isinstance(known, type(known_tables()[0]))
    for place, field in enumerate(known.fields):
        if place % 5 and "." in field:
            continue  # a slice of what is reached through other tables
        query = f"SELECT {field}, count() FROM {known.table} GROUP BY 1"
        verdict = comparison.judge(query)
        assert verdict.outcome in {"same", "error"}, (query, verdict.outcome, verdict.detail)


def test_the_comparison_would_notice_another_team(three_teams: Client) -> None:
    """A control: compiled for team 8, the same query shows what the tests above look for."""
    query = "SELECT event, properties FROM events LIMIT 5"
    compiled = compile_query(query, replace(CONTEXT, team_id=8))
    assert foreign_words(ask(three_teams, compiled).shown(), query)
