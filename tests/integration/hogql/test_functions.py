"""The function tables against the ClickHouse that runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hogql.functions.combinators import COMBINATORS
from hogql.functions.expansions import EXPANSIONS
from hogql.functions.registry import all_functions
from hogql.resolver.calls.special import SPECIAL
from tests.integration.hogql.asking import rows_of as ask

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


def is_known(name: str, known: frozenset[str]) -> bool:
    if name.lower() in known:
        return True
    suffixes = [suffix for suffix in COMBINATORS if name.endswith(suffix)]
    return any(is_known(name.removesuffix(suffix), known) for suffix in suffixes)


def test_every_function_of_the_tables_exists_in_clickhouse(three_teams: Client) -> None:
    rows = three_teams.query("SELECT lower(name) FROM system.functions").result_rows
    known = frozenset(str(row[0]) for row in rows)
    missing = [
        function.name
        for function in all_functions()
        if function.name.lower() not in {*SPECIAL, *EXPANSIONS}
        and not is_known(function.sql, known)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (
            "toInt('7'), toInt('x'), toInt(7.9), toFloat('1.5'), toFloat('x')",
            (7, None, 7, 1.5, None),
        ),
        ("toBool('true'), toBool('x'), '7'::int, 'x'::float", (True, None, 7, None)),
        ("7 % 2, 7 % 0, intDiv(7, 0), 7 / 2", (1, None, None, 3.5)),
        ("toDateTime('x' || '') IS NULL, toDate('2026-03-0' || '1') = '2026-03-01'", (1, 1)),
        ("toUUID('x') IS NULL, base64Decode('!'), hasToken('a b', 'a b')", (1, "", None)),
        ("JSONExtract('{\"a\":[1,2]}', 'a', 'Array(Int64)')", ([1, 2],)),
        (
            "arrayReduce('quantile(0.5)', [1, 3]), arrayFold((a, x) -> a + x, [200, 100], 0)",
            (2.0, 300),
        ),
        ("arrayMap(t -> t.1 || t.2, [('a', 'b')])", (["ab"],)),
        ("arrayFilter((x, y) -> x > y, [5, 1], [2, 4]), [1, 2, 3][1:2]", ([5], [1, 2])),
        ("CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END, 1 > 2 ? 'x' : 'y'", ("b", "y")),
        ("NULL ?? 'z', nullIf('a', 'a'), f'{1}-{NULL}'", ("z", None, "1-")),
        ("'a' =~* '^A', 'a' !~ 'b', 'abc' ILIKE 'A%'", (1, 1, 1)),
        ("1 IN (1, NULL), 2 NOT IN (1, 3), 'a' IN ['a', 'b'], 3 BETWEEN 1 AND 3", (1, 1, 1, 1)),
        ("NULL IS NOT DISTINCT FROM NULL, {'a': 1}['a'], (1, 'x').2", (1, 1, "x")),
        ("dateDiff('day', '2026-03-01', '2026-03-05')", (4,)),
        ("toStartOfMonth(toDateTime('2026-03-17 10:00:00')) = '2026-03-01'", (1,)),
    ],
)
def test_an_expression_means_what_it_says(
    three_teams: Client, expression: str, expected: tuple[object, ...]
) -> None:
    assert ask(three_teams, f"SELECT {expression}") == [expected]
