"""Arrays of one length are passed as they are; others are brought to the length of the first."""

import pytest

from hogql.compile import compile_query
from hogql.context import Context

SOURCE = "FROM (SELECT groupArray(event) AS a, groupArray(uuid) AS b FROM events)"


@pytest.mark.parametrize(
    "second",
    [
        "a",
        "arrayMap(x -> 1, a)",
        "arrayEnumerate(a)",
        "arrayFill(x -> x != '', arraySort(a))",
        "m",
    ],
)
def test_what_is_as_long_as_the_first_array_is_not_resized(second: str) -> None:
    text = f"SELECT arrayMap(x -> x, a) AS m, arrayMap((x, y) -> y, a, {second}) {SOURCE}"
    assert "arrayResize" not in compile_query(text, Context(team_id=1)).sql


@pytest.mark.parametrize(
    "second", ["b", "arrayFilter(x -> x != '', a)", "arrayMap(x -> x, b)", "[1, 2]"]
)
def test_what_may_have_another_length_is_resized(second: str) -> None:
    text = f"SELECT arrayMap((x, y) -> y, a, {second}) {SOURCE}"
    assert "arrayResize" in compile_query(text, Context(team_id=1)).sql
