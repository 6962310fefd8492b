"""``ON`` and ``USING`` (hogql 5.9).

USING (a, b)                ->  left.a = right.a AND left.b = right.b; a bare ``a`` means both
ON l.x > r.y, an outer join ->  ignore(l.x) = ignore(r.y) AND l.x > r.y: a hash join needs a key
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql import ast
from hogql.plan.making import all_of, call
from hogql.plan.nodes import Compare, Infix, Logic, Node, Value
from hogql.plan.walk import walk
from hogql.resolver.coerce import as_condition, as_value, harmonise
from hogql.resolver.reach.fields import has_field
from hogql.resolver.reach.names import read_from
from hogql.resolver.reach.stars import names_of
from hogql.resolver.scope import at
from hogql.types import BOOL, INT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.plan.sources import Named, Source
    from hogql.resolver.scope import Scope


class Added(Struct, frozen=True):
    """What a side of a join brings: names of sources, and columns that a USING made one."""

    named: "Mapping[str, Named]"
    merged: "Mapping[str, Node]"


_NEAREST: Final = frozenset({"<", "<=", ">", ">="})
_NEEDS_NO_KEY: Final = frozenset({"INNER JOIN", "INNER ALL JOIN", "CROSS JOIN"})


def resolve_constraint(
    node: ast.JoinConstraint,
    kind: str,
    source: "Source",
    added: "Added",
    scope: "Scope",
) -> Node:
    """The condition that joins ``source`` to those before; ``added`` is how names reach it."""
    before = [*scope.sources.values()]
    named = added.named
    if node.constraint_type == "USING":
        return _using(node, kind, added, scope)
    scope.sources.update(named)
    clause, scope.clause = scope.clause, "ON"
    on = as_condition(scope.resolve(node.expr))
    scope.clause = clause
    if isinstance(on, Value):
        raise at(node, "The condition of a join must compare columns", "Write CROSS JOIN")
    if "ASOF" in kind:
        _check_nearest(on, node)
    if kind in _NEEDS_NO_KEY or _has_key(on, source):
        return on
    left, right = _any_column(before, scope), _any_column([*named.values()], scope)
    if left is None or right is None:
        return on
    key = Infix(BOOL, "=", call("ignore", INT, left), call("ignore", INT, right))
    return Logic(BOOL, "AND", (key, on))


def _check_nearest(on: Node, place: ast.Node) -> None:
    """An ASOF join looks for the nearest row by one comparison."""
    parts = on.items if isinstance(on, Logic) and on.op == "AND" else (on,)
    found = [item for item in parts if isinstance(item, Compare) and item.op in _NEAREST]
    if len(found) != 1:
        raise at(place, "An ASOF join needs one comparison with <, <=, > or >= in its ON")


def _has_key(node: Node, right: "Source") -> bool:
    """Whether a condition holds an equality of the two sides."""
    if isinstance(node, Logic):
        found = [_has_key(item, right) for item in node.items]
        return any(found) if node.op == "AND" else all(found)
    if not isinstance(node, Compare | Infix) or node.op != "=":
        return False
    sides = [{item is right for item in sources_in(side)} for side in (node.left, node.right)]
    return sides in ([{True}, {False}], [{False}, {True}])


def sources_in(node: Node) -> "list[Source]":
    """Every source that an expression reads."""
    found = (getattr(item, "source", None) for item in walk(node))
    return [source for source in found if source is not None]


def _any_column(sources: "list[Named]", scope: "Scope") -> Node | None:
    """Some column of one of the sources."""
    for source in sources:
        for name in names_of(source):
            found = read_from(source, (name,), scope, ast.Field(chain=(name,)))
            if found.type.kind not in {"person", "json"} and sources_in(found):
                return found
    return None


def _using(node: ast.JoinConstraint, kind: str, added: "Added", scope: "Scope") -> Node:
    items = node.expr.exprs if isinstance(node.expr, ast.Tuple) else (node.expr,)
    pairs = [_pair(item, kind, added, scope) for item in items]
    scope.sources.update(added.named)
    return all_of(tuple(pairs))


def _pair(item: ast.Node, kind: str, added: "Added", scope: "Scope") -> Node:
    if not isinstance(item, ast.Field) or len(item.chain) != 1:
        raise at(item, "USING takes names of columns")
    (name,) = item.chain
    left = _side(item, Added(scope.sources, scope.merged), scope)
    right = _side(item, added, scope)
    pair = harmonise(left, right, scope.state.context)
    if pair[0].type.kind != "person":
        pair = as_value(pair[0]), as_value(pair[1])
    scope.merged[name] = _merged(kind, left, right)
    return Infix(BOOL, "=", *pair)


def _side(item: "ast.Field", side: "Added", scope: "Scope") -> Node:
    """The column of one side of a USING."""
    (name,) = item.chain
    if name in side.merged:
        return side.merged[name]
    context = scope.state.context
    found = [source for source in side.named.values() if has_field(source, name, context)]
    if len(found) > 1:
        raise at(item, f"Ambiguous query. Found multiple sources for field: {name}")
    if not found:
        raise at(item, f"Unable to resolve field: {name}")
    return read_from(found[0], (name,), scope, item)


def _merged(kind: str, left: Node, right: Node) -> Node:
    """The column of both sides: of a FULL join, that of the side which has a row."""
    if kind.startswith("RIGHT"):
        return right
    if not kind.startswith("FULL"):
        return left
    left, right = as_value(left), as_value(right)
    if left.type.nullable and right.type.nullable:
        return call("coalesce", left.type, left, right)
    missing = call("equals", BOOL, left, call("defaultValueOfArgumentType", left.type, left))
    return call("if", left.type, missing, right, left)
