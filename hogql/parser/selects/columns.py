"""The columns of a SELECT: implicit aliases, ``name : expr``, trailing commas.

Source: hogql 5.6.
"""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.parser.lists import ends_list
from hogql.parser.pratt import PREFIX, parse_expression
from hogql.tokens import COLUMN_ALIASES, NAMES

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def takes_distinct(cursor: "Cursor") -> bool:
    """Step over ``DISTINCT`` where it is not the name of a column."""
    if cursor.kinds[cursor.position] != "DISTINCT":
        return False
    following = cursor.kinds[cursor.position + 1]
    if following not in PREFIX or following == ".":
        return False
    cursor.position += 1
    return True


def select_columns(cursor: "Cursor") -> tuple[ast.Expr, ...]:
    """One column or more; the comma before the next clause is forgiven."""
    columns = [_column(cursor)]
    kinds = cursor.kinds
    while kinds[cursor.position] == ",":
        cursor.position += 1
        if ends_list(cursor):
            break
        columns.append(_column(cursor))
    return tuple(columns)


def _column(cursor: "Cursor") -> ast.Expr:
    kinds, position = cursor.kinds, cursor.position
    if kinds[position + 1] == ":" and kinds[position] in NAMES:
        return _alias_before(cursor)
    column = parse_expression(cursor)
    following = cursor.position
    if kinds[following] not in COLUMN_ALIASES:
        return column
    start = cursor.starts[position]
    if kinds[position] == "FROM" and following == position + 1:
        raise cursor.fail("a column before FROM")
    alias = cursor.expect_alias()
    return ast.Alias(expr=column, alias=alias, start=start, end=cursor.ends[following])


def _alias_before(cursor: "Cursor") -> ast.Expr:
    """``name : expr``."""
    start = cursor.starts[cursor.position]
    alias = cursor.expect_alias()
    cursor.position += 1
    expr = parse_expression(cursor)
    return ast.Alias(expr=expr, alias=alias, start=start, end=cursor.ends[cursor.position - 1])
