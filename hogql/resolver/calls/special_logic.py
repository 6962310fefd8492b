"""Conditions and nulls written as functions; they mean what the operators mean.

equals(a, b) -> a = b        a ?? b -> ifNull(a, b)        CASE x WHEN 1 ... -> multiIf(x = 1, ...)
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.ast import CompareOperationOp as Op
from hogql.plan.making import call, text
from hogql.plan.nodes import Function, IsNull, Logic, Node, Not, SubQuery
from hogql.resolver.calls.building import check_count, find
from hogql.resolver.coerce import as_condition, as_text, as_value, harmonise
from hogql.resolver.operators import compare, compare_in
from hogql.resolver.scope import at
from hogql.types import BOOL, STRING, join, with_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.resolver.scope import Scope

_COMPARISONS: Final = {
    "equals": Op.Eq,
    "notequals": Op.NotEq,
    "less": Op.Lt,
    "greater": Op.Gt,
    "lessorequals": Op.LtEq,
    "greaterorequals": Op.GtEq,
    "like": Op.Like,
    "ilike": Op.ILike,
    "notlike": Op.NotLike,
    "notilike": Op.NotILike,
    "match": Op.Regex,
}


def _arguments(node: ast.Call, scope: "Scope") -> tuple[Node, ...]:
    check_count(find(node.name, node), len(node.args), node)
    return tuple(scope.resolve(arg) for arg in node.args)


def _comparison(node: ast.Call, scope: "Scope") -> Node:
    left, right = _arguments(node, scope)
    return compare(_COMPARISONS[node.name.lower()], left, right, scope, node)


def _in(node: ast.Call, scope: "Scope") -> Node:
    check_count(find(node.name, node), len(node.args), node)
    op: Final = "IN" if node.name.lower() == "in" else "NOT IN"
    return compare_in(op, scope.resolve(node.args[0]), node.args[1], scope)


def _and(node: ast.Call, scope: "Scope") -> Node:
    return Logic(BOOL, "AND", tuple(as_condition(arg) for arg in _arguments(node, scope)))


def _or(node: ast.Call, scope: "Scope") -> Node:
    return Logic(BOOL, "OR", tuple(as_condition(arg) for arg in _arguments(node, scope)))


def _xor(node: ast.Call, scope: "Scope") -> Node:
    return Function(BOOL, "xor", tuple(as_condition(arg) for arg in _arguments(node, scope)))


def _not(node: ast.Call, scope: "Scope") -> Node:
    return Not(BOOL, as_condition(_arguments(node, scope)[0]))


def _is_null(node: ast.Call, scope: "Scope") -> Node:
    return IsNull(BOOL, _arguments(node, scope)[0], node.name.lower() == "isnotnull")


def _if(node: ast.Call, scope: "Scope") -> Node:
    condition, *values = _arguments(node, scope)
    found = tuple(as_value(value) for value in values)
    return call("if", join(tuple(value.type for value in found)), as_condition(condition), *found)


def _multi_if(node: ast.Call, scope: "Scope") -> Node:
    if len(node.args) % 2 == 0:
        raise at(node, "multiIf expects an odd number of arguments")
    args = list(_arguments(node, scope))
    args[:-1:2] = [as_condition(arg) for arg in args[:-1:2]]
    args[1::2] = [as_value(arg) for arg in args[1::2]]
    args[-1] = as_value(args[-1])
    return Function(join(tuple(arg.type for arg in (*args[1::2], args[-1]))), "multiIf", (*args,))


def _case(node: ast.Call, scope: "Scope") -> Node:
    """``CASE x WHEN a THEN b ... ELSE c``."""
    subject, *rest = (scope.resolve(arg) for arg in node.args)
    args: list[Node] = []
    for place in range(0, len(rest) - 1, 2):
        args.append(compare(Op.Eq, subject, rest[place], scope, node))
        args.append(as_value(rest[place + 1]))
    args.append(as_value(rest[-1]))
    return Function(join(tuple(arg.type for arg in (*args[1::2], args[-1]))), "multiIf", (*args,))


def _if_null(node: ast.Call, scope: "Scope") -> Node:
    args = tuple(as_value(arg) for arg in _arguments(node, scope))
    first, *others = args
    for other in others:
        first, _ = harmonise(first, other, scope.state.context)
    found = (first, *(harmonise(first, other, scope.state.context)[1] for other in others))
    of = with_null(join(tuple(arg.type for arg in found)), all(arg.type.nullable for arg in found))
    return Function(of, "ifNull" if len(found) == 2 else "coalesce", found)


def _null_if(node: ast.Call, scope: "Scope") -> Node:
    one, other = _arguments(node, scope)
    left, right = harmonise(one, other, scope.state.context)
    return call("nullIf", with_null(left.type), left, right)


def _concat(node: ast.Call, scope: "Scope") -> Node:
    """Null counts as empty text, as in PostHog. Source: posthog/hogql/printer (concat)."""
    check_count(find("concat", node), len(node.args), node)
    parts: list[Node] = []
    for arg in node.args:
        part = as_text(scope.resolve(arg))
        is_sure = part.type.kind == "string" and not part.type.nullable
        parts.append(part if is_sure else call("ifNull", STRING, _plain_text(part), text("")))
    return Function(STRING, "concat", (*parts,))


def _plain_text(node: Node) -> Node:
    return node if node.type.kind == "string" else call("toString", with_null(STRING), node)


def _exists(node: ast.Call, scope: "Scope") -> Node:
    only = node.args[0] if len(node.args) == 1 else None
    if not isinstance(only, ast.SelectQuery | ast.SelectSetQuery):
        raise at(node, "exists needs a sub-query")
    return call("exists", BOOL, SubQuery(BOOL, scope.state.resolve_query(only, scope)))


LOGIC: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = {
    **dict.fromkeys(_COMPARISONS, _comparison),
    "in": _in,
    "notin": _in,
    "and": _and,
    "or": _or,
    "xor": _xor,
    "not": _not,
    "isnull": _is_null,
    "isnotnull": _is_null,
    "if": _if,
    "iff": _if,
    "multiif": _multi_if,
    "_casewithexpression": _case,
    "ifnull": _if_null,
    "coalesce": _if_null,
    "nvl": _if_null,
    "nullif": _null_if,
    "concat": _concat,
    "exists": _exists,
}
