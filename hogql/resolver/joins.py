"""FROM: tables, sub-queries, common tables and how they join (hogql 5.9, 7.1.8).

events AS e  -> TableSource (guarded later)     (SELECT ...) AS q -> QuerySource
numbers(9)   -> NumbersSource, capped           name of a WITH    -> QuerySource over it
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import ResolutionError
from hogql.plan.making import all_of, call
from hogql.plan.nodes import (
    Column,
    Infix,
    MapValue,
    Node,
    Output,
    Person,
    PersonOutput,
    Property,
    Value,
    WholeProperties,
)
from hogql.plan.queries import CommonTable, Join, Select, columns_of
from hogql.plan.sources import NumbersSource, QuerySource, TableSource
from hogql.resolver.coerce import as_condition, as_value, harmonise
from hogql.resolver.names import has_field, read_from
from hogql.resolver.outputs import name_outputs
from hogql.resolver.scope import at, check_name
from hogql.schema.tables import TABLES
from hogql.types import BOOL, INT

if TYPE_CHECKING:
    from hogql.plan.sources import Source
    from hogql.resolver.scope import Scope

MAX_NUMBERS: Final = 1_000_000
MAX_JOINS: Final = 32
PLAIN: Final = (Column, MapValue, Output, Person, PersonOutput, Property, WholeProperties)
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
        return _named(node, table, alias, scope)
    if isinstance(table, ast.SelectQuery | ast.SelectSetQuery):
        query = scope.state.resolve_query(table, scope)
        name_outputs(query)
        return _query_source(node, alias, QuerySource(alias=alias, query=query))
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


def _named(node: ast.JoinExpr, table: ast.Field, alias: str, scope: "Scope") -> "Source":
    written = ".".join(table.chain)
    if node.table_args is not None:
        if written.lower() != "numbers":
            raise at(node, f"Unknown table function `{written}`.")
        return _numbers(node, alias, scope)
    common = scope.find_common(table.chain[0]) if len(table.chain) == 1 else None
    if isinstance(common, CommonTable):
        source = QuerySource(alias=alias, query=common.query, common=common)
        return _query_source(node, alias, source)
    found = TABLES.get(written) if len(table.chain) == 1 else None
    if found is None:
        message = f"Unknown table `{written}`."
        raise ResolutionError(message, start=table.start, end=table.end)
    if node.column_aliases:
        raise at(node, "A list of column names needs a sub-query")
    scope.state.tables.add(found.name)
    return TableSource(alias=alias, table=found)


def _query_source(node: ast.JoinExpr, _alias: str, source: QuerySource) -> QuerySource:
    columns = [column for column in columns_of(source.query) if not column.is_hidden]
    names: tuple[str, ...] = tuple(column.name for column in columns)
    if node.column_aliases:
        names = node.column_aliases
        if len(names) != len(columns):
            raise at(node, f"{len(columns)} columns can not take {len(names)} names")
        for name in names:
            check_name(name, node)
    for place, name in enumerate(names):
        source.columns.setdefault(name, place)
    if isinstance(source.query, Select) and not source.query.distinct:
        source.query.is_source = True
        for column in columns:
            column.is_plain = isinstance(column.expr, PLAIN)
    return source


def _numbers(node: ast.JoinExpr, alias: str, scope: "Scope") -> NumbersSource:
    args = node.table_args or ()
    if not 1 <= len(args) <= 2:
        raise at(node, "numbers takes a count, or a start and a count")
    found = [scope.resolve(arg) for arg in args]
    for arg in found:
        if isinstance(arg, Value) and (type(arg.value) is not int or arg.value < 0):
            raise at(node, "numbers takes integers that are not negative")
    count = found[-1]
    if isinstance(count, Value) and isinstance(count.value, int) and count.value > MAX_NUMBERS:
        raise at(node, f"numbers is limited to {MAX_NUMBERS:,} rows")
    if not isinstance(count, Value):
        bounded = call("greatest", INT, as_value(count), Value(INT, 0))
        found[-1] = call("least", INT, bounded, Value(INT, MAX_NUMBERS))
    return NumbersSource(alias=alias, args=tuple(found))
