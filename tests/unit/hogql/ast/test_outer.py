"""Clauses behind closing brackets, and the brackets of joins, as the compiler sees them."""

import pytest

from hogql import ast
from hogql.canonical import to_hogql
from hogql.parser import parse_select


def limits(text: str) -> list[object]:
    tree = parse_select(text)
    assert isinstance(tree, ast.SelectQuery | ast.SelectSetQuery)
    return [
        stage.limit.value if isinstance(stage.limit, ast.Constant) else None
        for stage in tree.stages
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT a FROM t ORDER BY a LIMIT 5", []),
        ("(SELECT a FROM t) LIMIT 5", []),
        ("(SELECT a FROM t LIMIT 5) LIMIT 3", [5, 3]),
        ("(SELECT a FROM t LIMIT 5) ORDER BY a", [5, None]),
        ("(SELECT a FROM t) ORDER BY a LIMIT 5", [None, 5]),
        ("((SELECT a FROM t LIMIT 5) LIMIT 4) LIMIT 3", [5, 4, 3]),
        ("(SELECT 1 UNION ALL SELECT 2) ORDER BY 1 LIMIT 3", []),
        ("((SELECT 1 UNION ALL SELECT 2) LIMIT 3) LIMIT 2", [3, 2]),
    ],
)
def test_every_limit_keeps_its_place(text: str, expected: list[object]) -> None:
    assert limits(text) == expected
    tree = parse_select(text)
    assert parse_select(to_hogql(tree)) == tree


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("FROM a JOIN b ON x JOIN c ON y", [0, 0, 0]),
        ("FROM a JOIN (b JOIN c ON y) ON x", [0, 1, 0]),
        ("FROM a JOIN b JOIN c ON y ON x", [0, 1, 0]),
        ("FROM (a JOIN b ON x) JOIN c ON y", [0, 0, 0]),
        ("FROM a, (b JOIN (c JOIN d ON y) ON z)", [0, 2, 1, 0]),
    ],
)
def test_the_brackets_of_a_join_are_kept(text: str, nested: list[int]) -> None:
    tree = parse_select(f"SELECT 1 {text}")
    assert isinstance(tree, ast.SelectQuery)
    found: list[int] = []
    link = tree.select_from
    while link is not None:
        found.append(link.nested)
        link = link.next_join
    assert found == nested
    assert parse_select(to_hogql(tree)) == tree


def test_trees_that_say_the_same_are_not_unequal() -> None:
    one, other = parse_select("SELECT 1"), parse_select("SELECT  1")
    assert one == other
    assert (one != other) is False
