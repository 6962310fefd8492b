"""Calls by the function's written name: which of the ways below is meant (hogql 4.14).

special form  ·  template in HogQL  ·  aggregate  ·  plain function of the table
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.resolver.calls.aggregates import resolve_aggregate
from hogql.resolver.calls.arguments import resolve_arguments
from hogql.resolver.calls.building import build, check_count, find
from hogql.resolver.calls.expansions import expand, has_template
from hogql.resolver.calls.special import SPECIAL
from hogql.resolver.coerce import as_value
from hogql.resolver.reach.stars import spread_arguments
from hogql.resolver.scope import at

if TYPE_CHECKING:
    from hogql.functions.registry import Function
    from hogql.plan.nodes import Node
    from hogql.resolver.scope import Scope


OF_MAPS: Final = frozenset({"mapApply", "mapFilter", "mapSort"})
"""Functions of maps that take a lambda, as those of arrays do."""


def resolve_call(node: ast.Call, scope: "Scope") -> "Node":
    """A call by the function's written name."""
    node = spread_arguments(node, scope)
    name = node.name.lower()
    if node.ignore_nulls or node.order_by is not None:
        _check_aggregate(node)
    if any(isinstance(arg, ast.Lambda) for arg in node.args):
        _check_lambda(node)
    if has_template(name, scope):
        return expand(node, scope, resolve_arguments(node.args, scope))
    special = SPECIAL.get(name)
    if special is not None:
        return special(node, scope)
    function = find(node.name, node)
    if function.is_window:
        raise at(node, f"Function '{function.name}' needs OVER (...)")
    if function.is_aggregate:
        return resolve_aggregate(node, function, scope)
    return _plain(node, function, scope)


def _check_lambda(node: ast.Call) -> None:
    """Refuse ``x -> e`` where no function is taken."""
    function = find(node.name, node)
    if not function.equal_arrays and function.name not in OF_MAPS:
        raise at(node, f"'{node.name}' does not take a function such as x -> x + 1")


def _check_aggregate(node: ast.Call) -> None:
    """IGNORE NULLS is what ClickHouse's aggregates do; nothing else takes it or an order."""
    if not find(node.name, node).is_aggregate:
        what = "IGNORE NULLS" if node.ignore_nulls else "ORDER BY"
        raise at(node, f"{what} goes with aggregates only: '{node.name}' is none")


def _plain(node: ast.Call, function: "Function", scope: "Scope") -> "Node":
    if node.distinct or node.filter_expr or node.within_group or node.params:
        raise at(node, f"Function '{node.name}' is not an aggregate")
    check_count(function, len(node.args), node)
    args = tuple(as_value(arg) for arg in resolve_arguments(node.args, scope))
    return build(function, args, node, scope)
