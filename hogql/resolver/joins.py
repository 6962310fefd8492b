"""FROM: tables, sub-queries, common tables and how they join (hogql 5.9, 7.1.8).

events AS e  -> TableSource (guarded later)     (SELECT ...) AS q -> QuerySource
numbers(9)   -> NumbersSource, capped           name of a WITH    -> QuerySource over it
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.plan.making import all_of
from hogql.plan.nodes import (
    Infix,
    Node,
    Value,
)
from hogql.plan.queries import Join
from hogql.plan.sources import QuerySource
from hogql.resolver.coerce import as_condition, as_value, harmonise
from hogql.resolver.names import has_field, read_from
from hogql.resolver.outputs import name_outputs
from hogql.resolver.scope import at
from hogql.resolver.tables import named_source, query_source
from hogql.types import BOOL

if TYPE_CHECKING:
    from hogql.plan.sources import Source
    from hogql.resolver.scope import Scope

MAX_JOINS: Final = 32
_KINDS: Final = frozenset({"INNER", "LEFT", "RIGHT", "FULL", "CROSS"})
_STRICT: Final = frozenset({"ANY", "ALL", "ASOF", "SEMI", "ANTI"})


def resolve_from(node: ast.JoinExpr, scope: "Scope") -> list[Join]:
    """The sources of a FROM, each with the condition that joins it to those before."""
    joins: list[Join] = []
    current: ast.JoinExpr | None = node
    while current is not None:
        if len(joins) >= MAX_JOINS:
            raise at(current, f"A query may join at most {MAX_JOINS} tables")
        joins.append(_join(current, scope, is_first=not joins))
        current = current.next_join
    return joins


def _join(node: ast.JoinExpr, scope: "Scope", *, is_first: bool) -> Join:
    if node.table_final:
        message = "The FINAL keyword is not supported in HogQL as it causes slow queries"
        raise at(node, message)
    if node.sample is not None:
        raise at(node, "SAMPLE is not supported", "Filter on a hash: cityHash64(distinct_id) % 10")
    if node.is_natural:
        raise at(node, "NATURAL JOIN is not supported")
    name = _name_of(node)
    source = _source(node, name, scope)
    if is_first:
        scope.sources[name] = source
        return Join(source=source)
    kind = _kind(node)
    if node.constraint is None:
        if kind != "CROSS JOIN":
            raise at(node, "A join needs ON or USING", "Write CROSS JOIN for all pairs")
        scope.sources[name] = source
        return Join(source=source, kind=kind)
    on = _constraint(node.constraint, source, name, scope)
    return Join(source=source, kind=kind, on=on)


def _kind(node: ast.JoinExpr) -> str:
    words = (node.join_type or "").upper().replace(",", "CROSS JOIN").split()
    words = [word for word in words if word not in {"JOIN", "OUTER"}]
    kinds = [word for word in words if word in _KINDS]
    strict = [word for word in words if word in _STRICT]
    if len(kinds) + len(strict) != len(words) or len(kinds) > 1 or len(strict) > 1:
        raise at(node, f"Unsupported join: {node.join_type}")
    return " ".join([*(kinds or ["INNER"]), *strict, "JOIN"])


def _name_of(node: ast.JoinExpr) -> str:
    if node.alias is not None:
        return node.alias
    if isinstance(node.table, ast.Field):
        return node.table.chain[-1]
    return f"{id(node)}"


def _constraint(node: ast.JoinConstraint, source: "Source", name: str, scope: "Scope") -> Node:
    if node.constraint_type == "ON":
        scope.sources[name] = source
        before, scope.clause = scope.clause, "ON"
        on = as_condition(scope.resolve(node.expr))
        scope.clause = before
        if isinstance(on, Value):
            raise at(node, "The condition of a join must compare columns", "Write CROSS JOIN")
        return on
    items = node.expr.exprs if isinstance(node.expr, ast.Tuple) else (node.expr,)
    pairs = [_using(item, source, scope) for item in items]
    scope.sources[name] = source
    return all_of(tuple(pairs))


def _using(item: ast.Node, source: "Source", scope: "Scope") -> Node:
    if not isinstance(item, ast.Field) or len(item.chain) != 1:
        raise at(item, "USING takes names of columns")
    (name,) = item.chain
    earlier = [other for other in scope.sources.values() if has_field(other, name)]
    if len(earlier) != 1 or not has_field(source, name):
        raise at(item, f"Unable to resolve field: {name}")
    left = read_from(earlier[0], (name,), scope, item)
    right = read_from(source, (name,), scope, item)
    left, right = harmonise(left, right, scope.state.context)
    if left.type.kind != "person":
        left, right = as_value(left), as_value(right)
    return Infix(BOOL, "=", left, right)


def _source(node: ast.JoinExpr, name: str, scope: "Scope") -> "Source":
    table = node.table
    alias = _alias(node, name, scope)
    if isinstance(table, ast.Field):
        return named_source(node, table, alias, scope)
    if isinstance(table, ast.SelectQuery | ast.SelectSetQuery):
        query = scope.state.resolve_query(table, scope)
        name_outputs(query)
        return query_source(node, QuerySource(alias=alias, query=query))
    if isinstance(table, ast.JoinExpr):
        raise at(node, "Joins in brackets are not supported", "Write the joins one after another")
    if table is None:
        raise at(node, "FROM needs a table")
    scope.resolve(table)
    raise at(node, "FROM needs a table")


def _alias(node: ast.JoinExpr, name: str, scope: "Scope") -> str:
    if node.alias is None and not isinstance(node.table, ast.Field):
        return scope.table_alias(f"q{len(scope.sources)}", node)
    return scope.table_alias(name, node)
