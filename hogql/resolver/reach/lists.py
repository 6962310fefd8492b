"""Arrays and tuples; ``*COLUMNS(...)`` in one stands for several items."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from hogql.plan.making import array, tuple_of
from hogql.plan.nodes import Items
from hogql.resolver.coerce import as_value
from hogql.resolver.reach.stars import expand_all
from hogql.types import UNKNOWN, join

if TYPE_CHECKING:
    from hogql import ast
    from hogql.plan.nodes import Node
    from hogql.resolver.scope import Scope


def _shown(node: "Node") -> "Node":
    """The value as rows show it, also inside of tuples: an array may not be compared by key."""
    if not isinstance(node, Items):
        return as_value(node)
    return replace(node, items=tuple(_shown(item) for item in node.items))


def resolve_array(node: "ast.Array", scope: "Scope") -> "Node":
    """``[a, b]``."""
    items = tuple(_shown(item) for item in expand_all(node.exprs, scope))
    return array(items, join(tuple(item.type for item in items)) if items else UNKNOWN)


def resolve_tuple(node: "ast.Tuple", scope: "Scope") -> "Node":
    """``(a, b)``."""
    return tuple_of(tuple(expand_all(node.exprs, scope)))
