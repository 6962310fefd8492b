"""What stands behind a name: the fields of a table, the keys of properties, columns of a query.

events  ->  Fields     events.person  ->  Fields of persons     person.properties  ->  Keys(person)
"""

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from hogql.resolver.describe import describe
from hogql.schema.columns import (
    GroupColumn,
    JsonColumn,
    LazyJoin,
    Nested,
    Table,
    Traverser,
)
from hogql.schema.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hogql.context import Context
    from hogql.schema.columns import Field, PropertyKind, VirtualTable
    from hogql.types import Kind

MAX_STEPS: Final = 12


class Fields(Struct, frozen=True, kw_only=True):
    """Named fields of a table. ``group`` is the place of the group type that its rows are of."""

    table: "VirtualTable"
    fields: "Mapping[str, Field]"
    group: int | None = None


class Keys(Struct, frozen=True, kw_only=True):
    """Properties, which the project's definitions name."""

    kind: "PropertyKind"
    group: int | None = None


class Columns(Struct, frozen=True, kw_only=True):
    """What a query hands out; what can be entered has its own reach."""

    columns: "Mapping[str, Reach | None]"


Reach: TypeAlias = Fields | Keys | Columns


class Known(Struct, frozen=True):
    """A name that may be written, and what to say of it."""

    name: str
    detail: str
    is_table: bool = False


def table_reach(name: str, context: "Context") -> Fields | None:
    """The table of that name, unless the caller may not read it."""
    table = TABLES.get(name)
    if table is None or name in context.restrictions.tables:
        return None
    return Fields(table=table, fields=table.fields)


def step(reach: Reach, name: str, context: "Context") -> Reach | None:
    """What a name reaches inside; None when nothing, or a plain value."""
    if isinstance(reach, Columns):
        return reach.columns.get(name)
    if isinstance(reach, Keys):
        return None
    found = reach.fields.get(name)
    if found is None and name in context.group_types:
        found = reach.fields.get(f"group_{context.group_types.index(name)}")
    return None if found is None else _enter(reach, found, context, MAX_STEPS)


def walk(reach: Reach | None, chain: tuple[str, ...], context: "Context") -> Reach | None:
    """What a dotted name reaches."""
    for name in chain:
        if reach is None:
            return None
        reach = step(reach, name, context)
    return reach


def _enter(reach: Fields, found: "Field", context: "Context", steps: int) -> Reach | None:
    if isinstance(found, Nested):
        return Fields(table=reach.table, fields=found.fields, group=reach.group)
    if isinstance(found, JsonColumn):
        return _keys(reach, found)
    if isinstance(found, LazyJoin):
        return _join(found, context)
    if isinstance(found, Traverser) and steps:
        return _follow(reach, found, context, steps - 1)
    return None


def _join(found: LazyJoin, context: "Context") -> Fields | None:
    joined = table_reach(found.table, context)
    if joined is None:
        return None
    fields = {**joined.fields, **found.own}
    return Fields(table=joined.table, fields=fields, group=found.group)


def _follow(reach: Fields, found: Traverser, context: "Context", steps: int) -> Reach | None:
    target: Reach | None = reach
    for name in found.chain:
        inner = target.fields.get(name) if isinstance(target, Fields) else None
        if inner is None or not isinstance(target, Fields):
            return None
        target = _enter(target, inner, context, steps)
    return target


def _keys(reach: Fields, found: JsonColumn) -> Keys | None:
    kinds = reach.table.kinds if isinstance(reach.table, Table) else {}
    kind = kinds.get(found.physical)
    return None if kind is None else Keys(kind=kind, group=reach.group)


def names_in(reach: Reach, context: "Context") -> "Iterator[Known]":
    """The names that may follow; those of properties are not among them."""
    if isinstance(reach, Columns):
        for name, inner in reach.columns.items():
            yield Known(name, "column" if inner is None else "table", inner is not None)
    elif isinstance(reach, Fields):
        for name, found in reach.fields.items():
            if name != "team_id" and not _is_unused_group(found, context):
                is_table = isinstance(found, LazyJoin | Nested)
                yield Known(name, "table" if is_table else _type_of(reach, name), is_table)
        for place, name in enumerate(context.group_types):
            if name and f"group_{place}" in reach.fields:
                yield Known(name, f"table, the same as group_{place}", is_table=True)


def _is_unused_group(found: "Field", context: "Context") -> bool:
    place = found.index if isinstance(found, GroupColumn) else None
    if isinstance(found, LazyJoin):
        place = found.group
    return place is not None and place >= len(context.group_types)


_DETAILS: Final[dict["Kind", str]] = {
    "string": "String",
    "int": "Integer",
    "float": "Float",
    "bool": "Boolean",
    "datetime": "DateTime",
    "date": "Date",
    "uuid": "UUID",
    "array": "Array",
    "json": "JSON",
    "person": "UUID",
    "tuple": "Tuple",
    "map": "Map",
    "interval": "Interval",
    "lambda": "value",
    "unknown": "value",
    "null": "value",
}


def _type_of(reach: Fields, name: str) -> str:
    """The type of a field's value; ``value`` for one that a table is only seen through."""
    if reach.fields.get(name) is not reach.table.fields.get(name):
        return "value"
    described = describe(reach.table.name).get(name)
    return "value" if described is None or isinstance(described, str) else _DETAILS[described.kind]
