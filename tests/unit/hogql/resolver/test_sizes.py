import pytest

from hogql.compile import compile_query
from hogql.errors import TooComplexError
from hogql.resolver.sizes import MAX_CHAIN, MAX_COLUMNS, MAX_JOINS, MAX_OF, MAX_PATTERN, MAX_TEXT
from tests.unit.hogql.pairs import project

ONE_MORE = {
    "columns": f"SELECT {', '.join(['1'] * (MAX_COLUMNS + 1))}",
    "tables in one SELECT": "SELECT 1 FROM events AS e"
    + "".join(f" CROSS JOIN events AS e{n}" for n in range(MAX_JOINS)),
    "names in a row": f"SELECT properties.{'.'.join(['a'] * MAX_CHAIN)} FROM events",
    "characters of a text": f"SELECT '{'a' * (MAX_TEXT + 1)}'",
    "characters of a pattern": f"SELECT match('a', '{'a' * (MAX_PATTERN + 1)}')",
    "characters of an operator's pattern": f"SELECT 'a' =~ '{'a' * (MAX_PATTERN + 1)}'",
    "common tables": "WITH "
    + ", ".join(f"c{n} AS (SELECT 1 AS a)" for n in range(101))
    + " SELECT 1",
    "lambdas": f"SELECT [{', '.join(['arrayMap(x -> x, [1])'] * 501)}]",
    "parts": f"SELECT 1 WHERE 1 IN ({', '.join(map(str, range(20_001)))})",
}
JUST_ENOUGH = {
    "columns": f"SELECT {', '.join(['1'] * MAX_COLUMNS)}",
    "names in a row": f"SELECT properties.{'.'.join(['a'] * (MAX_CHAIN - 1))} FROM events",
    "characters of a text": f"SELECT '{'a' * MAX_TEXT}'",
    "characters of a pattern": f"SELECT match('a', '{'a' * MAX_PATTERN}')",
    "list": f"SELECT 1 WHERE 1 IN ({', '.join(map(str, range(10_000)))})",
}


@pytest.mark.parametrize("name", ONE_MORE)
def test_a_query_beyond_measure_is_refused(name: str) -> None:
    with pytest.raises(TooComplexError) as caught:
        compile_query(ONE_MORE[name], project())
    assert len(caught.value.message) < 120


@pytest.mark.parametrize("name", JUST_ENOUGH)
def test_a_large_query_is_not_refused(name: str) -> None:
    compile_query(JUST_ENOUGH[name], project())


def test_every_measure_has_a_name() -> None:
    assert all(name and most > 0 for most, name in MAX_OF.values())
