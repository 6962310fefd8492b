"""Names after FROM: virtual tables, saved queries, common tables, ``numbers`` (hogql 6.1).

events AS e  -> TableSource (guarded later)     name of a WITH -> QuerySource over it
sessions     -> QuerySource over a guard        a saved query  -> QuerySource over its text
numbers(9)   -> NumbersSource, capped           system.cohorts -> QuerySource over values
"""

from typing import TYPE_CHECKING, Final

from hogql.errors import ForbiddenQueryError, HogQLError, QueryError, ResolutionError
from hogql.parser import parse_select
from hogql.plan.making import call
from hogql.plan.nodes import (
    Column,
    MapValue,
    Output,
    Person,
    PersonOutput,
    Property,
    Value,
    WholeProperties,
)
from hogql.plan.queries import Column as Selected
from hogql.plan.queries import CommonTable, Join, Select, columns_of
from hogql.plan.sources import NumbersSource, QuerySource, TableSource
from hogql.resolver.closest import perhaps
from hogql.resolver.coerce import as_condition, as_value
from hogql.resolver.outputs import name_outputs
from hogql.resolver.scope import Scope, at, check_name
from hogql.resolver.tables.standing import standing_bounds
from hogql.resolver.tables.system import system_source
from hogql.resolver.tables.taken import names_of
from hogql.resolver.tables.texts import parsed
from hogql.schema.columns import Computed, SystemTable, Table
from hogql.schema.tables import TABLES
from hogql.types import INT

if TYPE_CHECKING:
    from hogql import ast
    from hogql.plan.sources import Source

MAX_NUMBERS: Final = 1_000_000
PLAIN: Final = (Column, MapValue, Output, Person, PersonOutput, Property, WholeProperties)


def named_source(node: "ast.JoinExpr", table: "ast.Field", alias: str, scope: Scope) -> "Source":
    """What a name after FROM stands for."""
    written = ".".join(table.chain)
    if node.table_args is not None:
        if written.lower() != "numbers":
            raise at(node, f"Unknown table function `{written}`.")
        return _numbers(node, alias, scope)
    common = scope.find_common(table.chain[0]) if len(table.chain) == 1 else None
    if isinstance(common, CommonTable):
        common.is_recursive = common.is_recursive or common.is_open
        source = QuerySource(alias=alias, query=common.query, common=common)
        return query_source(node, source)
    if written not in TABLES and written in scope.state.context.views:
        return query_source(node, _view(written, alias, scope, table))
    if node.column_aliases and written in TABLES:
        raise at(node, "A list of column names needs a sub-query")
    return open_table(written, alias, scope, table)


def open_table(
    written: str, alias: str, scope: Scope, place: "ast.Node"
) -> TableSource | QuerySource:
    """A virtual table by its name, ready to be read from."""
    found = TABLES.get(written)
    if found is None:
        raise _unknown(written, scope, place)
    if found.name in scope.state.context.restrictions.tables:
        message = f"You may not read the table `{written}`."
        raise ForbiddenQueryError(message, start=place.start, end=place.end)
    scope.state.tables.add(found.name)
    if isinstance(found, Table):
        return _guarded(found, alias, scope)
    if isinstance(found, SystemTable):
        return system_source(found, alias, scope)
    return _computed(found, alias, scope)


def _unknown(written: str, scope: Scope, place: "ast.Node") -> HogQLError:
    fix = perhaps(written, [*TABLES, *scope.state.context.views])
    message = f"Unknown table `{written}`."
    return ResolutionError(message, start=place.start, end=place.end, fix=fix)


def _guarded(table: Table, alias: str, scope: Scope) -> TableSource:
    source = TableSource(alias=alias, table=table)
    source.bounds = standing_bounds(source, scope.state.context)
    return source


def _computed(table: Computed, alias: str, scope: Scope) -> QuerySource:
    base = _guarded(table.base, table.base.name, scope)
    inner = Scope(state=scope.state, sources={table.base.name: base})
    select = Select(joins=[Join(source=base)], is_source=True)
    scope.state.selects.append(select)
    inner.clause = "WHERE"
    if table.where:
        select.where = (as_condition(inner.resolve(parsed(table.where))),)
    select.group_by = tuple(inner.resolve(parsed(item)) for item in table.group_by)
    inner.clause = "SELECT"
    if table.having:
        select.having = as_condition(inner.resolve(parsed(table.having)))
    key = inner.resolve(parsed(table.group_by[0] if table.group_by else table.key))
    select.columns.append(Selected(name="", expr=key, alias="group_key", is_plain=True))
    return QuerySource(alias=alias, query=select, table=table, scope=inner)


def _view(name: str, alias: str, scope: Scope, place: "ast.Node") -> QuerySource:
    """A saved query in place of its name; it sees nothing of the query around it."""
    state = scope.state
    if name in state.open_views:
        message = f"The saved query `{name}` refers to itself."
        raise QueryError(message, start=place.start, end=place.end)
    state.count_expansion()
    text, state.text = state.text, state.context.views[name]
    state.open_views = (*state.open_views, name)
    try:
        tree = parse_select(state.text)
        taken, named = names_of(tree)
        state.taken, state.named = state.taken | taken, state.named | named
        query = state.resolve_query(tree, Scope(state=state))
    except HogQLError as error:
        if place.start is not None or text is not None:
            error.start, error.end = place.start, place.end
        raise
    finally:
        state.text, state.open_views = text, state.open_views[:-1]
    name_outputs(query)
    return QuerySource(alias=alias, query=query)


def query_source(node: "ast.JoinExpr", source: QuerySource) -> QuerySource:
    """The sub-query under the names its FROM gives its columns."""
    columns = [column for column in columns_of(source.query) if not column.is_hidden]
    names: tuple[str, ...] = tuple(column.name for column in columns)
    if node.column_aliases:
        given = node.column_aliases
        if len(given) > len(columns):
            raise at(node, f"{len(columns)} columns can not take {len(given)} names")
        for name in given:
            check_name(name, node)
        names = (*given, *names[len(given) :])
    for place, name in enumerate(names):
        source.columns.setdefault(name, place)
    if isinstance(source.query, Select) and not source.query.distinct:
        source.query.is_source = True
        for column in columns:
            column.is_plain = isinstance(column.expr, PLAIN)
    return source


def _numbers(node: "ast.JoinExpr", alias: str, scope: Scope) -> NumbersSource:
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
