"""Calls with rules of their own: aggregates by name, ordered sets, what is not available yet."""

import re
from typing import TYPE_CHECKING, Final, NoReturn

from hogql.functions.registry import find_function
from hogql.plan.making import array, call, text
from hogql.plan.nodes import Function, Node, Value
from hogql.resolver.building import check_count, find
from hogql.resolver.coerce import as_number, as_text, as_value
from hogql.resolver.scope import at
from hogql.types import FLOAT, INT, STRING, UNKNOWN, join, with_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql import ast
    from hogql.resolver.scope import Scope

_REDUCER: Final = re.compile(r"([A-Za-z0-9_]{1,64})(\([0-9., ]{1,64}\))?")
_RAW_STATES: Final = ("State", "Merge")


def _array(node: "ast.Call", scope: "Scope") -> Node:
    items = tuple(as_value(scope.resolve(arg)) for arg in node.args)
    return array(items, join(tuple(item.type for item in items)) if items else UNKNOWN)


def _array_reduce(node: "ast.Call", scope: "Scope") -> Node:
    """The aggregate is named by text: the name must be a constant and on the list (case 34)."""
    check_count(find(node.name, node), len(node.args), node)
    named, *arrays = (as_value(scope.resolve(arg)) for arg in node.args)
    written = named.value if isinstance(named, Value) else None
    parts = _REDUCER.fullmatch(written) if isinstance(written, str) else None
    found = find_function(parts[1]) if parts else None
    if parts is None or found is None or not found.is_aggregate or found.sql.endswith(_RAW_STATES):
        raise at(node, "arrayReduce needs the constant name of an aggregate")
    args = (text(found.sql + (parts[2] or "")), *arrays)
    return Function(with_null(UNKNOWN), "arrayReduce", args)


def _array_fold(node: "ast.Call", scope: "Scope") -> Node:
    """A small integer to start with would fix the type of every sum: it is widened first."""
    function = find(node.name, node)
    check_count(function, len(node.args), node)
    *rest, start = (as_value(scope.resolve(arg)) for arg in node.args)
    if start.type.kind == "int" and isinstance(start, Value):
        start = call("toInt64", INT, start)
    return Function(start.type, function.sql, (*rest, start))


def _percentile(node: "ast.Call", scope: "Scope") -> Node:
    """``percentile_cont(0.5) WITHIN GROUP (ORDER BY x)``."""
    params = tuple(scope.resolve(item) for item in node.params or node.args)
    order = node.within_group or ()
    if len(params) != 1 or not isinstance(params[0], Value) or len(order) != 1:
        raise at(node, f"{node.name}(p) needs WITHIN GROUP (ORDER BY one expression)")
    name = "quantileExactInclusive" if node.name.lower().endswith("cont") else "quantileExactLow"
    scope.aggregates += 1
    arg = as_number(as_value(scope.resolve(order[0].expr)))
    return Function(with_null(FLOAT), name, (arg,), params, is_aggregate=True)


def _string_agg(node: "ast.Call", scope: "Scope") -> Node:
    check_count(find(node.name, node), len(node.args), node)
    values, *rest = (scope.resolve(arg) for arg in node.args)
    if rest and not isinstance(rest[0], Value):
        raise at(node, "The separator of string_agg must be a constant")
    scope.aggregates += 1
    of = with_null(STRING, values.type.nullable)
    return Function(of, "groupConcat", (as_text(values),), (*rest,) or None, is_aggregate=True)


def _not_available(node: "ast.Call", _scope: "Scope") -> NoReturn:
    raise at(node, f"Function '{node.name}' is not available in queries yet")


REST: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = {
    "array": _array,
    "arrayreduce": _array_reduce,
    "arrayfold": _array_fold,
    "percentile_cont": _percentile,
    "percentile_disc": _percentile,
    "string_agg": _string_agg,
    **dict.fromkeys(
        ("matchesaction", "sparkline", "recordingbutton", "explaincspreport", "embedtext"),
        _not_available,
    ),
}
