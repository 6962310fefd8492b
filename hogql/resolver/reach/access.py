"""Going into a value: properties, JSON paths, items of arrays, parts of tuples (hogql 6.7).

properties.plan      -> Property(plan)             q.properties.plan -> one more column of q
properties.a.b.1     -> Property(a, path b, 1)     text.b            -> JSONExtract(text, 'b')
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.plan.making import call, text, word
from hogql.plan.nodes import Function, Node, Output, Property, Value, WholeProperties
from hogql.plan.queries import Column, Select, columns_of, type_of_column
from hogql.plan.sources import QuerySource
from hogql.resolver.reach.fields import read_property
from hogql.resolver.reach.paths import ends_at_table
from hogql.resolver.scope import at, free_name
from hogql.types import INT, STRING, UNKNOWN, Type, with_null

if TYPE_CHECKING:
    from hogql.context import Context
    from hogql.resolver.scope import Scope

TEXT_OR_NULL: Final = word("Nullable(String)")


def follow(node: Node, names: tuple[str, ...], scope: "Scope", place: "ast.Node") -> Node:
    """The value reached from ``node`` through ``names``."""
    for name in names:
        node = go_into(node, name, scope, place)
    return node


def go_into(node: Node, key: str | int, scope: "Scope", place: "ast.Node") -> Node:
    """One step into a value, by a constant name or a place counted from one."""
    if key == 0:
        message = "SQL indexes start from one, not from zero. E.g: array.1"
        raise at(place, message)
    kind = node.type.kind
    if kind == "json":
        return into_json(node, str(key), scope.state.context)
    if isinstance(node, Property):
        path = (*node.path, key)
        return Property(with_null(STRING), node.source, node.column, node.key, path)
    if kind == "string":
        return json_text(node, key)
    step = Value(INT, key) if isinstance(key, int) else text(key)
    if kind in {"tuple", "unknown"}:
        return call("tupleElement", _part_of(node.type, key), node, step)
    if kind in {"array", "map"}:
        return call("arrayElement", node.type.item or UNKNOWN, node, step)
    raise at(place, f"Can not access '{key}' of a value of type {kind}")


def _part_of(of: Type, key: str | int) -> Type:
    is_known = isinstance(key, int) and 1 <= key <= len(of.parts)
    return of.parts[key - 1] if is_known and isinstance(key, int) else UNKNOWN


def json_text(node: Node, key: str | int) -> Function:
    """The text of a value inside JSON text, null when it is missing or null."""
    step = Value(INT, key) if isinstance(key, int) else text(key)
    return call("JSONExtract", with_null(STRING), node, step, TEXT_OR_NULL)


def into_json(node: Node, key: str, context: "Context") -> Node:
    """A property of a whole ``properties`` value, read from the table that has it."""
    if isinstance(node, WholeProperties):
        return read_property(node.source, node.column, key, context)
    if isinstance(node, Output) and isinstance(node.source, QuerySource):
        inner = node.source.query
        if isinstance(inner, Select) and not inner.is_grouped and not inner.distinct:
            column = next(item for item in inner.columns if item.alias == node.name)
            found = into_json(column.expr, key, context)
            return Output(found.type, node.source, hand_out(inner, found))
    return json_text(node, key)


def hand_out(select: Select, node: Node) -> str:
    """The name under which ``select`` hands out one more value."""
    for column in select.columns:
        if column.expr == node and column.alias:
            return column.alias
    taken = {column.alias for column in select.columns if column.alias}
    name = free_name("more", taken)
    select.columns.append(Column(name=name, expr=node, alias=name, is_hidden=True))
    return name


def find_output(source: QuerySource, name: str) -> Output | None:
    """A column of a sub-query by the name its author gave it."""
    place = source.columns.get(name)
    if place is None:
        return None
    column = columns_of(source.query)[place]
    of = type_of_column(source.query, place)
    return Output(of, source, column.alias or column.name)


def field_of(node: "ast.Node") -> "ast.Field | None":
    """``person['properties']`` as ``person.properties``; None when it is no chain of names."""
    if isinstance(node, ast.Field):
        return node
    if not isinstance(node, ast.ArrayAccess) or not isinstance(node.property, ast.Constant):
        return None
    inner, key = field_of(node.array), node.property.value
    if inner is None or not isinstance(key, str):
        return None
    return ast.Field(chain=(*inner.chain, key), start=node.start, end=node.end)


def resolve_array_access(node: "ast.ArrayAccess", scope: "Scope") -> Node:
    """``a[b]``: a property by a constant key, an item of an array or of a map."""
    through = field_of(node)
    if through is not None and ends_at_table(through.chain[:-1], scope):
        return scope.resolve(through)
    inner = scope.resolve(node.array)
    key = scope.resolve(node.property)
    step = key.value if isinstance(key, Value) else None
    is_text = inner.type.kind in {"json", "string"}
    if is_text and isinstance(step, str | int) and not isinstance(step, bool):
        return go_into(inner, step, scope, node)
    if isinstance(key, Value) and key.value == 0:
        raise at(node, "SQL indexes start from one, not from zero. E.g: array[1]")
    if is_text:
        return call("JSONExtract", with_null(STRING), inner, key, TEXT_OR_NULL)
    item: Type = inner.type.item or UNKNOWN
    return Function(item, "arrayElement", (inner, key))


def resolve_tuple_access(node: "ast.TupleAccess", scope: "Scope") -> Node:
    """``a.1``."""
    return go_into(scope.resolve(node.tuple), node.index, scope, node)


def resolve_array_slice(node: "ast.ArraySlice", scope: "Scope") -> Node:
    """``a[2:3]``, both ends included."""
    inner = scope.resolve(node.array)
    start = scope.resolve(node.start_expr) if node.start_expr else Value(INT, 1)
    if node.end_expr is None:
        return Function(inner.type, "arraySlice", (inner, start))
    end = scope.resolve(node.end_expr)
    length = call("plus", INT, call("minus", INT, end, start), Value(INT, 1))
    return Function(inner.type, "arraySlice", (inner, start, length))
