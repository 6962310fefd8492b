"""Names after FROM: virtual tables, common tables, ``numbers`` (hogql 6.1).

events AS e  -> TableSource (guarded later)     name of a WITH -> QuerySource over it
numbers(9)   -> NumbersSource, capped
"""

from typing import TYPE_CHECKING, Final

from hogql.errors import ResolutionError
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
from hogql.plan.queries import CommonTable, Select, columns_of
from hogql.plan.sources import NumbersSource, QuerySource, TableSource
from hogql.resolver.coerce import as_value
from hogql.resolver.scope import at, check_name
from hogql.schema.tables import TABLES
from hogql.types import INT

if TYPE_CHECKING:
    from hogql import ast
    from hogql.plan.sources import Source
    from hogql.resolver.scope import Scope

MAX_NUMBERS: Final = 1_000_000
PLAIN: Final = (Column, MapValue, Output, Person, PersonOutput, Property, WholeProperties)


def named_source(node: "ast.JoinExpr", table: "ast.Field", alias: str, scope: "Scope") -> "Source":
    """What a name after FROM stands for."""
    written = ".".join(table.chain)
    if node.table_args is not None:
        if written.lower() != "numbers":
            raise at(node, f"Unknown table function `{written}`.")
        return _numbers(node, alias, scope)
    common = scope.find_common(table.chain[0]) if len(table.chain) == 1 else None
    if isinstance(common, CommonTable):
        source = QuerySource(alias=alias, query=common.query, common=common)
        return query_source(node, source)
    found = TABLES.get(written) if len(table.chain) == 1 else None
    if found is None:
        message = f"Unknown table `{written}`."
        raise ResolutionError(message, start=table.start, end=table.end)
    if node.column_aliases:
        raise at(node, "A list of column names needs a sub-query")
    scope.state.tables.add(found.name)
    return TableSource(alias=alias, table=found)


def query_source(node: "ast.JoinExpr", source: QuerySource) -> QuerySource:
    """The sub-query under the names its FROM gives its columns."""
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


def _numbers(node: "ast.JoinExpr", alias: str, scope: "Scope") -> NumbersSource:
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
