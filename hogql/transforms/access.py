"""What the caller may not read shows as null, on every way that leads to it (hogql 7.3).

properties.email, poe.properties.email, JSONExtract(..)  ->  CAST(NULL, 'Nullable(String)')
properties, COLUMNS('.*')                                ->  the map without the key
$session_id, $group_0, sessions.$entry_utm_source        ->  null of the column's type

The checks stand where such a value is made, and there is one place for each: nothing later can
bring back what was never read.
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, lambda_of, text, word
from hogql.plan.nodes import Infix, Items, Local, Node, Value
from hogql.types import BOOL, MAP, NULL, STRING, TUPLE, Type, with_null

if TYPE_CHECKING:
    from hogql.context import Context
    from hogql.schema.columns import PropertyKind, VirtualTable

SQL_TYPES: Final = {
    "int": "Int64",
    "float": "Float64",
    "bool": "Bool",
    "datetime": "DateTime64(6)",
    "date": "Date",
    "uuid": "UUID",
}
SESSION_TABLES: Final = frozenset({"sessions", "raw_sessions"})
DERIVED: Final = ("$entry_", "$end_", "$exit_")
"""Fields of a session that hold the first or last value of an event's property."""

SAME_AS: Final = {"$session_id_uuid": "$session_id", "$urls": "$current_url"}


def is_masked(context: "Context", kind: "PropertyKind | None", key: str) -> bool:
    """Whether the caller may not read a property."""
    hidden = context.restrictions.properties
    return bool(hidden) and (kind, key) in hidden


def is_masked_field(context: "Context", table: "VirtualTable", name: str) -> bool:
    """Whether a column of a table shows an event's property that the caller may not read."""
    if not context.restrictions.properties:
        return False
    return any(is_masked(context, "event", key) for key in _shown_by(table, name))


def _shown_by(table: "VirtualTable", name: str) -> list[str]:
    name = SAME_AS.get(name, name)
    if table.name not in SESSION_TABLES:
        return [name] if name.startswith("$") else []
    rest = next((name.removeprefix(word) for word in DERIVED if name.startswith(word)), None)
    return [name] if rest is None else [rest, f"${rest}"]


def masked(of: Type) -> Node:
    """Null, of the type that the value would have."""
    if of.kind in {"array", "tuple", "map", "json", "unknown"}:
        return Value(NULL, None)
    name = SQL_TYPES.get(of.kind, "String")
    return call("CAST", with_null(of), Value(NULL, None), word(f"Nullable({name})"))


def without_masked(everything: Node, kind: "PropertyKind | None", context: "Context") -> Node:
    """A map of properties without the keys that the caller may not read."""
    hidden = sorted(key for of, key in context.restrictions.properties if of == kind)
    if not hidden:
        return everything
    keys = Items(TUPLE, "tuple", tuple(text(key) for key in hidden))
    kept = lambda_of(("k", "v"), Infix(BOOL, "NOT IN", Local(STRING, "k"), keys))
    return call("mapFilter", MAP, kept, everything)
