"""Placeholders in a tree: which there are, and filling them with nodes, never with text.

    WHERE {cond}  +  {"cond": CompareOperation}  ->  WHERE a = 1

Source: hogql 2.8, 9.
"""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping


def find_placeholders(node: ast.Node) -> tuple[str, ...]:
    """The dotted names in braces, each once, in the order of the text; other holes as ``""``."""
    found: dict[str, None] = {}
    for item in ast.walk(node):
        if isinstance(item, ast.Placeholder):
            found.setdefault(".".join(item.chain or ()), None)
    return tuple(found)


def fill_placeholders(node: ast.Node, values: "Mapping[str, ast.Expr]") -> ast.Node:
    """The tree with every named placeholder replaced; those without a value stay."""

    def filled(item: ast.Node) -> ast.Node:
        if not isinstance(item, ast.Placeholder) or item.chain is None:
            return item
        value = values.get(".".join(item.chain))
        if value is None:
            return item
        return value if item.outer is None else _with_outer(item, value, item.outer)

    return ast.rewrite(node, filled)


def require_filled(node: ast.Node) -> None:
    """Raise for the first placeholder that nobody filled."""
    for item in ast.walk(node):
        if isinstance(item, ast.Placeholder):
            name = "{" + ".".join(item.chain or ("...",)) + "}"
            raise QueryError(
                f"Unresolved placeholder: {name}",
                start=item.start,
                end=item.end,
                fix="Give it a value, or remove it.",
            )


def _with_outer(hole: ast.Placeholder, value: ast.Expr, outer: ast.OuterClauses) -> ast.Expr:
    """A query with the LIMIT and ORDER BY that stood behind its placeholder."""
    if not isinstance(value, ast.SelectQuery | ast.SelectSetQuery):
        raise QueryError(
            "Only a query can be followed by ORDER BY, LIMIT or OFFSET.",
            start=hole.start,
            end=hole.end,
        )
    return ast.with_outer(value, outer)
