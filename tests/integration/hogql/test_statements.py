"""What each form of a statement answers on a real ClickHouse (hogql 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.hogql.answers import JOINS, STATEMENTS, Rows
from tests.integration.hogql.test_two_teams import ask

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


@pytest.mark.parametrize(
    ("query", "expected"), STATEMENTS, ids=[statement[0] for statement in STATEMENTS]
)
def test_a_statement_answers(three_teams: Client, query: str, expected: Rows) -> None:
    found = ask(three_teams, query)
    is_ordered = "ORDER BY" in query
    assert found == expected if is_ordered else sorted(found) == sorted(expected)


@pytest.mark.parametrize(("joined", "expected"), JOINS, ids=[join[0] for join in JOINS])
def test_a_join_answers(three_teams: Client, joined: str, expected: Rows) -> None:
    query = (
        "WITH b AS (SELECT number AS n FROM numbers(2)) "
        f"SELECT a.n, b.n FROM (SELECT number AS n FROM numbers(3)) AS a {joined} "
        "ORDER BY a.n, b.n"
    )
    assert ask(three_teams, query) == expected


def test_a_sample_keeps_whole_persons(three_teams: Client) -> None:
    everything = ask(three_teams, "SELECT person_id, count() FROM events GROUP BY person_id")
    whole = dict(everything)
    halves = [
        ask(three_teams, f"SELECT person_id, count() FROM events {sample} GROUP BY person_id")
        for sample in ("SAMPLE 1/2", "SAMPLE 50 % OFFSET 0.5")
    ]
    assert sorted(map(str, halves[0] + halves[1])) == sorted(map(str, everything))
    assert all(whole[person] == count for half in halves for person, count in half)
    assert 0 < len(halves[0]) < len(everything)
    assert ask(three_teams, "SELECT count() FROM events SAMPLE 1") == [(60,)]


def test_a_sample_on_the_right_of_a_left_join_drops_no_row_of_the_left(three_teams: Client) -> None:
    query = "SELECT count() FROM events AS a LEFT JOIN events AS b SAMPLE 0.3 ON a.uuid = b.uuid"
    assert ask(three_teams, query) == [(60,)]


def test_a_person_in_a_rollup_has_no_id_on_the_rows_of_totals(three_teams: Client) -> None:
    rows = ask(
        three_teams,
        "SELECT person_id, count() AS c FROM events GROUP BY person_id WITH ROLLUP ORDER BY c DESC",
    )
    assert rows[0] == (None, 60)
    assert all(row[0] is not None for row in rows[1:])
