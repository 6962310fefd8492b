"""What a resolved query reads from. Only ``guard`` turns a ``TableSource`` into SQL.

schema table + the columns that expressions ask for  ->  TableSource.needed  ->  guard's list
"""

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from hogql.plan.nodes import Node
    from hogql.plan.queries import CommonTable, Query
    from hogql.schema.columns import Table


class Reading(Struct, frozen=True):
    """One thing that a guard's sub-select reads: a raw column, a map's value, a key's presence."""

    form: Literal["column", "value", "has"]
    column: str
    key: str = ""


class TableSource(Struct, eq=False, kw_only=True):
    """A physical table under a guard. ``needed`` maps each reading to its name outside.

    ``bounds`` are safe predicates: comparisons of raw columns with constants (hogql 7.1.2).
    ``overrides`` is the join that gives UUIDs of merged persons, made when one is asked for.
    """

    alias: str
    table: "Table"
    needed: dict[Reading, str] = field(default_factory=dict)
    bounds: "tuple[Node, ...]" = ()
    overrides: "TableSource | None" = None

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
    """A sub-query, or a use of a common table expression."""

    alias: str
    query: "Query"
    common: "CommonTable | None" = None
    columns: dict[str, int] = field(default_factory=dict)


class NumbersSource(Struct, eq=False, kw_only=True):
    """``numbers(start, count)``; both are bounded before they get here."""

    alias: str
    args: "tuple[Node, ...]"


Source: TypeAlias = TableSource | QuerySource | NumbersSource
