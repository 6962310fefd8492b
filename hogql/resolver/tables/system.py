"""``system`` tables: rows of the context as one parameter, unfolded by ClickHouse.

    FROM system.cohorts  ->  FROM (SELECT row.1 AS id, row.2 AS name
                                   FROM numbers(1) ARRAY JOIN JSONExtract({rows}, ..) AS row)

Values travel as JSON text in one typed parameter: none of them is ever part of the statement.
"""

from typing import TYPE_CHECKING, Final

from msgspec import json

from hogql.plan.making import call, text, word
from hogql.plan.nodes import Alias, Local, Node, Value
from hogql.plan.queries import Column, Join, Select
from hogql.plan.sources import NumbersSource, QuerySource
from hogql.schema.columns import SystemColumn
from hogql.types import ARRAY, INT, TUPLE, Type, with_null

if TYPE_CHECKING:
    from hogql.resolver.scope import Scope
    from hogql.schema.columns import SystemTable

ROW: Final = "system_row"
_SQL_TYPES: Final = {"int": "Int64", "float": "Float64", "bool": "Bool"}


def system_source(table: "SystemTable", alias: str, scope: "Scope") -> QuerySource:
    """A source that hands out the context's rows of the table; none when it has none."""
    known = scope.state.context.system.get(table.name.removeprefix("system."))
    rows = json.encode(known.rows if known is not None else ()).decode()
    columns = [field for field in table.fields.values() if isinstance(field, SystemColumn)]
    row_type = f"Array(Tuple({', '.join(_sql_type(column.type) for column in columns)}))"
    unfolded = call("JSONExtract", ARRAY, text(rows), text(row_type))
    select = Select(
        columns=[
            Column(name=name, expr=_value(field), alias=name, is_plain=True)
            for name, field in table.fields.items()
            if isinstance(field, SystemColumn)
        ],
        joins=[Join(source=NumbersSource(alias="one", args=(Value(INT, 1),)))],
        array_join=("ARRAY JOIN", (Alias(ARRAY, unfolded, ROW),)),
        is_source=True,
    )
    places = {name: place for place, name in enumerate(table.fields)}
    return QuerySource(alias=alias, query=select, columns=places, table=table)


def _sql_type(of: Type) -> str:
    found = _SQL_TYPES.get(of.kind, "String")
    return f"Nullable({found})" if of.nullable or found == "String" else found


def _value(column: SystemColumn) -> Node:
    of = column.type
    raw = call("tupleElement", of, Local(TUPLE, ROW), Value(INT, column.place + 1))
    if of.kind == "datetime":
        parts = (raw, Value(INT, 6), word("UTC"))
        raw = call("parseDateTime64BestEffortOrNull", with_null(of), *parts)
        zero = call("toDateTime64", of, Value(INT, 0), Value(INT, 6), word("UTC"))
        return raw if of.nullable else call("ifNull", of, raw, zero)
    if of.kind == "uuid":
        raw = call("toUUIDOrNull", with_null(of), raw)
    if of.nullable or of.kind not in {"string", "uuid"}:
        return raw
    return call("assumeNotNull", of, raw)
