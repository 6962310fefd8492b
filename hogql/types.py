"""Types of values, with nullability tracked from the start (hogql 6.9).

column, constant, function  ->  Type(kind, nullable)  ->  which form of a comparison is emitted
"""

from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal[
    "unknown",
    "null",
    "string",
    "int",
    "float",
    "bool",
    "datetime",
    "date",
    "uuid",
    "interval",
    "array",
    "tuple",
    "map",
    "json",
    "person",
    "lambda",
]
"""``json`` is a whole ``properties`` column; ``person`` a person, counted by key, shown as UUID."""


class Type(Struct, frozen=True):
    """What is known of a value. ``zoned`` datetimes already carry the zone to show them in.

    ``item`` is the type of an array's items or of a map's values, ``parts`` those of a tuple.
    """

    kind: Kind
    nullable: bool = False
    item: "Type | None" = None
    zoned: bool = False
    parts: "tuple[Type, ...]" = ()

    @property
    def is_number(self) -> bool:
        """Whether arithmetic applies as it is."""
        return self.kind in {"int", "float", "bool"}


UNKNOWN: Final = Type("unknown")
NULL: Final = Type("null", nullable=True)
STRING: Final = Type("string")
INT: Final = Type("int")
FLOAT: Final = Type("float")
BOOL: Final = Type("bool")
DATETIME: Final = Type("datetime")
ZONED: Final = Type("datetime", zoned=True)
DATE: Final = Type("date")
UUID: Final = Type("uuid")
INTERVAL: Final = Type("interval")
TUPLE: Final = Type("tuple")
MAP: Final = Type("map")
JSON: Final = Type("json")
PERSON: Final = Type("person")
LAMBDA: Final = Type("lambda")
ARRAY: Final = Type("array", item=UNKNOWN)


@lru_cache(maxsize=512)
def array_of(item: Type) -> Type:
    """The type of an array of ``item``."""
    return Type("array", item=item)


@lru_cache(maxsize=512)
def with_null(kind: Type, nullable: bool = True) -> Type:
    """The same type, nullable or not."""
    if kind.nullable == nullable:
        return kind
    return Type(kind.kind, nullable, kind.item, kind.zoned, kind.parts)


VALUES: Final = frozenset(
    {"string", "int", "float", "datetime", "date", "uuid", "interval", "array", "tuple", "map"}
)
"""Kinds that stay what they are inside a tuple or a map."""


def kept(of: Type) -> Type:
    """The type of a value as a part of another; a person, say, is shown there as something else."""
    return of if of.kind in VALUES else UNKNOWN


@lru_cache(maxsize=512)
def tuple_type(parts: "tuple[Type, ...]") -> Type:
    """The type of a tuple of these parts."""
    return Type("tuple", parts=tuple(kept(part) for part in parts))


@lru_cache(maxsize=512)
def map_of(item: Type) -> Type:
    """The type of a map to values of ``item``."""
    return Type("map", item=kept(item))


def join(types: "tuple[Type, ...]") -> Type:
    """The type of a value that is one of several, as of ``if`` or of an array's items."""
    known = [item for item in types if item.kind != "null"]
    nullable = len(known) < len(types) or any(item.nullable for item in known)
    if not known:
        return NULL
    first = known[0]
    if any(item.kind != first.kind for item in known):
        is_number = all(item.is_number for item in known)
        return with_null(FLOAT if is_number else UNKNOWN, nullable)
    if any(item.parts != first.parts or item.item != first.item for item in known):
        first = Type(first.kind, zoned=first.zoned)
    return with_null(first, nullable)
