import pytest

from hogql.functions.registry import find_function


@pytest.mark.parametrize(
    ("name", "sql", "arguments", "tail"),
    [
        ("sumIf", "sumIf", (2, 2), ("condition",)),
        ("COUNTIF", "countIf", (1, 2), ("condition",)),
        ("sumArgMaxIf", "sumArgMaxIf", (3, 3), ("key", "condition")),
        ("argMinMerge", "argMinMerge", (1, 1), ()),
        ("uniqMergeIf", "uniqMergeIf", (2, 2), ("condition",)),
        ("countArray", "countArray", (1, 1), ()),
        ("countDistinctStateOrNull", "uniqExactStateOrNull", (1, None), ()),
        ("sumDistinctIf", "sumDistinctIf", (2, 2), ("condition",)),
        ("sumResample", "sumResample", (2, 2), ("key",)),
        ("groupUniqArrayArrayArray", "groupUniqArrayArrayArray", (1, 1), ()),
    ],
)
def test_each_combinator_adds_its_argument_in_order(
    name: str, sql: str, arguments: tuple[int, int | None], tail: tuple[str, ...]
) -> None:
    found = find_function(name)
    assert found is not None
    assert (found.sql, (found.least, found.most), found.tail) == (sql, arguments, tail)


ILLEGAL = """sumIfIf sumStateArray sumIfDistinct sumSimpleStateIf sumStateState string_aggIf
lowerIf sumMergeMerge rankIf ForEach"""


@pytest.mark.parametrize(
    "name",
    ILLEGAL.split(),
)
def test_an_order_that_clickhouse_does_not_take_is_no_function(name: str) -> None:
    assert find_function(name) is None


@pytest.mark.parametrize(
    ("name", "returns"),
    [
        ("avgOrNull", "f?"),
        ("countOrDefault", "i!"),
        ("minArray", "e1"),
        ("sumForEach", "A"),
        ("avgForEach", "Af"),
        ("minState", "?"),
        ("uniqMerge", "i!"),
        ("minMerge", "?"),
        ("groupArrayIf", "A1"),
    ],
)
def test_the_type_of_the_result_follows_the_combinator(name: str, returns: str) -> None:
    found = find_function(name)
    assert found is not None
    assert found.returns == returns
