"""Constants and collections, and the forms of the grammar that no query may hold."""

from typing import TYPE_CHECKING, Final, NoReturn

from hogql.errors import QueryError, UnsupportedSyntaxError
from hogql.plan.making import call, lambda_of
from hogql.plan.nodes import Alias, Local, Node, Value
from hogql.resolver.coerce import as_value
from hogql.resolver.scope import at, printed_name
from hogql.types import BOOL, FLOAT, INT, MAP, NULL, STRING, UNKNOWN, join, map_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql import ast
    from hogql.resolver.scope import Scope
    from hogql.types import Type

UNFOLDED: Final = frozenset({"person", "json", "lambda"})
"""Kinds whose aliases are replaced by their meaning: SQL has no one value to give the name to."""

_UNSUPPORTED: Final = {
    "PivotExpr": "PIVOT outside of FROM",
    "UnpivotExpr": "UNPIVOT outside of FROM",
    "ValuesQuery": "VALUES outside of FROM",
    "SpreadExpr": "*COLUMNS(...) outside of a SELECT list or of arguments",
    "ColumnsExpr": "COLUMNS(...) without a star before it, among arguments",
    "NamedArgument": "A named argument",
    "Block": "A program in a query",
}


def resolve_constant(node: "ast.Constant", _scope: "Scope") -> Value:
    """A constant, with its type."""
    value = node.value
    if value is None:
        return Value(NULL, None)
    if isinstance(value, bool):
        return Value(BOOL, value)
    if isinstance(value, int):
        return Value(INT, value)
    if isinstance(value, float):
        return Value(FLOAT, value)
    return Value(STRING, value)


def resolve_dict(node: "ast.Dict", scope: "Scope") -> Node:
    """``{key: value}`` as a map."""
    parts = tuple(scope.resolve(part) for pair in node.items for part in pair)
    values = tuple(as_value(part) for part in parts)
    of = map_of(join(tuple(value.type for value in values[1::2]))) if values else MAP
    return call("map", of, *values)


def resolve_lambda(
    node: "ast.Lambda", scope: "Scope", types: "Mapping[str, Type] | None" = None
) -> Node:
    """``(a, b) -> expr``; the arguments hide everything else of the same name.

    No text of a statement may name the guard's column, so an argument of that name gets another.
    """
    known = types or {}
    outer = scope.locals
    made: dict[str, Node] = {
        name: Local(known.get(name, UNKNOWN), printed_name(name)) for name in node.args
    }
    scope.locals = {**outer, **made}
    try:
        body = as_value(scope.resolve(node.expr))
    finally:
        scope.locals = outer
    return lambda_of(tuple(printed_name(name) for name in node.args), body)


def resolve_alias(node: "ast.Alias", scope: "Scope") -> Node:
    """An alias inside an expression; the whole SELECT may use it."""
    before = scope.aggregates
    expr = scope.resolve(node.expr)
    return name_value(expr, node.alias, node, scope, is_aggregate=scope.aggregates > before)


def name_value(
    expr: Node, name: str, node: "ast.Node", scope: "Scope", *, is_aggregate: bool
) -> Node:
    """``expr AS name``; what is shown by one form and grouped by another carries no alias."""
    scope.define(name, expr, node, is_aggregate=is_aggregate)
    return expr if expr.type.kind in UNFOLDED else Alias(expr.type, expr, name)


def refuse_placeholder(node: "ast.Placeholder", _scope: "Scope") -> NoReturn:
    """A hole that nobody filled."""
    name = ".".join(node.chain) if node.chain else "..."
    raise at(node, f"Unresolved placeholder: {{{name}}}")


def refuse(node: "ast.Node", _scope: "Scope") -> NoReturn:
    """A form of the grammar that does not run."""
    kind = type(node).__name__
    what = _UNSUPPORTED.get(kind)
    if what is None:
        message = f"{kind} can not stand in a query"
        raise QueryError(message, start=node.start, end=node.end)
    raise UnsupportedSyntaxError(f"{what} is not supported", start=node.start, end=node.end)


def refuse_lambda(node: "ast.Lambda", _scope: "Scope") -> NoReturn:
    """``x -> e`` that stands for a value; the calls that take one resolve it themselves."""
    raise at(node, "A lambda can only be an argument of a function")


def refuse_expression_call(node: "ast.ExprCall", _scope: "Scope") -> NoReturn:
    """``(expr)(args)``."""
    raise at(node, "You can only call simple functions in HogQL, not expressions")
