"""Properties as hot columns, values of the bucketed map, or paths into JSON text (hogql 6.7).

properties.$browser   ->  nullIf(`$browser`, '')
properties.plan       ->  if(mapContains(properties, 'plan'), properties['plan'], NULL)
properties.cart.sum   ->  JSONExtract(properties['cart'], 'sum', 'Nullable(String)')
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, text, word
from hogql.plan.nodes import Column, Function, Infix, Logic, MapHas, MapValue, Node, Property, Value
from hogql.schema.columns import ZERO_UUID
from hogql.types import BOOL, DATETIME, FLOAT, INT, NULL, STRING, UUID, with_null

if TYPE_CHECKING:
    from hogql.context import Context

TEXT_OR_NULL: Final = with_null(STRING)
ZERO: Final = Value(UUID, ZERO_UUID, "UUID")


def known_text(node: Node) -> str | None:
    """The text of a constant text, None for everything else."""
    return node.value if isinstance(node, Value) and isinstance(node.value, str) else None


def lower_property(node: Property, context: "Context") -> Node:
    """A property as a value: null when the event lacks it."""
    if node.path:
        return _inside(node)
    if node.type.kind == "string":
        return text_or_null(node)
    if node.type.kind == "bool":
        written = bare_text(node)
        parts = (_is(written, "true"), Value(BOOL, True), _is(written, "false"), Value(BOOL, False))
        return Function(with_null(BOOL), "multiIf", (*parts, Value(NULL, None)))
    if node.type.kind == "float":
        return call("toFloat64OrNull", with_null(FLOAT), bare_text(node))
    zone = word(context.timezone)
    parse = "parseDateTime64BestEffortOrNull"
    return call(parse, with_null(DATETIME), bare_text(node), Value(INT, 6), zone)


def _is(node: Node, word: str) -> Node:
    return Infix(BOOL, "=", node, text(word))


def _is_hot(node: Property) -> bool:
    return node.column == "properties" and node.key in node.source.table.hot


def _id_column(node: Property) -> Column | None:
    name = node.source.table.ids.get(node.key) if node.column == "properties" else None
    return Column(UUID, node.source, name) if name else None


def _map_value(node: Property) -> MapValue:
    return MapValue(STRING, node.source, node.column, node.key)


def _map_has(node: Property) -> MapHas:
    return MapHas(BOOL, node.source, node.column, node.key)


def bare_text(node: Property) -> Node:
    """The text of a property, empty when the event lacks it; never null, so indexes serve."""
    if node.path:
        return call("ifNull", STRING, _inside(node), text(""))
    if _is_hot(node):
        return Column(STRING, node.source, node.key)
    identity = _id_column(node)
    if identity is None:
        return _map_value(node)
    # An id that is no UUID stays in the map (clickhouse 18.7).
    shown = call("toString", STRING, identity)
    return Function(STRING, "if", (Infix(BOOL, "=", identity, ZERO), _map_value(node), shown))


def text_or_null(node: Property) -> Node:
    """The text of a property, null when the event lacks it."""
    if _is_hot(node) or _id_column(node) is not None:
        return call("nullIf", TEXT_OR_NULL, bare_text(node), text(""))
    return Function(TEXT_OR_NULL, "if", (_map_has(node), _map_value(node), Value(NULL, None)))


def is_present(node: Property) -> Node:
    """Whether the event has the property."""
    if _is_hot(node):
        return Infix(BOOL, "!=", Column(STRING, node.source, node.key), text(""))
    identity = _id_column(node)
    if identity is None:
        return _map_has(node)
    return Logic(BOOL, "OR", (Infix(BOOL, "!=", identity, ZERO), _map_has(node)))


def _inside(node: Property) -> Node:
    whole = Property(TEXT_OR_NULL, node.source, node.column, node.key)
    steps = tuple(Value(INT, s) if isinstance(s, int) else text(s) for s in node.path)
    args = (bare_text(whole), *steps, word("Nullable(String)"))
    return Function(TEXT_OR_NULL, "JSONExtract", args)
