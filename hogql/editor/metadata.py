"""What an editor is told of a text before anybody runs it (hogql 6, insights 9).

    text  ->  parse -> compile, as often as there are faults to find  ->  Findings

Nothing is run here and nothing is looked up: what the query would cost, the caller asks ClickHouse
for ``Findings.compiled`` and adds it (``cost_of``).
"""

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from hogql import ast
from hogql.compile import Compiled, compile_query
from hogql.editor.notices import Notice, notices_of
from hogql.errors import HogQLError
from hogql.parser import parse_expr, parse_program, parse_select, parse_template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hogql.context import Context
    from hogql.editor.cost import Read

Language: TypeAlias = Literal["hogQL", "hogQLExpr", "hogTemplate", "hog"]
IndexUse: TypeAlias = Literal["undecisive", "no", "partial", "yes"]
MAX_FAULTS: Final = 8
LONGEST_SQL: Final = 30_000
"""Reading what a longer statement reads would keep the author waiting."""

_NARROW: Final = frozenset({"event", "timestamp"})
_PREFIX: Final = "F'"
_MEANT: Final = re.compile(r"Perhaps you meant '([^'(]+)")
_WRONG: Final = re.compile(r"^[^:`']+(?:: |[`'])([^`'(]+)")
_EVENTS: Final = ast.JoinExpr(table=ast.Field(chain=("events",)))
_REPLACEABLE: Final = (
    ast.Field,
    ast.Call,
    ast.WindowFunction,
    ast.CompareOperation,
    ast.ArithmeticOperation,
    ast.TypeCast,
    ast.ArrayAccess,
    ast.TupleAccess,
    ast.Placeholder,
)


class Findings(Struct, frozen=True, kw_only=True):
    """Everything that was found. ``compiled`` is there when the text is a query that may run."""

    notices: tuple[Notice, ...]
    fields: tuple[str, ...] = ()
    compiled: Compiled | None = None
    reads: "tuple[Read, ...]" = field(default_factory=tuple)

    @property
    def is_valid(self) -> bool:
        """Whether nothing is wrong."""
        return not any(notice.level == "error" for notice in self.notices)

    @property
    def index_use(self) -> IndexUse:
        """Whether conditions narrow what is read of ``events``; other tables are small."""
        narrowed = [bool(read.bounded_by & _NARROW) for read in self.reads if _is_events(read)]
        if not narrowed:
            return "undecisive"
        return "yes" if all(narrowed) else "partial" if any(narrowed) else "no"


def examine(
    text: str,
    context: "Context",
    *,
    language: Language,
    fill: "Callable[[ast.Node], ast.Node]",
    around: ast.Query | None = None,
) -> Findings:
    """What is wrong with the text, what is worth knowing, and what it reads.

    ``around`` is the query that an expression is a column of. ``fill`` puts the values of
    placeholders into a tree; those that it leaves are faults.
    """
    try:
        written = read_tree(text, language)
    except HogQLError as error:
        shift = len(_PREFIX) if language == "hogTemplate" else 0
        return Findings(notices=(_fault(error, text, shift),))
    if language == "hogQLExpr":
        tree: ast.Node = _as_column(written, around)
    elif isinstance(written, ast.SelectQuery | ast.SelectSetQuery):
        tree = written
    else:
        return Findings(notices=(), fields=_names(written))
    try:
        tree_to_run = fill(tree)
    except HogQLError as error:
        return Findings(notices=(_fault(error, text, 0),), fields=_names(written))
    faults, compiled = _compile(tree_to_run, text, context)
    reads = () if compiled is None else _reads(compiled)
    told = (*faults, *notices_of(written, text, context))
    if tree is written:
        told = (*told, *_about_reads(reads))
    return Findings(notices=told, fields=_names(written), compiled=compiled, reads=reads)


def read_tree(text: str, language: Language) -> ast.Node:
    """The tree of a text."""
    if language == "hogQL":
        return parse_select(text)
    if language == "hogQLExpr":
        return parse_expr(text)
    return parse_program(text) if language == "hog" else parse_template(_PREFIX + text)


