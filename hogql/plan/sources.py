"""What a resolved query reads from. Only ``guard`` turns a ``TableSource`` into SQL.

schema table + the columns that expressions ask for  ->  TableSource.needed  ->  guard's list
"""

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from hogql.plan.nodes import Node
    from hogql.plan.queries import CommonTable, Join, Query
    from hogql.resolver.scope import Scope
    from hogql.schema.columns import Computed, SystemTable, Table


class Reading(Struct, frozen=True):
    """One thing that a guard's sub-select reads: a raw column, a map's value, a key's presence."""

    form: Literal["column", "value", "has"]
    column: str
    key: str = ""


class TableSource(Struct, eq=False, kw_only=True):
    """A physical table under a guard. ``needed`` maps each reading to its name outside.

    ``bounds`` are safe predicates: comparisons of raw columns with constants (hogql 7.1.2).
    ``joined`` are the lazy joins that start here, printed right after this source when a column
    of theirs is read. ``is_joined`` says that this source is such a join itself: its rows may be
    missing. ``group`` is the place of the one group type whose rows it holds. ``sample`` is the
    condition for the rows of a ``SAMPLE``; it stands around the guard.
    """

    alias: str
    table: "Table"
    needed: dict[Reading, str] = field(default_factory=dict)
    bounds: "tuple[Node, ...]" = ()
    joined: "dict[str, Join]" = field(default_factory=dict)
    is_joined: bool = False
    group: int | None = None
    sample: "Node | None" = None

    def read(self, reading: Reading) -> str:
        """The name under which the guard's sub-select hands out ``reading``."""
        name = self.needed.get(reading)
        if name is None:
            name = reading.column if reading.form == "column" else f"p{len(self.needed)}"
            if name == "team_id":
                name = "own_team"
            self.needed[reading] = name
        return name


class QuerySource(Struct, eq=False, kw_only=True):
    """A sub-query, a use of a common table expression, or a computed table.

    A computed ``table`` gets its columns when they are asked for, resolved in ``scope``. ``joined``
    and ``is_joined`` are those of ``TableSource``.
    """

    alias: str
    query: "Query"
    common: "CommonTable | None" = None
    columns: dict[str, int] = field(default_factory=dict)
    table: "Computed | SystemTable | None" = None
    scope: "Scope | None" = None
    joined: "dict[str, Join]" = field(default_factory=dict)
    is_joined: bool = False


class InnerSource(Struct, eq=False, kw_only=True):
    """A source inside the brackets of a FROM, read through the sub-select that they become."""

    group: QuerySource
    source: "Named"


class NumbersSource(Struct, eq=False, kw_only=True):
    """``numbers(start, count)``; both are bounded before they get here."""

    alias: str
    args: "tuple[Node, ...]"


Source: TypeAlias = TableSource | QuerySource | NumbersSource
"""What a FROM may hold."""

Named: TypeAlias = Source | InnerSource
"""What a name before a dot may stand for."""
