"""Aggregates and window functions mean what they say, on a real ClickHouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clickhouse_connect.driver.exceptions import DatabaseError

from hogql.errors import HogQLError
from tests.integration.hogql.asking import rows_of as ask
from tests.unit.hogql.functions.appendix import appendix_names

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

ROWS = "FROM (SELECT number AS n, nullIf(number, 1) AS m, number % 2 AS k FROM numbers(5)) AS z"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("sum(n) FILTER (WHERE k = 1), sumIf(n, k = 0) FILTER (WHERE n > 0)", (4, 6)),
        (
            "count(DISTINCT k), count(DISTINCT n, k), sum(DISTINCT k), uniq(DISTINCT k)",
            (2, 5, 1, 2),
        ),
        ("count(DISTINCT k) FILTER (WHERE n < 2), sum(DISTINCT k) FILTER (WHERE n > 1)", (2, 1)),
        ("groupArray(n ORDER BY n DESC), array_agg(n ORDER BY k, n DESC)", ([4, 3, 2, 1, 0], None)),
        ("groupArray(m ORDER BY n), groupArray(2)(n ORDER BY n DESC)", ([0, 2, 3, 4], [4, 3])),
        ("groupArray(n ORDER BY n) FILTER (WHERE k = 1)", ([1, 3],)),
        ("groupUniqArray(k ORDER BY k)", ([0, 1],)),
        ("string_agg(n, '-' ORDER BY n DESC)", ("4-3-2-1-0",)),
        ("json_agg(n ORDER BY n)", ("[0,1,2,3,4]",)),
        ("string_agg(k, ''), json_agg(k) FILTER (WHERE n = 3)", ("01010", "[1]")),
        ("first_value(n ORDER BY k DESC, n DESC)", (3,)),
        ("any(n ORDER BY n), last_value(n ORDER BY n)", (0, 4)),
        ("percentile_cont(0.5) WITHIN GROUP (ORDER BY n)", (2.0,)),
        ("quantile(0.25) WITHIN GROUP (ORDER BY n)", (1.0,)),
        ("percentile_disc(0.4) WITHIN GROUP (ORDER BY n)", (1,)),
        ("percentile_disc(0.5) WITHIN GROUP (ORDER BY n)", (2,)),
        ("percentile_cont(0.25) WITHIN GROUP (ORDER BY n DESC)", (3.0,)),
        ("any(m) IGNORE NULLS, groupArray(m) IGNORE NULLS", (0, [0, 2, 3, 4])),
        ("every(n < 5), bool_or(n > 3), bool_and(n > 3)", (1, 1, 0)),
        ("sumArgMax(n, k), sumArgMaxIf(n, k, n < 3), countDistinctIf(k, n > 0)", (4, 1, 2)),
        ("sumArray([n, 1]), sumForEach([n, 1]), sumMap(map('a', n))", (15, [10, 5], {"a": 10})),
        ("sumDistinct(k), avgOrNull(if(n > 9, n, NULL)), sumOrDefaultIf(n, n > 9)", (1, None, 0)),
        ("sumResample(0, 4, 2)(n, n), topK(1)(k)", ([1, 5], [0])),
        ("quantiles(0.25, 0.75)(n)", ([1.0, 3.0],)),
        ("uniqUpTo(3)(n), groupArraySample(9)(1)", (4, [1] * 5)),
        ("groupArrayMovingSum(2)(k)", ([0, 1, 1, 1, 1],)),
        ("retention(n = 0, n = 1, n = 9), groupArrayInsertAt(n, n)", ([1, 1, 0], [0, 1, 2, 3, 4])),
        ("windowFunnel(100)(toDateTime(n), n = 1, n = 3)", (2,)),
        ("sequenceMatch('(?1)(?2)')(toDateTime(n), n = 1, n = 2)", (1,)),
        ("sequenceCount('(?1)')(toDateTime(n), k = 1, k = 0)", (2,)),
    ],
)
def test_an_aggregate_means_what_it_says(
    three_teams: Client, expression: str, expected: tuple[object, ...]
) -> None:
    (found,) = ask(three_teams, f"SELECT {expression} {ROWS}")
    shown = tuple(None if want is None else got for got, want in zip(found, expected, strict=True))
    assert shown == expected


def test_an_order_of_two_keys_may_go_two_ways(three_teams: Client) -> None:
    query = f"SELECT array_agg(n ORDER BY k, n DESC), array_agg(n ORDER BY k DESC, n) {ROWS}"
    assert ask(three_teams, query) == [([4, 2, 0, 3, 1], [1, 3, 0, 2, 4])]


def test_states_are_merged(three_teams: Client) -> None:
    inner = (
        "SELECT sumState(n) AS a, uniqExactStateIf(n, k = 1) AS b, argMinState(k, n) AS c, "
        f"avgMapState(map('x', n)) AS d, sumForEachState([n]) AS e {ROWS} GROUP BY k"
    )
    query = (
        "SELECT sumMerge(a), uniqExactMerge(b), argMinMerge(c), avgMapMerge(d), "
        f"sumForEachMerge(e), sumMergeIf(a, true) FROM ({inner}) AS s"
    )
    assert ask(three_teams, query) == [(10, 2, 0, {"x": 2.0}, [10], 10)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("lag(n) OVER (ORDER BY n)", [None, 0, 1, 2, 3]),
        ("lag(n, 2, 9) OVER (ORDER BY n)", [9, 9, 0, 1, 2]),
        ("lead(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", [1, 2, 3, 4, None]),
        ("nth_value(n, 2) OVER (ORDER BY n)", [None, 1, 1, 1, 1]),
        ("first_value(n) OVER (PARTITION BY k ORDER BY n)", [0, 1, 0, 1, 0]),
        ("rank() OVER (ORDER BY k)", [1, 4, 1, 4, 1]),
        ("dense_rank() OVER (ORDER BY k)", [1, 2, 1, 2, 1]),
        ("row_number() OVER (ORDER BY n DESC)", [5, 4, 3, 2, 1]),
        ("ntile(2) OVER (ORDER BY n)", [1, 1, 1, 2, 2]),
        ("percent_rank() OVER (ORDER BY n)", [0.0, 0.25, 0.5, 0.75, 1.0]),
        ("cume_dist() OVER (ORDER BY k)", [0.6, 1.0, 0.6, 1.0, 0.6]),
        ("sum(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", [0, 1, 3, 5, 7]),
        ("sum(n) FILTER (WHERE k = 1) OVER (ORDER BY n)", [0, 1, 1, 4, 4]),
        ("quantile(0.5)(n) OVER w", [0.0, 0.5, 1.0, 1.5, 2.0]),
        ("count() OVER w", [1, 2, 3, 4, 5]),
    ],
)
def test_a_window_function_has_postgresql_s_meaning(
    three_teams: Client, expression: str, expected: list[object]
) -> None:
    found = ask(three_teams, f"SELECT n, {expression} {ROWS} WINDOW w AS (ORDER BY n) ORDER BY n")
    assert [row[1] for row in found] == expected


def test_every_combination_that_the_appendix_lists_runs(three_teams: Client) -> None:
    """A.3 in ClickHouse itself: arguments by what each suffix takes."""
    failed = []
    for name in appendix_names("A.3"):
        call = _example(name)
        if call is None:
            continue
        try:
            ask(three_teams, f"SELECT {call} {ROWS}")
        except (DatabaseError, HogQLError) as error:
            failed.append((call, str(error)[:120]))
    assert failed == []


SUFFIXES = (
    "OrDefault",
    "OrNull",
    "ForEach",
    "ArgMin",
    "ArgMax",
    "State",
    "Merge",
    "Array",
    "Map",
    "If",
)


def _example(name: str) -> str | None:
    """A call with arguments that fit the suffixes; None for states, which need another query."""
    base = name
    found: list[str] = []
    while suffix := next((item for item in SUFFIXES if base.endswith(item)), None):
        found.insert(0, suffix)
        base = base.removesuffix(suffix)
    if "Merge" in found:
        return None
    value = "[n]" if {"Array", "ForEach"} & set(found) else "map('a', n)" if "Map" in found else "n"
    extra = [{"If": "k = 1"}.get(item, "n") for item in found if item in {"If", "ArgMin", "ArgMax"}]
    call = f"{name}({', '.join([value, *extra])})"
    return f"toTypeName({call})" if "State" in found else call
