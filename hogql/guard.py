"""The only place that writes a physical table, always inside its team's fence (hogql 7.1).

    TableSource  ->  (SELECT columns FROM t [FINAL] PREWHERE team_id = N [AND bounds]) AS alias

Trap: ClickHouse orders the conditions of a PREWHERE as it likes and evaluates them on the rows of
every team in the same granule. Nothing that can throw may stand there: only comparisons of raw
columns with constants do, and of sorting-key columns when the table is read with FINAL.
"""

from typing import TYPE_CHECKING

from hogql.errors import HogQLError
from hogql.plan.nodes import Column, Compare, Items, Logic, Node, Value
from hogql.printer.writer import quote
from hogql.schema.tables import PHYSICAL_TABLES

if TYPE_CHECKING:
    from hogql.plan.sources import Reading, TableSource
    from hogql.printer.selects import Printer


class GuardError(HogQLError):
    """A guard was asked for something that could reach another team; a bug of ours."""

    code = "hogql_guard"


def write_guard(source: "TableSource", printer: "Printer") -> str:
    """The guarded sub-select of a physical table, listing exactly what was asked for."""
    table = source.table
    if table.physical not in PHYSICAL_TABLES:
        message = "The query reads something that it may not"
        raise GuardError(message)
    columns = ", ".join(
        [_reading(reading, name, printer) for reading, name in source.needed.items()]
    )
    conditions = [f"team_id = {int(printer.team_id)}"]
    conditions.extend(_bound(item, source, printer) for item in source.bounds)
    final = " FINAL" if table.final else ""
    body = f"SELECT {columns or '1'} FROM {quote(table.physical)}{final}"
    return f"({body} PREWHERE {' AND '.join(conditions)}) AS {quote(source.alias)}"


def _reading(reading: "Reading", name: str, printer: "Printer") -> str:
    column = quote(reading.column)
    if reading.form == "column":
        return column if name == reading.column else f"{column} AS {quote(name)}"
    key = printer.writer.parameter(reading.key, "String")
    if reading.form == "value":
        return f"{column}[{key}] AS {quote(name)}"
    return f"mapContains({column}, {key}) AS {quote(name)}"


def _bound(node: Node, source: "TableSource", printer: "Printer") -> str:
    if isinstance(node, Logic):
        word = " AND " if node.op == "AND" else " OR "
        return f"({word.join([_bound(item, source, printer) for item in node.items])})"
    if not isinstance(node, Compare) or not isinstance(node.left, Column):
        message = "The query filters by something that it may not"
        raise GuardError(message)
    if node.left.source is not source or node.left.name not in {
        *source.table.safe,
        source.table.owner,
    }:
        message = "The query filters by a column that it may not"
        raise GuardError(message)
    return f"{quote(node.left.name)} {node.op} {_constant(node.right, printer)}"


def _constant(node: Node, printer: "Printer") -> str:
    if isinstance(node, Items):
        values = [item for item in node.items if isinstance(item, Value)]
        texts = [item.value for item in values if isinstance(item.value, str)]
        if len(values) != len(node.items):
            message = "The query filters by a value that it may not"
            raise GuardError(message)
        if len(texts) == len(values) > 5 and {item.sql_type for item in values} == {"String"}:
            return printer.writer.parameter(tuple(texts), "Array(String)")
        return f"({', '.join([printer.writer.constant(item) for item in values])})"
    if not isinstance(node, Value):
        message = "The query filters by a value that it may not"
        raise GuardError(message)
    return printer.writer.constant(node)
