"""What a virtual table is made of. Built once at import; a team adds only a small overlay.

    name in HogQL  ->  how the resolver reads it

HogQL texts in here are parsed when a query first asks for their field, never at import.
"""

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.types import Type

PropertyKind: TypeAlias = Literal["event", "person", "group"]
"""Whose definitions, and whose restrictions, a map of properties falls under."""


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


class GroupIndex(Struct, frozen=True, kw_only=True):
    """The place of a row's ``group_type`` among the project's, from zero; -1 when it has none."""


class ChainPart(Struct, frozen=True, kw_only=True):
    """A part of ``elements_chain``, taken out by one regular expression."""

    pattern: str
    is_list: bool


class NullableId(Struct, frozen=True, kw_only=True):
    """A UUID column whose zero means missing."""

    physical: str


class PersonColumn(Struct, frozen=True, kw_only=True):
    """The person of the row, merges resolved.

    ``key`` is the column that holds the hash of the person at insert time; without one the hash is
    that of ``physical``.
    """

    physical: str = "person_id"
    key: str = "person_key"


class Nested(Struct, frozen=True, kw_only=True):
    """A table seen through another one without a join, as ``poe.properties``."""

    fields: "Mapping[str, Field]"


class Expression(Struct, frozen=True, kw_only=True):
    """HogQL over the table's own fields, its lazy joins included.

    ``type`` where the text does not tell.
    """

    text: str
    type: "Type | None" = None


class Inner(Struct, frozen=True, kw_only=True):
    """A column of a computed table: HogQL over its base. ``type`` where the text does not tell."""

    text: str
    type: "Type | None" = None


class LazyJoin(Struct, frozen=True, kw_only=True):
    """Another table, joined when one of its fields is used.

    ``on`` is HogQL over ``here`` and ``there``. ``own`` are fields that need no join. ``group`` is
    the place of the only group type that is joined.
    """

    table: str
    on: str
    kind: Literal["LEFT ANY JOIN", "LEFT JOIN"] = "LEFT ANY JOIN"
    own: "Mapping[str, Field]" = field(default_factory=dict)
    group: int | None = None


class Traverser(Struct, frozen=True, kw_only=True):
    """Another name for a chain of names."""

    chain: tuple[str, ...]


class SystemColumn(Struct, frozen=True, kw_only=True):
    """A column of rows that come with the context; ``place`` is its place in a row."""

    place: int
    type: "Type"


Field: TypeAlias = (
    RawColumn
    | JsonColumn
    | GroupColumn
    | GroupIndex
    | ChainPart
    | NullableId
    | PersonColumn
    | Nested
    | Expression
    | Inner
    | LazyJoin
    | Traverser
    | SystemColumn
)


class Table(Struct, frozen=True, kw_only=True, eq=False):
    """A table that queries may name, or that the compiler reads for itself.

    ``safe`` are the physical columns whose comparison with a constant never throws and may stand
    in the guard; on a table read with ``final`` these are sorting-key columns only (hogql 6.6.4).
    ``star`` lists the fields of ``*``, in order. ``hot`` are keys with a column of their own, and
    ``ids`` keys whose values live in a UUID column. ``kinds`` says what the maps of properties are
    about. ``only`` are equalities that every row read fulfils; ``owner`` is the column of the user
    whose rows alone are read, when the table is a user's own. ``key`` is the column that tells, in
    a joined row, whether there was one: it is empty, or the zero UUID, in no real row.
    """

    name: str
    physical: str
    fields: "Mapping[str, Field]"
    star: tuple[str, ...] = ()
    safe: frozenset[str] = frozenset()
    hot: frozenset[str] = frozenset()
    ids: "Mapping[str, str]" = field(default_factory=dict)
    kinds: "Mapping[str, PropertyKind]" = field(default_factory=dict)
    only: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    key: str = ""
    final: bool = False


class TimeBound(Struct, frozen=True, kw_only=True):
    """How conditions on times narrow a computed table before its rows are folded.

    ``column`` of the base is a time that every row of a group shares. ``fields`` are its times, and
    ``joined`` those of a table that it is joined to. Days are the slack.
    """

    column: str
    fields: tuple[str, ...]
    joined: tuple[str, ...] = ("timestamp",)
    days_before: int = 2
    days_after: int = 1
    is_date: bool = False


class Computed(Struct, frozen=True, kw_only=True, eq=False):
    """A table that is a query over ``base``; it selects what is asked for and nothing else.

    ``key`` is the field selected when nothing is. ``where``, ``having`` and ``group_by`` are HogQL
    over the base.
    """

    name: str
    base: Table
    fields: "Mapping[str, Field]"
    star: tuple[str, ...]
    key: str
    where: str = ""
    group_by: tuple[str, ...] = ()
    having: str = ""
    bound: TimeBound | None = None


class SystemTable(Struct, frozen=True, kw_only=True, eq=False):
    """A table whose rows the caller brings along in the context."""

    name: str
    fields: "Mapping[str, Field]"
    star: tuple[str, ...]


VirtualTable: TypeAlias = Table | Computed | SystemTable

ZERO_UUID: Final = "00000000-0000-0000-0000-000000000000"


def raw(of: "Type", *names: str) -> "dict[str, Field]":
    """Columns that are read under their own names."""
    return {name: RawColumn(physical=name, type=of) for name in names}
