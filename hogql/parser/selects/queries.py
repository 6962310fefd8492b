"""Statements: SELECT with its clauses in order, and set operators between queries.

    WITH ... SELECT columns FROM ... WHERE ... -> SelectQuery
    query UNION ALL query                      -> SelectSetQuery

Source: hogql 5. A LIMIT or OFFSET after a closing bracket replaces the one inside, as in the
published parser; an ORDER BY there is kept apart as ``outer_order_by``.
"""

from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.parser.orders import order_items
from hogql.parser.pratt import parse_placeholder
from hogql.parser.selects.clauses import CLAUSES
from hogql.parser.selects.columns import select_columns, takes_distinct
from hogql.parser.selects.ctes import with_clause
from hogql.parser.selects.draft import Draft
from hogql.parser.selects.limits import outer_limits
from hogql.tokens import CONTINUES_QUERY, SET_OPERATORS

if TYPE_CHECKING:
    from hogql.ast.selects import SetOperator
    from hogql.parser.cursor import Cursor


def query(cursor: "Cursor") -> ast.Query:
    """A query with everything that belongs to it."""
    start = cursor.starts[cursor.position]
    cursor.enter()
    found = continue_query(cursor, _operand(cursor), start)
    cursor.depth -= 1
    return cast("ast.Query", found)


def continue_query(cursor: "Cursor", first: ast.Expr, start: int) -> ast.Expr:
    """The set operators and outer clauses behind a first query."""
    nodes: list[ast.SelectSetNode] = []
    kinds = cursor.kinds
    while kinds[cursor.position] in SET_OPERATORS:
        begin = cursor.starts[cursor.position]
        operator = _set_operator(cursor)
        right = _operand(cursor)
        end = cursor.ends[cursor.position - 1]
        nodes.append(
            ast.SelectSetNode(set_operator=operator, select_query=right, start=begin, end=end)
        )
    found = first
    if nodes:
        found = ast.SelectSetQuery(
            initial_select_query=cast("ast.Query", first),
            subsequent_select_queries=tuple(nodes),
            start=start,
            end=cursor.ends[cursor.position - 1],
        )
    if kinds[cursor.position] in CONTINUES_QUERY:
        found = replace(_outer(cursor, found), start=start, end=cursor.ends[cursor.position - 1])
    return found


def _set_operator(cursor: "Cursor") -> "SetOperator":
    word = cursor.kinds[cursor.position]
    cursor.position += 1
    name = word
    if cursor.take("ALL"):
        name += " ALL"
    elif (word != "EXCEPT" and cursor.take("DISTINCT")) or word == "UNION":
        name += " DISTINCT"
    if cursor.take_words("BY", "NAME"):
        name += " BY NAME"
    return cast("SetOperator", name)


def _operand(cursor: "Cursor") -> ast.SelectQuery | ast.SelectSetQuery | ast.Placeholder:
    """One query between set operators: a SELECT, brackets or a placeholder."""
    position = cursor.position
    kind = cursor.kinds[position]
    if kind == "(":
        cursor.position = position + 1
        inner = query(cursor)
        cursor.expect(")")
        return inner
    if kind == "{":
        return cast("ast.Placeholder", parse_placeholder(cursor))
    if kind in {"SELECT", "WITH"}:
        return _select(cursor)
    raise cursor.fail("SELECT, WITH, '(' or a placeholder")


def _outer(cursor: "Cursor", found: ast.Expr) -> ast.Expr:
    """ORDER BY, LIMIT and OFFSET behind a closing bracket or behind another LIMIT."""
    position = cursor.position
    start = cursor.starts[position]
    order_by = order_items(cursor) if cursor.take_words("ORDER", "BY") else None
    limits = outer_limits(cursor)
    outer = ast.OuterClauses(
        order_by=order_by,
        limit=limits.first,
        limit_percent=limits.percent,
        limit_with_ties=limits.ties,
        offset=limits.second,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )
    if isinstance(found, ast.Placeholder):
        return replace(found, outer=outer)
    if isinstance(found, ast.SelectQuery | ast.SelectSetQuery):
        return ast.with_outer(found, outer)
    cursor.position = position
    raise cursor.fail("the end of the query")


def _select(cursor: "Cursor") -> ast.SelectQuery | ast.SelectSetQuery | ast.Placeholder:
    start = cursor.starts[cursor.position]
    ctes = with_clause(cursor) if cursor.kinds[cursor.position] == "WITH" else None
    if ctes is not None and cursor.kinds[cursor.position] == "(":
        return _with_before_brackets(cursor, ctes, start)
    cursor.expect("SELECT")
    distinct = True if takes_distinct(cursor) else None
    _refuse_top(cursor)
    draft = Draft(columns=select_columns(cursor), ctes=ctes, distinct=distinct)
    kinds = cursor.kinds
    for word, clause in CLAUSES:
        if kinds[cursor.position] == word:
            clause(cursor, draft)
    return draft.build(start, cursor.ends[cursor.position - 1])


def _with_before_brackets(
    cursor: "Cursor", ctes: tuple[ast.CTE, ...], start: int
) -> ast.SelectQuery | ast.SelectSetQuery | ast.Placeholder:
    """``WITH ... (SELECT ...)``: the expressions belong to the first query inside."""
    inner = _operand(cursor)
    end = cursor.ends[cursor.position - 1]
    return cast("ast.Query", replace(_give_ctes(inner, ctes), start=start, end=end))


def _give_ctes(node: ast.Expr, ctes: tuple[ast.CTE, ...]) -> ast.Expr:
    if isinstance(node, ast.SelectQuery):
        return replace(node, ctes=(*ctes, *(node.ctes or ())))
    if isinstance(node, ast.SelectSetQuery):
        first = cast("ast.Query", _give_ctes(node.initial_select_query, ctes))
        return replace(node, initial_select_query=first)
    return node


def _refuse_top(cursor: "Cursor") -> None:
    if cursor.kinds[cursor.position] == "TOP" and cursor.kinds[cursor.position + 1] == "DECIMAL":
        raise UnsupportedSyntaxError(
            "TOP is not supported.",
            start=cursor.starts[cursor.position],
            end=cursor.ends[cursor.position + 1],
            fix="Write LIMIT at the end of the query.",
        )
