"""Reading and rewriting trees."""

from hogql import ast
from hogql.parser import parse_expr, parse_select


def test_walk_answers_parents_before_children_in_order() -> None:
    tree = parse_expr("f(a, [b, 1])")
    kinds = [type(node).__name__ for node in ast.walk(tree)]
    assert kinds == ["Call", "Field", "Array", "Field", "Constant"]


def test_children_reach_into_pairs() -> None:
    tree = parse_expr("{a: b}")
    assert list(ast.children(tree)) == [parse_expr("a"), parse_expr("b")]


def test_rewrite_replaces_from_the_leaves_up() -> None:
    def swap(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.Field):
            return ast.Constant(value=1)
        return node

    assert ast.rewrite(parse_expr("a + f(b)"), swap) == parse_expr("1 + f(1)")


def test_rewrite_shares_what_does_not_change() -> None:
    tree = parse_select("SELECT a, b FROM t WHERE c = 1")
    assert ast.rewrite(tree, lambda node: node) is tree
    changed = ast.rewrite(
        tree, lambda node: ast.Constant(value=2) if node == ast.Constant(value=1) else node
    )
    assert isinstance(tree, ast.SelectQuery)
    assert isinstance(changed, ast.SelectQuery)
    assert changed.select is tree.select
    assert changed.where == parse_expr("c = 2")


def test_a_high_tree_costs_no_stack() -> None:
    tree: ast.Expr = ast.Constant(value=0)
    for _ in range(5000):
        tree = ast.Not(expr=tree)
    assert len(list(ast.walk(tree))) == 5001
    assert ast.rewrite(tree, lambda node: node) is tree


def test_positions_take_no_part_in_equality() -> None:
    assert parse_expr("  a") == parse_expr("a")


def test_constants_of_different_types_differ() -> None:
    values = (1, 1.0, True, "1", None, 0.0, -0.0)
    nodes = {ast.Constant(value=value) for value in values}
    assert len(nodes) == len(values)
    assert ast.Constant(value=float("nan")) == ast.Constant(value=float("nan"))