def _as_column(expr: ast.Expr, around: ast.Query | None) -> ast.SelectQuery:
    """The query with the expression as its only column; its own parts have no place in the text."""
    while isinstance(around, ast.SelectSetQuery):
        first = around.initial_select_query
        around = None if isinstance(first, ast.Placeholder) else first
    if around is None:
        return ast.SelectQuery(select=(expr,), select_from=_EVENTS)
    bare = ast.SelectQuery(
        select=(ast.Constant(value=1),),
        ctes=around.ctes,
        select_from=around.select_from,
        array_join_op=around.array_join_op,
        array_join_list=around.array_join_list,
        where=around.where,
    )
    placeless = ast.rewrite(bare, lambda node: replace(node, start=None, end=None))
    if not isinstance(placeless, ast.SelectQuery):
        return bare
    return replace(placeless, select=(expr,))


def _compile(tree: ast.Node, text: str, context: "Context") -> tuple[list[Notice], Compiled | None]:
    """Compile; what is at fault is taken out and the rest tried again, for the next fault."""
    faults: list[Notice] = []
    while isinstance(tree, ast.SelectQuery | ast.SelectSetQuery):
        try:
            compiled = compile_query(tree, context)
        except HogQLError as error:
            fault = _fault(error, text, 0)
            if fault in faults:
                break
            faults.append(fault)
            rest = _without(tree, error.start, error.end)
            if rest is tree or len(faults) >= MAX_FAULTS:
                break
            tree = rest
        else:
            return faults, None if faults else compiled
    return faults, None


def _without(tree: ast.Node, start: int | None, end: int | None) -> ast.Node:
    """The tree with the value between the offsets replaced by NULL; tables and aliases stay."""
    if start is None:
        return tree
    tables = {id(node.table) for node in ast.walk(tree) if isinstance(node, ast.JoinExpr)}
    place = next(
        (
            id(node)
            for node in ast.walk(tree)
            if isinstance(node, _REPLACEABLE)
            and (node.start, node.end) == (start, end)
            and id(node) not in tables
        ),
        None,
    )
    if place is None:
        return tree
    null = ast.Constant(value=None, start=start, end=end)
    return _replaced(tree, place, null)


def _replaced(tree: ast.Node, place: int, by: ast.Node) -> ast.Node:
    """The tree with one node, told by its identity, replaced."""
    marked = {place: by}

    def swap(node: ast.Node) -> ast.Node:
        return marked.get(id(node), node)

    return ast.rewrite(tree, swap)


def _fault(error: HogQLError, text: str, shift: int) -> Notice:
    start = None if error.start is None else max(error.start - shift, 0)
    end = None if error.end is None else max(error.end - shift, 0)
    message, hint = error.message, error.fix or ""
    if hint not in message:
        message = f"{message.rstrip('.')}. {hint}"
    instead = None if start is None or end is None else _instead(error, text[start:end])
    return Notice(level="error", message=message, start=start, end=end, fix=instead)


def _instead(error: HogQLError, written: str) -> str | None:
    """What to write instead, when the error knows a name that was probably meant."""
    meant = _MEANT.search(error.fix or error.message)
    wrong = _WRONG.search(error.message)
    if meant is None or wrong is None or wrong[1] not in written:
        return None
    return written.replace(wrong[1], meant[1], 1)


def _reads(compiled: Compiled) -> "tuple[Read, ...]":
    if len(compiled.sql) > LONGEST_SQL:
        return ()
    # Trap: the module loads sqlglot, which takes longer than a compilation.
    found: tuple[Read, ...] = import_module("hogql.editor.footprint").reads_of(compiled.sql)
    return found


def _about_reads(reads: "tuple[Read, ...]") -> list[Notice]:
    if any(_is_events(read) and "timestamp" not in read.bounded_by for read in reads):
        message = "No condition on timestamp: this reads the events of all time."
        return [Notice(level="warning", message=message)]
    return []


def _is_events(read: "Read") -> bool:
    return read.table == "events"


def _names(tree: ast.Node) -> tuple[str, ...]:
    """The dotted names that the text reads, tables apart, each once, in their order."""
    tables = {id(node.table) for node in ast.walk(tree) if isinstance(node, ast.JoinExpr)}
    found: Mapping[str, None] = {
        ".".join(node.chain): None
        for node in ast.walk(tree)
        if isinstance(node, ast.Field) and id(node) not in tables and node.chain != ("*",)
    }
    return tuple(found)
