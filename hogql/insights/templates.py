"""HogQL with holes, filled with trees: reads like SQL and cannot be injected into."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

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


def without(tree: ast.SelectQuery, absent: frozenset[str]) -> ast.SelectQuery:
    """Return the query without these columns, in what it selects, groups by and reads from."""
    grouped = tuple(one for one in tree.group_by or () if _name_of(one) not in absent)
    source = tree.select_from
    if source is not None and isinstance(source.table, ast.SelectQuery):
        source = replace(source, table=without(source.table, absent))
    return replace(
        tree,
        select=tuple(one for one in tree.select if _name_of(one) not in absent),
        group_by=grouped or None,
        select_from=source,
    )


def _name_of(node: ast.Node) -> str | None:
    if isinstance(node, ast.Alias):
        return node.alias
    if isinstance(node, ast.Field) and len(node.chain) == 1:
        return str(node.chain[0])
    return None
