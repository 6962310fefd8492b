"""Calls: plain functions, aggregates with their combinators, window functions (hogql 4.14).

avg(properties.price) FILTER (WHERE c)  ->  avgIf(toFloat64OrNull(...), c)
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.functions.windows import WINDOW_ONLY
from hogql.plan.nodes import Function as FunctionNode
from hogql.plan.nodes import Logic, Node, WindowCall
from hogql.resolver.building import build, check_constants, check_count, find, is_constant
from hogql.resolver.clauses import resolve_window
from hogql.resolver.coerce import as_condition, as_number, as_value
from hogql.resolver.literals import resolve_lambda
from hogql.resolver.results import type_of_result
from hogql.resolver.scope import at
from hogql.resolver.special import SPECIAL
from hogql.resolver.stars import expand_star
from hogql.types import BOOL

if TYPE_CHECKING:
    from hogql.functions.registry import Function
    from hogql.resolver.scope import Scope

COUNTS_BY_KEY: Final = ("count", "uniq")
NO_AGGREGATE_IN: Final = frozenset({"WHERE", "GROUP BY", "ON", "ARRAY JOIN"})


def resolve_call(node: ast.Call, scope: "Scope") -> Node:
    """A call by the function's written name."""
    if node.ignore_nulls or node.order_by is not None:
        what = "IGNORE NULLS" if node.ignore_nulls else "ORDER BY inside an aggregate"
        raise at(node, f"{what} is not supported", "Use an -If combinator or arraySort")
    special = SPECIAL.get(node.name.lower())
    if special is not None:
        return special(node, scope)
    function = find(node.name, node)
    if function.name in WINDOW_ONLY:
        raise at(node, f"Function '{function.name}' needs OVER (...)")
    return (
        _aggregate(node, function, scope)
        if function.is_aggregate
        else _plain(node, function, scope)
    )


def _plain(node: ast.Call, function: "Function", scope: "Scope") -> Node:
    if node.distinct or node.filter_expr or node.within_group or node.params:
        raise at(node, f"Function '{node.name}' is not an aggregate")
    check_count(function, len(node.args), node)
    args = tuple(as_value(arg) for arg in resolve_arguments(node.args, scope))
    return build(function, args, node, scope)


def resolve_arguments(args: tuple[ast.Node, ...], scope: "Scope") -> tuple[Node, ...]:
    """The arguments of a call; a star stands for all columns."""
    if any(isinstance(arg, ast.Lambda) for arg in args):
        return _with_lambdas(args, scope)
    found: list[Node] = []
    for arg in args:
        if isinstance(arg, ast.Field) and arg.chain[-1] == "*":
            found.extend(column.expr for column in expand_star(arg, scope))
        else:
            found.append(scope.resolve(arg))
    return tuple(found)


def _with_lambdas(args: tuple[ast.Node, ...], scope: "Scope") -> tuple[Node, ...]:
    """A lambda's arguments are the items of the arrays after it, in order."""
    found = {
        place: scope.resolve(arg)
        for place, arg in enumerate(args)
        if not isinstance(arg, ast.Lambda)
    }
    items = [node.type.item for _, node in sorted(found.items())]
    for place, arg in enumerate(args):
        if isinstance(arg, ast.Lambda):
            types = {name: of for name, of in zip(arg.args, items, strict=False) if of}
            found[place] = resolve_lambda(arg, scope, types)
    return tuple(found[place] for place in range(len(args)))


def _aggregate(node: ast.Call, function: "Function", scope: "Scope") -> FunctionNode:
    if scope.inside_aggregate:
        message = f"Aggregation '{node.name}' cannot be nested inside another aggregation"
        raise at(node, f"{message} '{scope.inside_aggregate}'.")
    if scope.clause in NO_AGGREGATE_IN:
        fix = "Move the condition to HAVING"
        raise at(node, f"Aggregation '{node.name}' can not be used in {scope.clause}", fix)
    scope.aggregates += 1
    scope.inside_aggregate = node.name
    try:
        return aggregate(node, function, node.args, node.params or (), scope)
    finally:
        scope.inside_aggregate = None


def aggregate(
    node: ast.Call | ast.WindowFunction,
    function: "Function",
    arguments: tuple[ast.Node, ...],
    parameters: tuple[ast.Node, ...],
    scope: "Scope",
) -> FunctionNode:
    """A call of an aggregate with its combinators, conditions and parameters."""
    if function.name == "count" and _is_star(arguments):
        arguments = ()
    args = resolve_arguments(arguments, scope)
    params = tuple(scope.resolve(item) for item in parameters)
    if not all(is_constant(item) for item in params):
        raise at(node, f"Parameters of '{node.name}' must be constants")
    if node.distinct and function.name == "count" and len(args) > 1:
        function = find("uniqExact", node)
    check_count(function, len(args), node)
    check_constants(function, args, node)
    args = _prepare(function, args)
    if node.filter_expr is not None:
        function, args = _filtered(function, args, as_condition(scope.resolve(node.filter_expr)))
    is_distinct = node.distinct and function.name != "uniqExact"
    of = type_of_result(function, args)
    return FunctionNode(of, function.sql, args, params or None, is_distinct, is_aggregate=True)


def _is_star(arguments: tuple[ast.Node, ...]) -> bool:
    only = arguments[0] if len(arguments) == 1 else None
    return isinstance(only, ast.Field) and only.chain == ("*",)


def _prepare(function: "Function", args: tuple[Node, ...]) -> tuple[Node, ...]:
    if not function.name.startswith(COUNTS_BY_KEY):
        args = tuple(as_value(arg) for arg in args)
    if function.name.endswith("If"):
        *values, condition = args
        if function.numeric:
            values = [as_number(value) for value in values]
        return (*values, as_condition(condition))
    if function.name in {"windowFunnel", "sequenceCount", "sequenceMatch", "retention"}:
        return tuple(as_condition(arg) for arg in args)
    return tuple(as_number(arg) for arg in args) if function.numeric else args


def _filtered(
    function: "Function", args: tuple[Node, ...], condition: Node
) -> tuple["Function", tuple[Node, ...]]:
    if function.name.endswith("If"):
        return function, (*args[:-1], Logic(BOOL, "AND", (args[-1], condition)))
    name, sql = f"{function.name}If", f"{function.sql}If"
    return replace(function, name=name, sql=sql), (*args, condition)


def resolve_window_function(node: ast.WindowFunction, scope: "Scope") -> Node:
    """``f(x) OVER (...)``."""
    if node.ignore_nulls or node.order_by is not None:
        raise at(node, "IGNORE NULLS and ORDER BY inside a window function are not supported")
    function = find(node.name, node)
    if not function.is_aggregate and function.name not in WINDOW_ONLY:
        raise at(node, f"Function '{node.name}' can not be used with OVER")
    arguments, parameters = (node.args, node.exprs) if node.args else (node.exprs, ())
    if scope.inside_aggregate:
        raise at(node, f"A window function can not stand inside '{scope.inside_aggregate}'")
    inner = aggregate(node, function, arguments, parameters, scope)
    if node.over_expr is not None:
        return WindowCall(inner.type, inner, resolve_window(node.over_expr, scope))
    name = node.over_identifier or ""
    if name not in scope.windows:
        raise at(node, f"Unknown window: {name}")
    return WindowCall(inner.type, inner, name)
