"""HogQL with holes, filled with trees: reads like SQL and cannot be injected into."""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.parser import parse_select

if TYPE_CHECKING:
    from typing import LiteralString


def select(text: "LiteralString", **holes: ast.Expr) -> ast.SelectQuery:
    """Return the SELECT that our own ``text`` says; ``{name}`` is the tree passed as ``name``."""
    tree = parse_select(text, **holes)
    if not isinstance(tree, ast.SelectQuery):
        raise TypeError("A template is one SELECT.")
    return tree
