"""What a virtual table is made of. Built once at import; a team adds only a small overlay.

name in HogQL  ->  how the resolver reads it
"""

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.types import Type


class RawColumn(Struct, frozen=True, kw_only=True):
    """A column of the physical table, read as it is; ``as_text`` for enumerations."""

    physical: str
    type: "Type"
    as_text: bool = False


class JsonColumn(Struct, frozen=True, kw_only=True):
    """A map of property key to text, some keys of which live in hot columns."""

    physical: str


class GroupColumn(Struct, frozen=True, kw_only=True):
    """``$group_0``: the key of the event's group of the project's n-th group type."""

    index: int


class ChainPart(Struct, frozen=True, kw_only=True):
    """A part of ``elements_chain``, taken out by one regular expression."""

    pattern: str
    is_list: bool


class NullableId(Struct, frozen=True, kw_only=True):
    """A UUID column whose zero means missing."""

    physical: str


class PersonColumn(Struct, frozen=True, kw_only=True):
    """The person of the row, merges resolved."""


class Nested(Struct, frozen=True, kw_only=True):
    """A table seen through another one, as ``poe.properties``."""

    fields: "Mapping[str, Field]"


Field: TypeAlias = (
    RawColumn | JsonColumn | GroupColumn | ChainPart | NullableId | PersonColumn | Nested
)


class Table(Struct, frozen=True, kw_only=True, eq=False):
    """A table that queries may name, or that the compiler reads for itself.

    ``safe`` are the physical columns whose comparison with a constant never throws and may stand
    in the guard; on a table read with ``final`` these are sorting-key columns only (hogql 6.6.4).
    ``star`` lists the fields of ``*``, in order. ``hot`` are keys with a column of their own.
    """

    name: str
    physical: str
    fields: "Mapping[str, Field]"
    star: tuple[str, ...] = ()
    safe: frozenset[str] = frozenset()
    hot: frozenset[str] = frozenset()
    final: bool = False


ZERO_UUID: Final = "00000000-0000-0000-0000-000000000000"
