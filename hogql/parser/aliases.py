"""``expr AS name`` where the name belongs to what stands around: CTEs, ``REPLACE`` and ``CAST``.

A lambda and a named argument take everything that follows them, an ``AS`` too. The last ``AS`` is
ours, so a fence at its place keeps them from it.
"""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.parser import pratt
from hogql.parser.pratt import parse_expression
from hogql.tokens import NAMES, STRING

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def named(cursor: "Cursor", ends: frozenset[str]) -> tuple[ast.Expr, str]:
    """The expression and its name; one of ``ends`` follows them."""
    start = cursor.starts[cursor.position]
    expr = parse_fenced(cursor, cursor.last_as(cursor.position, ends) if cursor.has_bodies else -1)
    cursor.expect("AS", "AS and a name")
    name = _name(cursor)
    while cursor.take("AS"):
        expr = ast.Alias(expr=expr, alias=name, start=start, end=cursor.ends[cursor.position - 2])
        name = _name(cursor)
    if cursor.kinds[cursor.position - 1] not in NAMES:
        cursor.position -= 1
        raise cursor.fail("a name")
    return expr, name


def _name(cursor: "Cursor") -> str:
    """A name; a string is one too, except as the last."""
    if cursor.kinds[cursor.position] != STRING:
        return cursor.expect_name()
    cursor.position += 1
    return cursor.values[cursor.position - 1]


def parse_fenced(cursor: "Cursor", fence: int) -> ast.Expr:
    """An expression without an alias, up to the ``AS`` at ``fence``."""
    outer, cursor.fence = cursor.fence, fence
    expr = parse_expression(cursor, pratt.ALIAS + 1)
    cursor.fence = outer
    return expr
