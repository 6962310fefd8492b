"""Where nodes stand: the text between ``start`` and ``end`` is the node's own."""

from typing import Final

import pytest

from hogql import ast
from hogql.parser import parse_expr, parse_select
from tests.unit.hogql.conformance import ACCEPTED, Case

_CASES: Final = [case for case in ACCEPTED if case.kind in {"select", "adversarial", "expr"}]
_WHOLE: Final = (
    ast.SelectQuery,
    ast.SelectSetQuery,
    ast.Call,
    ast.Field,
    ast.ArithmeticOperation,
    ast.CompareOperation,
    ast.And,
    ast.Or,
    ast.Not,
    ast.BetweenExpr,
    ast.IsDistinctFrom,
    ast.Array,
    ast.Tuple,
    ast.Dict,
    ast.ArrayAccess,
    ast.ArraySlice,
    ast.TupleAccess,
    ast.TypeCast,
    ast.Lambda,
    ast.WindowFunction,
    ast.ColumnsExpr,
    ast.HogQLXTag,
)
"""What means the same wherever it stands."""

_QUERIES: Final = (ast.SelectQuery, ast.SelectSetQuery)
_OUTSIDE: Final = (ast.JoinExpr, ast.JoinConstraint, ast.CTE)
"""A table's own text ends before the tables that are joined to it; ``WITH`` may stand before the
brackets of the query that gets its tables."""

_UNUSUAL: Final = frozenset(
    {"SELECT x FROM true", "select 1 from t join u using x, y", "select * from a join b using x, y"}
)
"""A table called true; columns without the brackets that make them a tuple."""


def _is_whole(node: ast.Node) -> bool:
    if isinstance(node, ast.SelectQuery):
        return not node.ctes or (node.ctes[0].start or 0) >= (node.start or 0)
    return isinstance(node, _WHOLE) and not (isinstance(node, ast.Tuple) and len(node.exprs) == 1)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.id)
def test_a_node_stands_inside_its_parent(case: Case) -> None:
    for node in ast.walk(case.parse()):
        assert node.start is not None
        assert node.end is not None
        assert 0 <= node.start <= node.end <= len(case.sql)
        for child in ast.children(node):
            if not isinstance(child, _OUTSIDE):
                assert node.start <= (child.start or 0) <= (child.end or 0) <= node.end


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.id)
def test_the_text_of_a_node_parses_to_the_node(case: Case) -> None:
    for node in ast.walk(case.parse()):
        if not _is_whole(node) or case.sql in _UNUSUAL:
            continue
        parse = parse_select if isinstance(node, _QUERIES) else parse_expr
        assert parse(case.sql[node.start : node.end]) == node
