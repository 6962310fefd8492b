"""Filling placeholders in a tree that is parsed already."""

import pytest

from hogql import ast
from hogql.errors import QueryError
from hogql.parser import parse_expr, parse_select
from hogql.placeholders import fill_placeholders, find_placeholders, require_filled


def test_placeholders_are_found_once_in_the_order_of_the_text() -> None:
    tree = parse_select("SELECT {b}, {a.c}, {b}, {1 + 1} FROM t")
    assert find_placeholders(tree) == ("b", "a.c", "")


def test_filling_gives_the_tree_of_the_filled_text() -> None:
    tree = parse_select("SELECT {a} FROM t WHERE x = {v.name}")
    values = {"a": ast.Field(chain=("y",)), "v.name": ast.Constant(value="z")}
    assert fill_placeholders(tree, values) == parse_select("SELECT y FROM t WHERE x = 'z'")


def test_a_limit_behind_a_placeholder_goes_to_the_query_that_fills_it() -> None:
    tree = parse_select("{q} LIMIT 3")
    filled = fill_placeholders(tree, {"q": parse_select("SELECT 1 LIMIT 9")})
    assert filled == parse_select("(SELECT 1 LIMIT 9) LIMIT 3")


def test_a_limit_behind_anything_but_a_query_is_refused() -> None:
    with pytest.raises(QueryError):
        fill_placeholders(parse_select("{q} LIMIT 3"), {"q": ast.Constant(value=1)})


def test_an_open_placeholder_is_named_with_its_place() -> None:
    with pytest.raises(QueryError, match=r"Unresolved placeholder: \{b.c\}") as caught:
        require_filled(parse_expr("a + {b.c}"))
    assert (caught.value.start, caught.value.end) == (4, 9)


def test_a_tree_without_placeholders_passes() -> None:
    require_filled(parse_expr("a + 1"))
