"""Resolved expressions. Names are bound, functions are checked, every value has a type.

    ast.Expr --resolver--> Node (may hold Compare, Property, Person) --lower--> Node --> SQL

``Compare``, ``Property``, ``Person`` and ``WholeProperties`` are HogQL's ideas: the
``lower`` pass replaces them by the rest, which are ClickHouse's.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

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


@dataclass(frozen=True, slots=True)
class Node:
    """A resolved expression."""

    type: "Type"


@dataclass(frozen=True, slots=True)
class Value(Node):
    """A constant. Numbers, booleans and null are printed; all else becomes a parameter.

    ``sql_type`` is the ClickHouse type of that parameter; empty for a word of the compiler's own,
    which is printed.
    """

    value: str | int | float | bool | tuple[str, ...] | None
    sql_type: str = "String"


@dataclass(frozen=True, slots=True)
class Column(Node):
    """A raw column of a physical table; it decides what the table's guard reads."""

    source: "TableSource"
    name: str


@dataclass(frozen=True, slots=True)
class MapValue(Node):
    """``column[key]`` of a physical table; ``''`` when the key is missing."""

    source: "TableSource"
    column: str
    key: str


@dataclass(frozen=True, slots=True)
class MapHas(Node):
    """Whether a map column of a physical table has the key."""

    source: "TableSource"
    column: str
    key: str


@dataclass(frozen=True, slots=True)
class Output(Node):
    """A column of a sub-query."""

    source: "Source"
    name: str


@dataclass(frozen=True, slots=True)
class Property(Node):
    """A property by its key, and the path into its JSON text when it is nested."""

    source: "TableSource"
    column: str
    key: str
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeProperties(Node):
    """All properties of an event as one JSON object."""

    source: "TableSource"
    column: str


@dataclass(frozen=True, slots=True)
class Person(Node):
    """The person of an event, merges resolved."""

    source: "TableSource"


@dataclass(frozen=True, slots=True)
class PersonKey(Node):
    """The 64-bit key of an event's person; written in one fixed form that the verifier knows."""

    source: "TableSource"


@dataclass(frozen=True, slots=True)
class PersonOutput(Node):
    """A person that a sub-query hands out by its key."""

    source: "QuerySource"
    name: str


@dataclass(frozen=True, slots=True)
class PersonId(Node):
    """The UUID of a person, whatever gives the person."""

    person: Node


@dataclass(frozen=True, slots=True)
class Alias(Node):
    """``expr AS name``: the place where a name is made."""

    expr: Node
    name: str


@dataclass(frozen=True, slots=True)
class AliasRef(Node):
    """A use of a name made elsewhere in the same SELECT; ``target`` is what it stands for."""

    target: Node
    name: str


@dataclass(frozen=True, slots=True)
class Local(Node):
    """An argument of a lambda."""

    name: str


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    """``(names) -> body``."""

    names: tuple[str, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Function(Node):
    """A ClickHouse function; ``params`` are the first brackets of ``quantile(0.9)(x)``."""

    name: str
    args: tuple[Node, ...]
    params: tuple[Node, ...] | None = None
    is_distinct: bool = False
    is_aggregate: bool = False


@dataclass(frozen=True, slots=True)
class Infix(Node):
    """``left op right`` for ClickHouse's own operators; never null-aware by itself."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """A HogQL comparison, which is never null (hogql 6.9)."""

    op: CompareOp
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class IsNull(Node):
    """``IS NULL``, or ``IS NOT NULL`` when negated."""

    expr: Node
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """A chain of ``AND`` or of ``OR``."""

    op: Literal["AND", "OR"]
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``NOT expr``."""

    expr: Node


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A tuple or an array of expressions."""

    shape: Literal["tuple", "array"]
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SubQuery(Node):
    """A query used as a value or on the right of ``IN``."""

    query: "Query"
    common: "CommonTable | None" = None


@dataclass(frozen=True, slots=True)
class OrderBy:
    """One item of an ``ORDER BY``; ``suffix`` holds fixed words only."""

    expr: Node
    suffix: str = ""
    fill: "tuple[Node | None, Node | None, Node | None] | None" = None


@dataclass(frozen=True, slots=True)
class Window:
    """What stands in the brackets after ``OVER``; ``frame`` holds fixed words and integers only."""

    partition_by: tuple[Node, ...]
    order_by: tuple[OrderBy, ...]
    frame: str = ""


@dataclass(frozen=True, slots=True)
class WindowCall(Node):
    """``function OVER window``; the window is given, or named."""

    function: Function
    window: Window | str
