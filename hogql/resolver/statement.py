"""The way into the resolver: one table of rules, one statement at a time.

ast.SelectQuery, Context  ->  resolve_statement  ->  Plan
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.plan.nodes import SubQuery
from hogql.plan.queries import Plan, columns_of
from hogql.resolver import literals, operators
from hogql.resolver.calls import call as calls
from hogql.resolver.calls import windowing
from hogql.resolver.calls.special_conversions import resolve_cast
from hogql.resolver.calls.tags import resolve_tag
from hogql.resolver.outputs import name_outputs
from hogql.resolver.reach import access, lists
from hogql.resolver.reach.names import resolve_field
from hogql.resolver.reach.stars import resolve_positional
from hogql.resolver.scope import Scope, State
from hogql.resolver.selects.select import resolve_query, resolve_select
from hogql.resolver.selects.sets import resolve_set
from hogql.resolver.tables.taken import names_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.context import Context
    from hogql.plan.nodes import Node


def _resolve_sub_query(node: ast.Node, scope: Scope) -> "Node":
    query = resolve_query(node, scope)
    name_outputs(query)
    return SubQuery(columns_of(query)[0].expr.type, query)


RULES: Final["dict[type[ast.Node], Callable[..., Node]]"] = {
    ast.Constant: literals.resolve_constant,
    ast.Field: resolve_field,
    ast.Alias: literals.resolve_alias,
    ast.Array: lists.resolve_array,
    ast.Tuple: lists.resolve_tuple,
    ast.Dict: literals.resolve_dict,
    ast.Lambda: literals.refuse_lambda,
    ast.ArrayAccess: access.resolve_array_access,
    ast.TupleAccess: access.resolve_tuple_access,
    ast.ArraySlice: access.resolve_array_slice,
    ast.TypeCast: resolve_cast,
    ast.TryCast: resolve_cast,
    ast.HogQLXTag: resolve_tag,
    ast.PositionalRef: resolve_positional,
    ast.CompareOperation: operators.resolve_compare,
    ast.IsDistinctFrom: operators.resolve_distinct_from,
    ast.BetweenExpr: operators.resolve_between,
    ast.And: operators.resolve_and,
    ast.Or: operators.resolve_or,
    ast.Not: operators.resolve_not,
    ast.ArithmeticOperation: operators.resolve_arithmetic,
    ast.Call: calls.resolve_call,
    ast.WindowFunction: windowing.resolve_window_function,
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
    taken, named = names_of(query)
    state = State(
        context=context,
        resolve=resolve,
        resolve_query=resolve_query,
        resolve_set=resolve_set,
        resolve_select=resolve_select,
        taken=taken,
        named=named,
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
