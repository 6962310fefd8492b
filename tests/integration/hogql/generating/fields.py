"""What a generated query may read: the tables and fields of the schema, with the kind of each.

TABLES  ->  Known(table, {"properties.plan": "string", "person.id": "uuid", ...})
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hogql.schema import columns as c
from hogql.schema.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEYS: Final = ("plan", "amount", "cart", "cart.sku", "cart.items.1.n", "email", "size", "missing")
HOT_KEYS: Final = ("$browser", "$os", "$session_id", "$current_url")
KINDS: Final[dict[type, str]] = {
    c.GroupColumn: "string",
    c.GroupIndex: "int",
    c.NullableId: "uuid",
    c.PersonColumn: "uuid",
}
_REGULAR: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A table, and the names that lead to a value of it, with their kinds."""

    table: str
    fields: "Mapping[str, str]"


@lru_cache(maxsize=1)
def known_tables() -> tuple[Known, ...]:
    """Every table of the schema."""
    return tuple(
        Known(table=name, fields=dict(_fields(table.fields, depth=2)))
        for name, table in TABLES.items()
    )


def _fields(fields: "Mapping[str, c.Field]", *, depth: int) -> "Iterator[tuple[str, str]]":
    for name, field in fields.items():
        own = quoted(name)
        if isinstance(field, c.Traverser) and _ends_at_table(fields, field.chain):
            continue
        if isinstance(field, c.Nested):
            yield from _under(own, field.fields, depth)
        elif isinstance(field, c.LazyJoin):
            yield from _under(own, {**TABLES[field.table].fields, **field.own}, depth)
        elif isinstance(field, c.JsonColumn):
            yield own, "json"
            yield from ((f"{own}.{quoted_chain(key)}", "string") for key in KEYS + HOT_KEYS)
        else:
            yield own, _kind(field)


def _ends_at_table(fields: "Mapping[str, c.Field]", chain: tuple[str, ...]) -> bool:
    for name in chain:
        found = fields.get(name)
        if isinstance(found, c.LazyJoin):
            fields = {**TABLES[found.table].fields, **found.own}
        elif isinstance(found, c.Nested):
            fields = found.fields
        else:
            return False
    return True


def _under(name: str, fields: "Mapping[str, c.Field]", depth: int) -> "Iterator[tuple[str, str]]":
    if depth > 0:
        yield from ((f"{name}.{rest}", kind) for rest, kind in _fields(fields, depth=depth - 1))


def _kind(field: "c.Field") -> str:
    if isinstance(field, c.ChainPart):
        return "array" if field.is_list else "string"
    known = KINDS.get(type(field))
    found = getattr(field, "type", None)
    return known or (found.kind if found is not None else "any")


def quoted(name: str) -> str:
    """A name as HogQL writes it."""
    return name if _REGULAR.fullmatch(name) else f"`{name}`"


def quoted_chain(chain: str) -> str:
    """A dotted name with each part quoted where it must be; a number is an index."""
    return ".".join(part if part.isdigit() else quoted(part) for part in chain.split("."))
