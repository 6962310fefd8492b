"""Canonical text: it parses back to the tree it was printed from."""

import pytest
from hypothesis import given, settings

from hogql import ast
from hogql.canonical import to_hogql
from hogql.parser import parse_expr, parse_select
from tests.unit.hogql.canonical.statements import PROGRAMS, STATEMENTS
from tests.unit.hogql.canonical.trees import TREES
from tests.unit.hogql.conformance import ACCEPTED, PARSERS, Case


def _same(tree: ast.Node) -> ast.Node:
    """The tree with every call of ``not`` as ``Not``: the one spelling that has two trees."""

    def negation(node: ast.Node) -> ast.Node:
        if not isinstance(node, ast.Call) or node.name.lower() != "not" or len(node.args) != 1:
            return node
        plain = ast.Call(name=node.name, args=node.args)
        return ast.Not(expr=node.args[0]) if node == plain else node

    return ast.rewrite(tree, negation)


def _read_back(kind: str, tree: ast.Node) -> ast.Node:
    """Templates come back as the call they stand for."""
    is_query = isinstance(tree, ast.SelectQuery | ast.SelectSetQuery) or (
        isinstance(tree, ast.Placeholder) and tree.outer is not None
    )
    usual = "expr" if kind == "template" else kind
    return PARSERS["select" if is_query else usual](to_hogql(tree))


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.id)
def test_the_text_of_every_accepted_case_parses_back(case: Case) -> None:
    tree = case.parse()
    assert _same(_read_back(case.kind, tree)) == _same(tree)


@given(TREES)
@settings(max_examples=400, deadline=None)
def test_the_text_of_any_tree_parses_back(tree: ast.Expr) -> None:
    assert _same(_read_back("expr", tree)) == _same(tree)


@given(STATEMENTS)
@settings(max_examples=300, deadline=None)
def test_the_text_of_any_query_parses_back(tree: ast.Expr) -> None:
    assert _same(_read_back("select", tree)) == _same(tree)


@given(PROGRAMS)
@settings(max_examples=300, deadline=None)
def test_the_text_of_any_program_parses_back(tree: ast.Program) -> None:
    assert _same(_read_back("program", tree)) == _same(tree)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a ?? 0", "ifNull(a, 0)"),
        ("a  +  (b*c)", "a + b * c"),
        ("(a + b) * c", "(a + b) * c"),
        ("a - (b - c)", "a - (b - c)"),
        ("not (a or b)", "not(a OR b)"),
        ("f(a, (x) -> x)", "f(a, (x) -> x)"),
        ("`a b`.c", "`a b`.c"),
        ("a == 1 and b is null", "a = 1 AND b IS NULL"),
        ("interval 3 day", "toIntervalDay(3)"),
        ("x::int", "CAST(x AS int)"),
        ("properties.a", "properties.a"),
    ],
)
def test_one_spelling_for_one_tree(text: str, canonical: str) -> None:
    assert to_hogql(parse_expr(text)) == canonical


def test_a_statement_has_no_brackets_and_one_line() -> None:
    text = """
        select count() as n, event from events e left join persons p on p.id = e.person_id
        where event in ('a', 'b') group by event order by n desc limit 3
    """
    assert to_hogql(parse_select(text)) == (
        "SELECT count() AS n, event FROM events AS e LEFT JOIN persons AS p ON p.id = e.person_id "
        "WHERE event IN ('a', 'b') GROUP BY event ORDER BY n DESC LIMIT 3"
    )


def test_a_long_sum_costs_no_stack() -> None:
    text = " + ".join(["1"] * 300)
    assert to_hogql(parse_expr(text)) == text
