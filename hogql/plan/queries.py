"""Resolved queries. Mutable on purpose: a parent may ask a sub-query for one more column.

SELECT person_id, count() AS c ...   ->   outputs [person_id, c]  (+ hidden ones on request)
"""

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field

from hogql.types import join as join_types

if TYPE_CHECKING:
    from hogql.plan.nodes import Node, OrderBy, Window
    from hogql.plan.sources import Source
    from hogql.types import Type


GroupMode: TypeAlias = Literal["", "ROLLUP", "CUBE", "GROUPING SETS"]


class Column(Struct, eq=False, kw_only=True):
    """A column of a SELECT list. ``alias`` is printed; ``name`` is what the author sees.

    A hidden one was asked for by the query around, not by the author.
    A plain one only hands on what a source has: it may be left out when nobody reads it.
    """

    name: str
    expr: "Node"
    alias: str | None = None
    is_hidden: bool = False
    is_aggregate: bool = False
    is_plain: bool = False


class Join(Struct, frozen=True, kw_only=True):
    """One source of a FROM and how it joins those before it; ``kind`` holds fixed words only."""

    source: "Source"
    kind: str = ""
    on: "Node | None" = None


class LimitBy(Struct, frozen=True, kw_only=True):
    """``LIMIT n OFFSET m BY exprs``."""

    count: int
    offset: int
    exprs: "tuple[Node, ...]"


class Select(Struct, eq=False, kw_only=True):
    """One SELECT. ``where`` holds conditions that must all be true.

    ``used`` are the columns that the queries around it read, when it ``is_source`` of them.
    ``totals`` is 1 on the row of totals, which comes last and which no LIMIT and no HAVING removes.
    ``share`` is a limit as a share of all rows; ``has_ties`` keeps the rows that are equal to the
    last one. With either ``most`` bounds how many rows that makes.
    """

    columns: list[Column] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    distinct: bool = False
    array_join: "tuple[str, tuple[Node, ...]] | None" = None
    where: "tuple[Node, ...]" = ()
    group_by: "tuple[Node, ...]" = ()
    group_mode: GroupMode = ""
    totals: "Node | None" = None
    having: "Node | None" = None
    windows: "dict[str, Window]" = field(default_factory=dict)
    qualify: "Node | None" = None
    order_by: "tuple[OrderBy, ...]" = ()
    interpolate: "tuple[tuple[str, Node | None], ...] | None" = None
    limit_by: LimitBy | None = None
    limit: int | None = None
    share: float | None = None
    has_ties: bool = False
    most: int | None = None
    offset: int | None = None
    has_aggregate: bool = False
    is_source: bool = False
    used: set[str] = field(default_factory=set)

    @property
    def is_grouped(self) -> bool:
        """Whether rows of the source are folded into groups."""
        return bool(self.group_by) or self.has_aggregate


class SelectSet(Struct, eq=False, kw_only=True):
    """Queries joined by one operator, from left to right; ``operator`` holds fixed words only."""

    operator: str
    arms: "list[Query]"
    order_by: "tuple[OrderBy, ...]" = ()
    limit: int | None = None
    offset: int | None = None


Query: TypeAlias = Select | SelectSet


class CommonTable(Struct, eq=False, kw_only=True):
    """A ``WITH name AS (query)``, printed once at the head of the statement under our own name.

    While ``is_open`` its query is being read: a use of it there makes it recursive.
    """

    name: str
    query: Query
    is_materialized: bool = False
    is_recursive: bool = False
    is_open: bool = False


class Plan(Struct, eq=False, kw_only=True):
    """A whole statement."""

    query: Query
    commons: list[CommonTable] = field(default_factory=list)
    selects: list[Select] = field(default_factory=list)
    limit: int | None = None
    columns: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


def columns_of(query: Query) -> list[Column]:
    """The columns a query hands out; a set's are those of its first arm."""
    while isinstance(query, SelectSet):
        query = query.arms[0]
    return query.columns


def type_of_column(query: Query, place: int) -> "Type":
    """The type of a column of a query; a set's column is what any of its arms makes it."""
    if isinstance(query, Select):
        return query.columns[place].expr.type
    first, *others = dict.fromkeys(arm.columns[place].expr.type for arm in arms_of(query))
    return join_types((first, *others)) if others else first


def arms_of(query: Query) -> list[Select]:
    """Every SELECT that makes rows of the query."""
    if isinstance(query, Select):
        return [query]
    return [select for arm in query.arms for select in arms_of(arm)]
