"""The pairs of tests/fixtures/sql/bounds.sql say what moves; here: what a whole statement keeps."""

import re

import pytest

from hogql.compile import compile_query
from tests.unit.hogql.pairs import project


@pytest.mark.parametrize(
    "kind", ["RIGHT JOIN", "FULL JOIN", "LEFT ANY JOIN", "LEFT ASOF JOIN", "LEFT ANTI JOIN"]
)
def test_a_join_that_may_change_its_result_takes_no_bounds(kind: str) -> None:
    sql = compile_query(
        f"SELECT a.event FROM events a {kind} events b "
        "ON a.distinct_id = b.distinct_id AND a.timestamp >= b.timestamp "
        "WHERE a.event = 'x' AND b.event = 'y'",
        project(),
    ).sql
    assert re.findall(r"PREWHERE team_id = 7(?! AND)", sql) == ["PREWHERE team_id = 7"] * 2
    assert "WHERE a.event = " in sql


def test_an_inner_join_gives_each_guard_its_own_bounds() -> None:
    sql = compile_query(
        "SELECT a.event FROM events a JOIN events b ON a.distinct_id = b.distinct_id "
        "WHERE a.event = 'x' AND b.event IN ('y', 'z') AND a.event = b.event",
        project(),
    ).sql
    assert sql.count("PREWHERE team_id = 7 AND event") == 2


def test_a_bound_that_mixes_two_tables_stays_outside() -> None:
    sql = compile_query(
        "SELECT a.event FROM events a CROSS JOIN events b WHERE a.event = 'x' OR b.event = 'y'",
        project(),
    ).sql
    assert "team_id = 7 AND" not in sql
