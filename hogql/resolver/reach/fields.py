"""What a name of a virtual table becomes (hogql 6.2).

$session_id -> nullIf(session_id, zero)     $group_0 -> groups['company']     person_id -> Person
"""

from typing import TYPE_CHECKING, Final

from hogql.errors import HogQLError, ResolutionError
from hogql.plan.making import array, call, person, property_of, text, whole
from hogql.plan.nodes import (
    Column,
    Function,
    Infix,
    MapValue,
    Node,
    Output,
    PersonOutput,
    Value,
)
from hogql.plan.queries import columns_of
from hogql.plan.sources import InnerSource, NumbersSource, QuerySource, TableSource
from hogql.resolver.closest import perhaps
from hogql.resolver.reach.lazy import join_lazily, read_inner, read_text
from hogql.resolver.scope import at
from hogql.schema.columns import (
    ZERO_UUID,
    ChainPart,
    Expression,
    GroupColumn,
    GroupIndex,
    Inner,
    JsonColumn,
    LazyJoin,
    Nested,
    NullableId,
    PersonColumn,
    RawColumn,
    Traverser,
)
from hogql.transforms.access import is_masked, is_masked_field, masked
from hogql.types import (
    BOOL,
    DATETIME,
    FLOAT,
    INT,
    NULL,
    STRING,
    UUID,
    Type,
    array_of,
    with_null,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hogql import ast
    from hogql.context import Context, PropertyType
    from hogql.plan.sources import Named
    from hogql.resolver.scope import Scope
    from hogql.schema.columns import Field

PROPERTY_TYPES: Final[dict[str, Type]] = {
    "String": STRING,
    "Numeric": FLOAT,
    "Boolean": BOOL,
    "DateTime": DATETIME,
}


def has_field(source: "Named", name: str, context: "Context | None" = None) -> bool:
    """Whether a source has a column, or leads to a table, of that name."""
    if isinstance(source, InnerSource):
        return has_field(source.source, name, context)
    if isinstance(source, NumbersSource):
        return name == "number"
    if isinstance(source, QuerySource) and source.table is None:
        return name in source.columns
    fields = source.table.fields if source.table is not None else {}
    return name in fields or (
        context is not None and group_field(name, fields, context) is not None
    )


def group_field(name: str, fields: "Mapping[str, Field]", context: "Context") -> str | None:
    """The lazy join that a group type's own name stands for, as ``organization``."""
    if name not in context.group_types:
        return None
    found = f"group_{context.group_types.index(name)}"
    return found if found in fields else None


def read_field(
    source: "TableSource | QuerySource",
    fields: "Mapping[str, Field]",
    chain: tuple[str, ...],
    node: "ast.Node",
    scope: "Scope",
) -> tuple[Node, tuple[str, ...]]:
    """The value that the first names of ``chain`` stand for, and the names that are left."""
    name, *more = chain
    rest = tuple(more)
    if name not in fields:
        name = group_field(name, fields, scope.state.context) or name
    found = fields.get(name)
    if found is None:
        raise not_found(name, fields, node)
    if isinstance(found, Traverser):
        whole_table = source.table.fields if source.table is not None else fields
        return read_field(source, whole_table, (*found.chain, *rest), node, scope)
    if not isinstance(found, Nested | LazyJoin):
        return _read(source, name, found, scope), rest
    if not rest:
        raise at(node, f"Can't select a table when a column is expected: {name}")
    if isinstance(found, Nested):
        return read_field(source, found.fields, rest, node, scope)
    if rest[0] in found.own:
        return _read(source, rest[0], found.own[rest[0]], scope), rest[1:]
    target = join_lazily(source, name, found, scope, node)
    inner = target.table.fields if target.table is not None else {}
    return read_field(target, inner, rest, node, scope)


def not_found(name: str, known: "Iterable[str]", node: "ast.Node") -> HogQLError:
    """The error for a field that a table lacks; proposes one that is written alike."""
    fix = perhaps(name, known)
    message = f"Field not found: {name}"
    return ResolutionError(message, start=node.start, end=node.end, fix=fix)


def _read(source: "TableSource | QuerySource", name: str, found: "Field", scope: "Scope") -> Node:
    if source.table is not None and is_masked_field(scope.state.context, source.table, name):
        return masked(getattr(found, "type", None) or STRING)
    if isinstance(found, Expression):
        return read_text(found, source, scope)
    if isinstance(source, TableSource):
        return _of_table(source, found, scope.state.context)
    if isinstance(found, Inner):
        output = read_inner(source, name, found)
        is_person = output.type.kind == "person"
        return PersonOutput(output.type, source, output.name) if is_person else output
    column = columns_of(source.query)[source.columns[name]]
    return Output(column.expr.type, source, column.alias or column.name)


def _of_table(source: "TableSource", found: "Field", context: "Context") -> Node:
    match found:
        case RawColumn():
            value = _column(source, found)
        case JsonColumn():
            value = whole(source, found.physical)
        case GroupColumn():
            value = _group_key(source, found.index, context)
        case GroupIndex():
            value = _group_index(source, context)
        case ChainPart():
            value = _chain_part(source, found)
        case NullableId():
            zero = Value(UUID, ZERO_UUID, "UUID")
            column = Column(UUID, source, found.physical)
            value = call("nullIf", with_null(UUID), column, zero)
        case PersonColumn():
            value = person(source, found.physical, found.key)
        case _:
            message = f"{type(found).__name__} is no field of a table"
            raise ResolutionError(message)
    return value


def _column(source: "TableSource", found: RawColumn) -> Node:
    column: Node = Column(found.type, source, found.physical)
    if found.as_text:
        column = call("toString", found.type, column)
    if not source.is_joined or found.type.kind in {"array", "tuple"}:
        return column
    return call("if", with_null(found.type), _is_missing(source), Value(NULL, None), column)


def _is_missing(source: "TableSource") -> Node:
    """Whether a lazy join found no row: its key then has the default of its type."""
    key = source.table.key
    field = next(
        item
        for item in source.table.fields.values()
        if isinstance(item, RawColumn) and item.physical == key
    )
    nothing = Value(UUID, ZERO_UUID, "UUID") if field.type.kind == "uuid" else text("")
    return Infix(BOOL, "=", Column(field.type, source, key), nothing)


def _group_index(source: "TableSource", context: "Context") -> Node:
    types = array(tuple(text(name) for name in context.group_types), STRING)
    place = call("indexOf", INT, types, Column(STRING, source, "group_type"))
    return call("minus", INT, call("toInt64", INT, place), Value(INT, 1))


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
    of = PROPERTY_TYPES[_type_of(source, column, key, context)]
    if is_masked(context, source.table.kinds.get(column), key):
        return masked(of)
    return property_of(source, column, key, of)


def _type_of(source: "TableSource", column: str, key: str, context: "Context") -> "PropertyType":
    kind = source.table.kinds.get(column)
    if kind == "event":
        return context.property_types.get(key, "String")
    if kind == "person":
        return context.person_property_types.get(key, "String")
    if kind == "group" and source.group is not None:
        return context.group_property_types.get((source.group, key), "String")
    return "String"
