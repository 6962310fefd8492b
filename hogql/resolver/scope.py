"""Where names are looked up: the sources, aliases and common tables around an expression.

    Scope(sources, aliases, locals, commons) --parent--> the statement around a sub-query

Only common tables and column expressions of ``WITH`` are seen from inside a sub-query (hogql 5.11).
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from hogql.errors import HogQLError, QueryError, TooComplexError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql import ast
    from hogql.context import Context
    from hogql.plan.nodes import Node
    from hogql.plan.queries import CommonTable, Join, Query, Select, SelectSet
    from hogql.plan.sources import Named

    OnFirst = Callable[[SelectSet, "Scope"], None]
    ResolveSelect = Callable[[ast.SelectQuery, "Scope", list[Join]], Select]
    ResolveSet = Callable[[ast.SelectSetQuery, "Scope", OnFirst | None], SelectSet]

MAX_EXPANSIONS: Final = 50
RESERVED: Final = frozenset({"team_id"})


class Known(Struct, frozen=True):
    """An alias of a SELECT: what it stands for, and whether that needs the rows grouped."""

    target: "Node"
    is_aggregate: bool


class ColumnExpression(Struct, frozen=True):
    """``WITH expr AS name``: resolved anew wherever it is used, over the columns seen there."""

    expr: "ast.Node"


class State(Struct, eq=False, kw_only=True):
    """What one compilation shares. ``taken`` holds every name that the text gives to a value.

    ``named`` holds the names it gives to tables, ``lazy`` those of our own joins. ``open_views``
    are the saved queries being read, the outermost first.
    """

    context: "Context"
    resolve: "Callable[[ast.Node, Scope], Node]"
    resolve_query: "Callable[[ast.Node, Scope], Query]"
    resolve_set: "ResolveSet"
    resolve_select: "ResolveSelect"
    taken: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    lazy: set[str] = field(default_factory=set)
    open_views: tuple[str, ...] = ()
    commons: "list[CommonTable]" = field(default_factory=list)
    selects: "list[Select]" = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    text: str | None = None
    expansions: int = 0

    def count_expansion(self) -> None:
        """Refuse a statement that unfolds its common expressions without end."""
        self.expansions += 1
        if self.expansions > MAX_EXPANSIONS:
            message = "Too many CTE expansions (50+). Probably a CTE loop."
            raise TooComplexError(message)


class Scope(Struct, eq=False, kw_only=True):
    """One SELECT being resolved. ``clause`` is the part of it that is read now.

    ``merged`` are the columns that a ``USING`` names, one for both sides. ``locals`` are the
    arguments of the lambdas around; ``expanding`` is the function whose template is being read.
    """

    state: State
    parent: "Scope | None" = None
    sources: "dict[str, Named]" = field(default_factory=dict)
    aliases: dict[str, Known] = field(default_factory=dict)
    commons: "dict[str, CommonTable | ColumnExpression]" = field(default_factory=dict)
    locals: "dict[str, Node]" = field(default_factory=dict)
    merged: "dict[str, Node]" = field(default_factory=dict)
    windows: frozenset[str] = frozenset()
    clause: str = "SELECT"
    aggregates: int = 0
    inside_aggregate: str | None = None
    expanding: str | None = None

    def resolve(self, node: "ast.Node") -> "Node":
        """The resolved form of an expression in this scope."""
        return self.state.resolve(node, self)

    def find_common(self, name: str) -> "CommonTable | ColumnExpression | None":
        """The common table or expression of that name, from the innermost scope that has one."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.commons.get(name)
            if found is not None:
                return found
            scope = scope.parent
        return None

    def table_alias(self, wanted: str, node: "ast.Node") -> str:
        """A name for a source under which nothing else can be meant."""
        check_name(wanted, node)
        if wanted in self.sources:
            raise at(node, f'Already have joined a table called "{wanted}". Can\'t redefine.')
        return free_name(wanted, self.state.taken)

    def define(self, name: str, target: "Node", node: "ast.Node", *, is_aggregate: bool) -> None:
        """Make an alias known to the clauses that follow."""
        check_name(name, node)
        if name in self.aliases:
            raise at(node, f"Cannot redefine an alias with the name: {name}")
        self.aliases[name] = Known(target, is_aggregate)


def check_name(name: str, node: "ast.Node") -> None:
    """Refuse names that could be taken for the guard's column, and ones that cannot be quoted."""
    if name.lower() in RESERVED:
        raise at(node, f'"{name}" cannot be an alias or identifier, as it\'s a reserved keyword')
    if not name or min(name) < " ":
        raise at(node, "A name may not be empty or contain control characters")


def printed_name(name: str) -> str:
    """How a name that lives in one expression only is printed: never as the guard's column."""
    return "own_team" if name.lower() in RESERVED else name


def free_name(wanted: str, taken: "frozenset[str] | set[str]") -> str:
    """``wanted``, or ``wanted_2`` and so on when a value has that name already."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    return name


def at(node: "ast.Node", message: str, fix: str | None = None) -> HogQLError:
    """An error about a place in the text."""
    return QueryError(message, start=node.start, end=node.end, fix=fix)
