"""Calls with rules of their own: arrays, aggregates by name, whole quotients."""

import re
from typing import TYPE_CHECKING, Final

from hogql.functions.registry import find_function
from hogql.plan.making import array, call, text, word
from hogql.plan.nodes import Function, Local, Node, Value
from hogql.resolver.calls.arguments import resolve_arguments, same_lengths
from hogql.resolver.calls.building import check_count, find
from hogql.resolver.calls.ranges import is_within
from hogql.resolver.calls.results import type_of_result
from hogql.resolver.coerce import as_number, as_value
from hogql.resolver.operators import add_time
from hogql.resolver.scope import at
from hogql.types import FLOAT, INT, UNKNOWN, join, with_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql import ast
    from hogql.functions.registry import Function as Known
    from hogql.resolver.scope import Scope

MOST: Final = 2**31 - 1
_REDUCER: Final = r"([A-Za-z0-9_]{1,64})(\([0-9., ]{1,64}\))?"
_RAW_STATES: Final = frozenset({"State", "Merge", "SimpleState"})


def _array(node: "ast.Call", scope: "Scope") -> Node:
    items = tuple(as_value(scope.resolve(arg)) for arg in node.args)
    return array(items, join(tuple(item.type for item in items)) if items else UNKNOWN)


def _array_reduce(node: "ast.Call", scope: "Scope") -> Node:
    """The aggregate is named by text: the name must be a constant and on the list (case 34)."""
    check_count(find(node.name, node), len(node.args), node)
    named, *arrays = (as_value(scope.resolve(arg)) for arg in node.args)
    written = named.value if isinstance(named, Value) else None
    parts = re.fullmatch(_REDUCER, written) if isinstance(written, str) else None
    found = find_function(parts[1]) if parts else None
    if parts is None or found is None or not found.is_aggregate or _is_raw(found):
        raise at(node, "arrayReduce needs the constant name of an aggregate")
    items = tuple(Local(array.type.item or UNKNOWN, "item") for array in arrays)
    of = with_null(type_of_result(found, items))
    return Function(
        of, "arrayReduce", (text(found.sql + (parts[2] or "")), *same_lengths((*arrays,)))
    )


def _is_raw(function: "Known") -> bool:
    """Whether an aggregate works on states, or throws on values when nothing guards it."""
    return function.is_guarded or not _RAW_STATES.isdisjoint(function.suffixes)


def _int_div(node: "ast.Call", scope: "Scope") -> Node:
    """Fractions that no integer holds throw in ClickHouse: they are divided as floats first.

    The quotient of a whole number by a constant above zero is never null, nor too large.
    """
    function = find(node.name, node)
    check_count(function, len(node.args), node)
    args = tuple(as_number(as_value(scope.resolve(arg))) for arg in node.args)
    if all(arg.type.kind in {"int", "bool"} for arg in args):
        if is_within(args[1], 1, MOST):
            return call("intDiv", with_null(INT, args[0].type.nullable), *args)
        found: Node = call("intDivOrNull", with_null(INT), *args)
    else:
        share = call("trunc", with_null(FLOAT), call("divide", with_null(FLOAT), *args))
        found = call("accurateCastOrNull", with_null(INT), share, word("Int64"))
    if not function.name.endswith("OrZero"):
        return found
    return call("ifNull", INT, found, Value(INT, 0))


def _add(node: "ast.Call", scope: "Scope") -> Node:
    check_count(find(node.name, node), len(node.args), node)
    left, right = (as_number(as_value(scope.resolve(arg))) for arg in node.args)
    return add_time("+" if node.name.lower() == "plus" else "-", left, right, scope)


def _array_fold(node: "ast.Call", scope: "Scope") -> Node:
    """A small integer to start with would fix the type of every sum: it is widened first."""
    function = find(node.name, node)
    check_count(function, len(node.args), node)
    *rest, start = (as_value(arg) for arg in resolve_arguments(node.args, scope))
    if start.type.kind == "int" and isinstance(start, Value):
        start = call("toInt64", INT, start)
    return Function(start.type, function.sql, (*same_lengths((*rest,)), start))


REST: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = {
    "array": _array,
    "arrayreduce": _array_reduce,
    "arrayfold": _array_fold,
    "plus": _add,
    "minus": _add,
    "intdiv": _int_div,
    "intdivorzero": _int_div,
    "div": _int_div,
}
