"""Looking through resolved expressions, and rebuilding them over another source.

Compare(Property(p, 'plan'), 'pro')  ->  leaves: the property of p
->  moved to q: Compare(Property(q, 'plan'), 'pro')
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from hogql.plan.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.plan.sources import Source


def children(node: Node) -> "Iterator[Node]":
    """The expressions directly below a node; those of a sub-query are none of its own."""
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


def walk(node: Node) -> "Iterator[Node]":
    """The node and every expression below it."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(children(current))


def moved(node: Node, old: "Source", new: "Source") -> Node:
    """The same expression, reading ``new`` wherever it read ``old``."""
    changed: dict[str, object] = {}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if value is old:
            changed[name] = new
        elif isinstance(value, Node):
            changed[name] = moved(value, old, new)
        elif isinstance(value, tuple):
            changed[name] = tuple(
                moved(item, old, new) if isinstance(item, Node) else item for item in value
            )
    return replace(node, **changed)
