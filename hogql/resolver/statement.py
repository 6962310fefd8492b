"""The way into the resolver: one table of rules, one statement at a time.

ast.SelectQuery, Context  ->  resolve_statement  ->  Plan
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import TooComplexError
from hogql.plan.nodes import SubQuery
from hogql.plan.queries import Plan, columns_of
from hogql.resolver import access, calls, literals, operators
from hogql.resolver.names import resolve_field
from hogql.resolver.outputs import name_outputs
from hogql.resolver.scope import Scope, State
from hogql.resolver.selects import resolve_query
from hogql.resolver.special_conversions import resolve_cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.context import Context
    from hogql.plan.nodes import Node

MAX_NODES: Final = 20_000


def _resolve_sub_query(node: ast.Node, scope: Scope) -> "Node":
    query = resolve_query(node, scope)
    name_outputs(query)
    return SubQuery(columns_of(query)[0].expr.type, query)


RULES: Final["dict[type[ast.Node], Callable[..., Node]]"] = {
    ast.Constant: literals.resolve_constant,
    ast.Field: resolve_field,
    ast.Alias: literals.resolve_alias,
    ast.Array: literals.resolve_array,
    ast.Tuple: literals.resolve_tuple,
    ast.Dict: literals.resolve_dict,
    ast.Lambda: literals.resolve_lambda,
    ast.ArrayAccess: access.resolve_array_access,
    ast.TupleAccess: access.resolve_tuple_access,
    ast.ArraySlice: access.resolve_array_slice,
    ast.TypeCast: resolve_cast,
    ast.CompareOperation: operators.resolve_compare,
    ast.IsDistinctFrom: operators.resolve_distinct_from,
    ast.BetweenExpr: operators.resolve_between,
    ast.And: operators.resolve_and,
    ast.Or: operators.resolve_or,
    ast.Not: operators.resolve_not,
    ast.ArithmeticOperation: operators.resolve_arithmetic,
    ast.Call: calls.resolve_call,
    ast.WindowFunction: calls.resolve_window_function,
    ast.SelectQuery: _resolve_sub_query,
    ast.SelectSetQuery: _resolve_sub_query,
    ast.Placeholder: literals.refuse_placeholder,
    ast.ExprCall: literals.refuse_expression_call,
}
"""How each node of the syntax tree is resolved; every other node is refused."""


def resolve(node: ast.Node, scope: Scope) -> "Node":
    """The resolved form of an expression."""
    return RULES.get(type(node), literals.refuse)(node, scope)


def resolve_statement(query: ast.Node, text: str | None, context: "Context") -> Plan:
    """A whole statement with its names bound; HogQLError when it can not be."""
    state = State(
        context=context,
        resolve=resolve,
        resolve_query=resolve_query,
        taken=_names_of(query),
        text=text,
    )
    found = resolve_query(query, Scope(state=state))
    columns = tuple(column.name for column in columns_of(found))
    tables = tuple(sorted(state.tables))
    return Plan(
        query=found,
        commons=state.commons,
        selects=state.selects,
        columns=columns,
        tables=tables,
    )


def _names_of(query: ast.Node) -> frozenset[str]:
    """Every name that the text gives to a value; also where the size of a tree is checked."""
    names: set[str] = set()
    count = 0
    for node in ast.walk(query):
        count += 1
        if isinstance(node, ast.Alias):
            names.add(node.alias)
        elif isinstance(node, ast.Lambda):
            names.update(node.args)
    if count > MAX_NODES:
        message = f"The query is too large: more than {MAX_NODES:,} parts"
        raise TooComplexError(message)
    return frozenset(names)
