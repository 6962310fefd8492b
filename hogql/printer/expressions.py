"""Expressions as text, with as few brackets as precedence allows.

Infix(=, Column(e, event), Value('a'))  ->  e.event = {hogql_val_0:String}
"""

from typing import TYPE_CHECKING, Final

from hogql.plan import nodes as n
from hogql.plan.queries import Select
from hogql.plan.sources import QuerySource, Reading, TableSource
from hogql.printer.writer import quote
from hogql.schema.tables import PERSON_DICTIONARY

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.printer.selects import Printer

ATOM: Final = 10
LEVELS: Final[dict[str, int]] = {"OR": 1, "AND": 2, "+": 6, "-": 6, "*": 7, "/": 7}
COMPARE_LEVEL: Final = 5
LEVELS_OF_KINDS: Final[dict[type[n.Node], int]] = {n.Not: 3, n.IsNull: COMPARE_LEVEL, n.Lambda: 0}
MANY: Final = 5


def level(node: n.Node) -> int:
    """How tightly a node's text holds together; ATOM never needs brackets."""
    if isinstance(node, n.Infix):
        return LEVELS.get(node.op, COMPARE_LEVEL)
    if isinstance(node, n.Logic):
        return level(node.items[0]) if len(node.items) == 1 else LEVELS[node.op]
    return LEVELS_OF_KINDS.get(type(node), ATOM)


def write(node: n.Node, printer: "Printer") -> str:
    """The text of a lowered expression."""
    return RULES[type(node)](node, printer)


def within(node: n.Node, least: int, printer: "Printer") -> str:
    """The text of an operand, in brackets where it binds less than its operator."""
    found = write(node, printer)
    return found if level(node) >= least else f"({found})"


def _list(nodes: "tuple[n.Node, ...]", printer: "Printer") -> str:
    return ", ".join([write(node, printer) for node in nodes])


def _value(node: n.Value, printer: "Printer") -> str:
    return printer.writer.constant(node)


def _column(node: n.Column, printer: "Printer") -> str:
    return _read(node.source, Reading("column", node.name), printer)


def _person_key(node: n.PersonKey, printer: "Printer") -> str:
    key = _read(node.source, Reading("column", node.key or node.column), printer)
    if not node.key:
        key = f"cityHash64({key})"
    return f"dictGetOrDefault('{PERSON_DICTIONARY}', 'new_key', {key}, {key})"


def _map_value(node: n.MapValue, printer: "Printer") -> str:
    return _read(node.source, Reading("value", node.column, node.key), printer)


def _map_has(node: n.MapHas, printer: "Printer") -> str:
    return _read(node.source, Reading("has", node.column, node.key), printer)


def _read(source: TableSource, reading: Reading, _printer: "Printer") -> str:
    return f"{quote(source.alias)}.{quote(source.read(reading))}"


def _output(node: n.Output, _printer: "Printer") -> str:
    if isinstance(node.source, QuerySource) and isinstance(node.source.query, Select):
        node.source.query.used.add(node.name)
    return f"{quote(node.source.alias)}.{quote(node.name)}"


def _alias(node: n.Alias, printer: "Printer") -> str:
    return f"({within(node.expr, 1, printer)} AS {quote(node.name)})"


def _name(node: n.AliasRef | n.Local, _printer: "Printer") -> str:
    return quote(node.name)


def _lambda(node: n.Lambda, printer: "Printer") -> str:
    names = ", ".join([quote(name) for name in node.names])
    return f"({names}) -> {write(node.body, printer)}"


def _function(node: n.Function, printer: "Printer") -> str:
    params = f"({_list(node.params, printer)})" if node.params else ""
    distinct = "DISTINCT " if node.is_distinct else ""
    return f"{node.name}{params}({distinct}{_list(node.args, printer)})"


def _infix(node: n.Infix, printer: "Printer") -> str:
    own = LEVELS.get(node.op, COMPARE_LEVEL)
    left = within(node.left, own if own > COMPARE_LEVEL else own + 1, printer)
    if node.op in {"IN", "NOT IN"} and isinstance(node.right, n.Items):
        return f"{left} {node.op} {_choices(node.right, printer)}"
    return f"{left} {node.op} {within(node.right, own + 1, printer)}"


def _choices(node: n.Items, printer: "Printer") -> str:
    texts = [
        item.value
        for item in node.items
        if isinstance(item, n.Value) and isinstance(item.value, str) and item.sql_type == "String"
    ]
    if len(texts) == len(node.items) > MANY:
        return printer.writer.parameter(tuple(texts), "Array(String)")
    if len(node.items) == 1 and not isinstance(node.items[0], n.Value):
        # In plain brackets, ClickHouse could take a name for that of a table.
        return f"tuple({write(node.items[0], printer)})"
    return f"({_list(node.items, printer)})"


def _compare(node: n.Compare, printer: "Printer") -> str:
    return _infix(n.Infix(node.type, node.op, node.left, node.right), printer)


def _logic(node: n.Logic, printer: "Printer") -> str:
    if len(node.items) == 1:
        return write(node.items[0], printer)
    own = LEVELS[node.op]
    return f" {node.op} ".join([within(item, own + 1, printer) for item in node.items])


def _not(node: n.Not, printer: "Printer") -> str:
    return f"NOT {within(node.expr, COMPARE_LEVEL, printer)}"


def _is_null(node: n.IsNull, printer: "Printer") -> str:
    word = "IS NOT NULL" if node.negated else "IS NULL"
    return f"{within(node.expr, COMPARE_LEVEL + 1, printer)} {word}"


def _items(node: n.Items, printer: "Printer") -> str:
    inner = _list(node.items, printer)
    if node.shape == "array":
        return f"[{inner}]"
    return f"({inner})" if len(node.items) > 1 else f"tuple({inner})"


def _sub_query(node: n.SubQuery, printer: "Printer") -> str:
    if node.common is not None:
        first = printer.first_column(node.query)
        return f"(SELECT {first} FROM {quote(node.common.name)})"
    return f"({printer.query(node.query)})"


def _window_call(node: n.WindowCall, printer: "Printer") -> str:
    if isinstance(node.window, str):
        return f"{_function(node.function, printer)} OVER {quote(node.window)}"
    return f"{_function(node.function, printer)} OVER ({printer.window(node.window)})"


RULES: Final["dict[type[n.Node], Callable[..., str]]"] = {
    n.Value: _value,
    n.Column: _column,
    n.PersonKey: _person_key,
    n.MapValue: _map_value,
    n.MapHas: _map_has,
    n.Output: _output,
    n.Alias: _alias,
    n.AliasRef: _name,
    n.Local: _name,
    n.Lambda: _lambda,
    n.Function: _function,
    n.Infix: _infix,
    n.Compare: _compare,
    n.Logic: _logic,
    n.Not: _not,
    n.IsNull: _is_null,
    n.Items: _items,
    n.SubQuery: _sub_query,
    n.WindowCall: _window_call,
}
"""How each node is written. Fixed words only; names are quoted, values are parameters."""
