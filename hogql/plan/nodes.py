"""Resolved expressions. Names are bound, functions are checked, every value has a type.

    ast.Expr --resolver--> Node (may hold Compare, Property, Person) --lower--> Node --> SQL

``Compare``, ``Property``, ``Person`` and ``WholeProperties`` are HogQL's ideas: the
``lower`` pass replaces them by the rest, which are ClickHouse's.
"""

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from hogql.plan.queries import CommonTable, Query
    from hogql.plan.sources import QuerySource, Source, TableSource
    from hogql.types import Type

CompareOp: TypeAlias = Literal[
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "LIKE",
    "NOT LIKE",
    "ILIKE",
    "NOT ILIKE",
    "IN",
    "NOT IN",
    "match",
    "not match",
]


class Node(Struct, frozen=True):
    """A resolved expression."""

    type: "Type"


class Value(Node, frozen=True):
    """A constant. Numbers, booleans and null are printed; all else becomes a parameter.

    ``sql_type`` is the ClickHouse type of that parameter; empty for a word of the compiler's own,
    which is printed.
    """

    value: str | int | float | bool | tuple[str, ...] | None
    sql_type: str = "String"


class Column(Node, frozen=True):
    """A raw column of a physical table; it decides what the table's guard reads."""

    source: "TableSource"
    name: str


class MapValue(Node, frozen=True):
    """``column[key]`` of a physical table; ``''`` when the key is missing."""

    source: "TableSource"
    column: str
    key: str


class MapHas(Node, frozen=True):
    """Whether a map column of a physical table has the key."""

    source: "TableSource"
    column: str
    key: str


class Output(Node, frozen=True):
    """A column of a sub-query."""

    source: "Source"
    name: str


class Property(Node, frozen=True):
    """A property by its key, and the path into its JSON text when it is nested."""

    source: "TableSource"
    column: str
    key: str
    path: tuple[str | int, ...] = ()


class WholeProperties(Node, frozen=True):
    """All properties of an event as one JSON object, or ``as_pairs`` of a name and a text."""

    source: "TableSource"
    column: str
    as_pairs: bool = False


class Person(Node, frozen=True):
    """The person of a row, merges resolved.

    ``column`` holds its UUID at insert time; ``key`` the hash of that, or is empty where the table
    has no such column.
    """

    source: "TableSource"
    column: str = "person_id"
    key: str = "person_key"


class PersonKey(Node, frozen=True):
    """The 64-bit key of a row's person; written in one fixed form that the verifier knows."""

    source: "TableSource"
    column: str = "person_id"
    key: str = "person_key"


class PersonOutput(Node, frozen=True):
    """A person that a sub-query hands out by its key."""

    source: "QuerySource"
    name: str


class PersonId(Node, frozen=True):
    """The UUID of a person, whatever gives the person."""

    person: Node


class Alias(Node, frozen=True):
    """``expr AS name``: the place where a name is made."""

    expr: Node
    name: str


class AliasRef(Node, frozen=True):
    """A use of a name made elsewhere in the same SELECT; ``target`` is what it stands for."""

    target: Node
    name: str


class Local(Node, frozen=True):
    """An argument of a lambda."""

    name: str


class Lambda(Node, frozen=True):
    """``(names) -> body``."""

    names: tuple[str, ...]
    body: Node


class Function(Node, frozen=True):
    """A ClickHouse function; ``params`` are the first brackets of ``quantile(0.9)(x)``."""

    name: str
    args: tuple[Node, ...]
    params: tuple[Node, ...] | None = None
    is_distinct: bool = False
    is_aggregate: bool = False


class Infix(Node, frozen=True):
    """``left op right`` for ClickHouse's own operators; never null-aware by itself."""

    op: str
    left: Node
    right: Node


class Compare(Node, frozen=True):
    """A HogQL comparison, which is never null (hogql 6.9)."""

    op: CompareOp
    left: Node
    right: Node


class IsNull(Node, frozen=True):
    """``IS NULL``, or ``IS NOT NULL`` when negated."""

    expr: Node
    negated: bool = False


class Logic(Node, frozen=True):
    """A chain of ``AND`` or of ``OR``."""

    op: Literal["AND", "OR"]
    items: tuple[Node, ...]


class Not(Node, frozen=True):
    """``NOT expr``."""

    expr: Node


class Items(Node, frozen=True):
    """A tuple or an array of expressions."""

    shape: Literal["tuple", "array"]
    items: tuple[Node, ...]


class SubQuery(Node, frozen=True):
    """A query used as a value or on the right of ``IN``."""

    query: "Query"
    common: "CommonTable | None" = None


Fill: TypeAlias = tuple[Node | None, Node | None, Node | None]
"""``FROM``, ``TO`` and ``STEP`` of a ``WITH FILL``."""


class OrderBy(Struct, frozen=True):
    """One item of an ``ORDER BY``; ``suffix`` holds fixed words only."""

    expr: Node
    suffix: str = ""
    fill: Fill | None = None


class Window(Struct, frozen=True):
    """What stands in the brackets after ``OVER``; ``frame`` holds fixed words and integers only."""

    partition_by: tuple[Node, ...]
    order_by: tuple[OrderBy, ...]
    frame: str = ""


class WindowCall(Node, frozen=True):
    """``function OVER window``; the window is given, or named."""

    function: Function
    window: Window | str
