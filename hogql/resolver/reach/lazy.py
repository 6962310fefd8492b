"""Lazy joins, computed columns and expression fields: the schema's HogQL texts, resolved on demand.

events.person.created_at       ->  source.joined['person'], made once; a column of persons
sessions.$entry_current_url    ->  one more column of the query that sessions is
events.issue_id                ->  its text, read where it stands for
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql.errors import ResolutionError, TooComplexError
from hogql.plan.making import call, text, truth
from hogql.plan.nodes import Column as RawColumn
from hogql.plan.nodes import Compare, Infix, MapValue, Node, Output, Value
from hogql.plan.queries import Column, Join, Select
from hogql.plan.sources import QuerySource, TableSource
from hogql.resolver.scope import Scope, free_name
from hogql.resolver.tables.named import open_table
from hogql.resolver.tables.texts import parsed
from hogql.types import BOOL, STRING, with_null

if TYPE_CHECKING:
    from hogql import ast
    from hogql.plan.sources import Named, Source
    from hogql.schema.columns import Expression, Inner, LazyJoin

MAX_LAZY: Final = 200


def read_text(field: "Expression", source: "Source", scope: Scope) -> Node:
    """The value of a HogQL text over the fields of one source."""
    found = Scope(state=scope.state, sources={"here": source}).resolve(parsed(field.text))
    return replace(found, type=field.type) if field.type is not None else found


def join_lazily(
    source: TableSource | QuerySource,
    name: str,
    join: "LazyJoin",
    scope: Scope,
    place: "ast.Node",
) -> TableSource | QuerySource:
    """The table that ``source`` leads to by ``name``; joined at the first use."""
    known = source.joined.get(name)
    if known is not None and isinstance(known.source, TableSource | QuerySource):
        return known.source
    target = open_table(join.table, _alias(f"{source.alias}_{name}", scope), scope, place)
    if isinstance(target, TableSource) and join.group is not None:
        _keep_group(target, join.group, scope)
    source.joined[name] = Join(
        source=target, kind=join.kind, on=_condition(join, source, target, scope)
    )
    target.is_joined = True
    if isinstance(target, QuerySource) and target.scope is not None:
        target.columns.clear()
    return target


def _condition(
    join: "LazyJoin",
    source: TableSource | QuerySource,
    target: TableSource | QuerySource,
    scope: Scope,
) -> Node:
    """The condition over raw columns: nothing equals what is missing, on either side."""
    sources: dict[str, Named] = {"here": source, "there": target}
    was_joined, source.is_joined = source.is_joined, False
    both = Scope(state=scope.state, sources=sources, clause="ON")
    on = both.resolve(parsed(join.on))
    source.is_joined = was_joined
    if not isinstance(on, Compare):
        return on
    left = on.left
    if isinstance(left, Value) and isinstance(source, TableSource):
        # A group type that the project lacks; a join needs a column on either side.
        left = MapValue(STRING, source, "groups", "")
    return Infix(BOOL, on.op, left, on.right)


def _alias(wanted: str, scope: Scope) -> str:
    state = scope.state
    if len(state.lazy) >= MAX_LAZY:
        message = f"A query may use at most {MAX_LAZY} tables through others"
        raise TooComplexError(message, fix="Join them by name")
    name = free_name(wanted, state.taken | state.lazy | state.named)
    state.lazy.add(name)
    return name


def _keep_group(target: TableSource, index: int, scope: Scope) -> None:
    types = scope.state.context.group_types
    column = RawColumn(STRING, target, "group_type")
    of = types[index] if index < len(types) else ""
    target.group = index
    target.bounds = (*target.bounds, truth("=", column, text(of)))


def read_inner(source: QuerySource, name: str, field: "Inner") -> Output:
    """A column of a computed table, selected by its query from now on."""
    inner, query = source.scope, source.query
    if inner is None or not isinstance(query, Select):
        message = f"Field not found: {name}"
        raise ResolutionError(message)
    place = source.columns.get(name)
    if place is None:
        expr = inner.resolve(parsed(field.text))
        if field.type is not None and field.type != expr.type:
            expr = replace(expr, type=field.type)
        if source.is_joined and not expr.type.nullable and expr.type.kind not in _NEVER_NULL:
            expr = call("toNullable", with_null(expr.type), expr)
        place = source.columns[name] = len(query.columns)
        alias = free_name(name, {column.alias for column in query.columns if column.alias})
        query.columns.append(Column(name=name, expr=expr, alias=alias, is_plain=True))
        query.has_aggregate = inner.aggregates > 0
    column = query.columns[place]
    return Output(column.expr.type, source, column.alias or name)


_NEVER_NULL: Final = frozenset({"array", "tuple", "map", "json", "person"})
