"""What a name of a virtual table becomes (hogql 6.2).

$session_id -> nullIf(session_id, zero)     $group_0 -> groups['company']     person_id -> Person
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, person, property_of, text, whole
from hogql.plan.nodes import Column, Function, MapValue, Node, Value
from hogql.resolver.scope import at
from hogql.schema.columns import (
    ZERO_UUID,
    ChainPart,
    GroupColumn,
    JsonColumn,
    Nested,
    NullableId,
    RawColumn,
)
from hogql.types import BOOL, DATETIME, FLOAT, STRING, UUID, Type, array_of, with_null

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql import ast
    from hogql.context import Context
    from hogql.plan.sources import TableSource
    from hogql.schema.columns import Field

PROPERTY_TYPES: Final[dict[str, Type]] = {
    "String": STRING,
    "Numeric": FLOAT,
    "Boolean": BOOL,
    "DateTime": DATETIME,
}


def read_field(
    source: "TableSource", chain: tuple[str, ...], node: "ast.Node", context: "Context"
) -> tuple[Node, tuple[str, ...]]:
    """The value that the first names of ``chain`` stand for, and the names that are left."""
    fields: Mapping[str, Field] = source.table.fields
    for place, name in enumerate(chain):
        found = fields.get(name)
        if found is None:
            raise at(node, f"Field not found: {name}")
        if not isinstance(found, Nested):
            return _read(source, found, context), chain[place + 1 :]
        fields = found.fields
    raise at(node, f"Can't select a table when a column is expected: {chain[-1]}")


def _read(source: "TableSource", found: "Field", context: "Context") -> Node:
    match found:
        case RawColumn():
            column = Column(found.type, source, found.physical)
            value: Node = call("toString", found.type, column) if found.as_text else column
        case JsonColumn():
            value = whole(source, found.physical)
        case GroupColumn():
            value = _group_key(source, found.index, context)
        case ChainPart():
            value = _chain_part(source, found)
        case NullableId():
            zero = Value(UUID, ZERO_UUID, "UUID")
            column = Column(UUID, source, found.physical)
            value = call("nullIf", with_null(UUID), column, zero)
        case _:
            value = person(source)
    return value


def _group_key(source: "TableSource", index: int, context: "Context") -> Node:
    if index >= len(context.group_types):
        return text("")
    return MapValue(STRING, source, "groups", context.group_types[index])


def _chain_part(source: "TableSource", part: ChainPart) -> Node:
    chain = Column(STRING, source, "elements_chain")
    if not part.is_list:
        return call("extract", STRING, chain, text(part.pattern))
    strings = array_of(STRING)
    found = Function(strings, "extractAll", (chain, text(part.pattern)))
    return call("arrayDistinct", strings, found)


def read_property(source: "TableSource", column: str, key: str, context: "Context") -> Node:
    """A property by its key, of the type that the project's definitions give it."""
    of = STRING
    if column == "properties":
        of = PROPERTY_TYPES[context.property_types.get(key, "String")]
    return property_of(source, column, key, of)
