"""Reading and rewriting any tree without knowing its nodes.

    node -> children(node)             the nodes directly under it, in the order of the fields
    node -> walk(node)                 every node, parents first
    node, function -> rewrite(...)     a new tree, ``function`` applied from the leaves up

None of these recurse, so a long flat chain (``a + b + c ...``) costs no stack.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import astuple, replace

from hogql.ast.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What most fields hold: cheaper to pass over than to ask whether it is a node.
_LEAVES: Final = frozenset({type(None), str, int, bool, float})
_FIELDS: Final[dict[type[Node], tuple[str, ...]]] = {}


def field_names(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a node class without its positions."""
    names = _FIELDS.get(kind)
    if names is None:
        found = kind.__struct_fields__
        names = _FIELDS[kind] = tuple(name for name in found if name not in {"start", "end"})
    return names


def children(node: Node) -> "Iterator[Node]":
    """The nodes directly under this one."""
    return iter(_children(node))


def _children(node: Node) -> list[Node]:
    return _nodes_in(astuple(node))


def _nodes_in(items: tuple[object, ...]) -> list[Node]:
    found: list[Node] = []
    for item in items:
        if type(item) in _LEAVES:
            continue
        if isinstance(item, Node):
            found.append(item)
        elif isinstance(item, tuple):
            found += _nodes_in(item)
    return found


def walk(node: Node) -> "Iterator[Node]":
    """Every node of the tree, parents before their children, in the order of the text's fields."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        found = _children(current)
        found.reverse()
        stack += found


def rewrite(node: Node, function: "Callable[[Node], Node]") -> Node:
    """The tree with ``function`` applied to every node, children before their parents.

    ``function`` gets a node whose children are rewritten already and answers it or another. Parts
    in which nothing changed are shared with the tree given, not copied.
    """
    done: dict[int, Node] = {}
    stack: list[tuple[Node, bool]] = [(node, False)]
    while stack:
        current, is_ready = stack.pop()
        if is_ready:
            done[id(current)] = function(_with_children(current, done))
        else:
            stack.append((current, True))
            stack.extend((child, False) for child in children(current))
    return done[id(node)]


def _with_children(node: Node, done: dict[int, Node]) -> Node:
    changes: dict[str, object] = {}
    for name in field_names(type(node)):
        value = getattr(node, name)
        changed = _changed(value, done)
        if changed is not value:
            changes[name] = changed
    return replace(node, **changes) if changes else node


def _changed(value: object, done: dict[int, Node]) -> object:
    if isinstance(value, Node):
        return done[id(value)]
    if isinstance(value, tuple):
        items = tuple(_changed(item, done) for item in value)
        if any(new is not old for new, old in zip(items, value, strict=True)):
            return items
    return value
