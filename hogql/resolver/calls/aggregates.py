"""Aggregates: combinators, conditions, distinct values, parameters, order (hogql 4.14).

avg(properties.price) FILTER (WHERE c)     ->  avgIf(toFloat64OrNull(...), c)
quantile(0.9) WITHIN GROUP (ORDER BY x)    ->  quantile(0.9)(x)
groupArray(x ORDER BY y)                   ->  see ``ordered``
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.functions.combinators import COMBINATORS, combine, distinct
from hogql.plan.making import call, truth
from hogql.plan.nodes import Function as FunctionNode
from hogql.plan.nodes import Logic, Node, Value
from hogql.resolver.calls.arguments import coerce_arguments, resolve_arguments
from hogql.resolver.calls.building import (
    check_constants,
    check_count,
    check_params,
    find,
    is_constant,
)
from hogql.resolver.calls.moments import to_datetime
from hogql.resolver.calls.ordered import ORDERED, aggregate_in_order
from hogql.resolver.calls.results import type_of_result
from hogql.resolver.coerce import as_condition, as_value
from hogql.resolver.scope import at
from hogql.types import BOOL, DATETIME, FLOAT, INT, STRING, with_null

if TYPE_CHECKING:
    from hogql.functions.registry import Function
    from hogql.resolver.scope import Scope

COUNTS_BY_KEY: Final = ("count", "uniq")
TIMED: Final = ("windowFunnel", "sequence")
"""Aggregates of conditions whose first argument is a time."""
NO_AGGREGATE_IN: Final = frozenset({"WHERE", "GROUP BY", "ON", "ARRAY JOIN", "VALUES"})
WITHIN: Final = ("quantile", "median", "percentile_")
EPSILON: Final = 1e-12
"""What makes quantileExact take the value before, where a share of the rows ends at one."""


def enter_aggregate(node: ast.Call, scope: "Scope") -> None:
    """Refuse an aggregate inside another, and where rows are not grouped yet."""
    if scope.inside_aggregate:
        message = f"Aggregation '{node.name}' cannot be nested inside another aggregation"
        raise at(node, f"{message} '{scope.inside_aggregate}'.")
    if scope.clause in NO_AGGREGATE_IN:
        fix = "Move the condition to HAVING"
        raise at(node, f"Aggregation '{node.name}' can not be used in {scope.clause}", fix)
    scope.aggregates += 1
    scope.inside_aggregate = node.name


def resolve_aggregate(node: ast.Call, function: "Function", scope: "Scope") -> Node:
    """A call of an aggregate that stands alone."""
    enter_aggregate(node, scope)
    try:
        if node.within_group is not None:
            return _within_group(node, function, scope)
        if node.order_by is not None:
            return _in_order(node, function, scope)
        if function.sql == "groupConcat" and len(node.args) == 2:
            check_count(function, len(node.args), node)
            node = _written_apart(node)
        found = aggregate(node, function, node.args, node.params or (), scope)
        return call("toJSONString", STRING, found) if function.name == "json_agg" else found
    finally:
        scope.inside_aggregate = None


def _within_group(node: ast.Call, function: "Function", scope: "Scope") -> Node:
    """``quantile(0.9) WITHIN GROUP (ORDER BY x)`` means ``quantile(0.9)(x)``."""
    order = node.within_group or ()
    if not function.name.startswith(WITHIN):
        raise at(node, f"'{node.name}' does not take WITHIN GROUP")
    if len(order) != 1:
        raise at(node, f"'{node.name}' needs WITHIN GROUP (ORDER BY one expression)")
    found = aggregate(node, function, (order[0].expr,), node.params or node.args, scope)
    level = found.params[0] if found.params and len(found.params) == 1 else None
    is_turned = order[0].order == "DESC"
    if not isinstance(level, Value) or not isinstance(level.value, int | float):
        if is_turned:
            raise at(node, f"'{node.name}' with DESC needs one level")
        return found
    share = 1 - level.value if is_turned else level.value
    if function.name == "percentile_disc" and not is_turned:
        share = max(share - EPSILON, 0.0)
    return replace(found, params=(Value(FLOAT, share),))


def _written_apart(node: ast.Call) -> ast.Call:
    """``string_agg(x, ', ')`` as ``groupConcat(', ')(x)``, the way ClickHouse writes it."""
    value, *rest = node.args
    return replace(node, args=(value,), params=(*(node.params or ()), *rest) or None)


def _in_order(node: ast.Call, function: "Function", scope: "Scope") -> Node:
    if function.sql not in ORDERED:
        message = f"'{node.name}' does not take ORDER BY: the order changes nothing it can give"
        raise at(node, message, "Only groupArray, array_agg, any, first_value and the like do")
    args = tuple(as_value(arg) for arg in resolve_arguments(node.args, scope))
    check_count(function, len(args), node)
    condition = _condition_of(node, scope)
    params = _parameters(node, function, node.params or (), scope)
    return aggregate_in_order(node, function, (args, params, condition), scope)


def _condition_of(node: ast.Call | ast.WindowFunction, scope: "Scope") -> Node | None:
    return None if node.filter_expr is None else _as_flag(scope.resolve(node.filter_expr))


def _parameters(
    node: ast.Node, function: "Function", written: tuple[ast.Node, ...], scope: "Scope"
) -> tuple[Node, ...]:
    params = tuple(scope.resolve(item) for item in written)
    if not all(is_constant(item) for item in params):
        raise at(node, f"Parameters of '{function.name}' must be constants")
    check_params(function, params, node)
    return params


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
    params = _parameters(node, function, parameters, scope)
    if node.distinct and function.name == "count" and (len(args) > 1 or node.filter_expr):
        function = find("countDistinct", node)
    check_count(function, len(args), node)
    check_constants(function, args, node)
    args = _prepare(function, args, scope)
    is_distinct = node.distinct and function.sql != "uniqExact"
    if is_distinct and (function.suffixes or node.filter_expr is not None):
        function, is_distinct = distinct(function), False
    condition = _condition_of(node, scope)
    if condition is not None:
        function, args = _filtered(function, args, condition)
    of = type_of_result(function, args)
    return FunctionNode(of, function.sql, args, params or None, is_distinct, is_aggregate=True)


def _is_star(arguments: tuple[ast.Node, ...]) -> bool:
    only = arguments[0] if len(arguments) == 1 else None
    return isinstance(only, ast.Field) and only.chain == ("*",)


def _prepare(function: "Function", args: tuple[Node, ...], scope: "Scope") -> tuple[Node, ...]:
    values = list(args[: len(args) - len(function.tail)])
    if not function.name.startswith(COUNTS_BY_KEY):
        values = [as_value(value) for value in values]
    if function.conditions:
        timed = function.name.startswith(TIMED)
        times = [_as_time(value, scope) for value in values[:1]] if timed else []
        values = [*times, *(_as_flag(value) for value in values[len(times) :])]
    else:
        values = list(coerce_arguments(function, tuple(values), scope))
    extra = zip(function.tail, args[len(values) :], strict=True)
    return (*values, *(_as_flag(arg) if is_ == "condition" else arg for is_, arg in extra))


def _as_flag(node: Node) -> Node:
    """A condition in the one type that ClickHouse's aggregates take."""
    if node.type.kind in {"int", "float"}:
        return truth("!=", node, Value(INT, 0))
    return as_condition(node)


def _as_time(node: Node, scope: "Scope") -> Node:
    """The time of a funnel or sequence: whole seconds, or any unsigned number."""
    kind = node.type.kind
    if kind in {"datetime", "string"}:
        moment = to_datetime(node, scope.state.context.timezone, None)
        return call("toDateTime", with_null(DATETIME, moment.type.nullable), moment)
    is_unsigned = isinstance(node, FunctionNode) and node.name.startswith("toU")
    if kind != "int" or is_unsigned:
        return node
    return call("toUInt64", node.type, node)


def _filtered(
    function: "Function", args: tuple[Node, ...], condition: Node
) -> tuple["Function", tuple[Node, ...]]:
    if function.tail[-1:] == ("condition",):
        return function, (*args[:-1], Logic(BOOL, "AND", (args[-1], condition)))
    return combine(function, COMBINATORS["If"]), (*args, condition)
