"""How large a query may be: counted once over its tree, before anything is resolved.

tree  ->  nothing, or TooComplexError that names the measure and the limit

The depth of a text and the length of a chain are the parser's (``parser.cursor``), tables that
come in through others and expansions of ``WITH`` are counted where they are made.
"""

from collections import Counter
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import TooComplexError
from hogql.plan.nodes import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hogql.plan.nodes import Node

MAX_NODES: Final = 20_000
MAX_OF: Final[dict[type[ast.Node], tuple[int, str]]] = {
    ast.SelectQuery: (500, "SELECTs"),
    ast.JoinExpr: (200, "tables"),
    ast.CTE: (100, "common tables and expressions"),
    ast.Lambda: (500, "lambdas"),
    ast.WindowFunction: (500, "window functions"),
}
"""The most there may be of a kind of node in a whole statement."""

MAX_COLUMNS: Final = 1_000
MAX_JOINS: Final = 32
MAX_CHAIN: Final = 50
MAX_TEXT: Final = 100_000
MAX_PATTERN: Final = 10_000
FIX: Final = "Split the query, or select from fewer tables"


def check_sizes(nodes: "Sequence[ast.Node]") -> None:
    """Refuse a statement that is larger than a person would write; ``nodes`` are all of them."""
    for node in nodes:
        check = CHECKS.get(type(node))
        if check is not None:
            check(node)
    counts = Counter(map(type, nodes))
    if counts.total() > MAX_NODES:
        raise _too_many(f"{MAX_NODES:,} parts", None)
    for kind, (most, name) in MAX_OF.items():
        if counts[kind] > most:
            raise _too_many(f"{most} {name}", None)


def check_pattern(node: "Node | None", place: ast.Node) -> None:
    """Refuse a constant text, mostly a pattern, that would take long to prepare."""
    written = node.value if isinstance(node, Value) else None
    if isinstance(written, str) and len(written) > MAX_PATTERN:
        message = f"A pattern may have at most {MAX_PATTERN:,} characters"
        raise TooComplexError(message, start=place.start, end=place.end)


def _check_columns(node: ast.SelectQuery) -> None:
    if len(node.select) > MAX_COLUMNS:
        raise _too_many(f"{MAX_COLUMNS:,} columns", node)
    count, join = 0, node.select_from
    while join is not None:
        count, join = count + 1, join.next_join
    if count > MAX_JOINS:
        raise _too_many(f"{MAX_JOINS} joined tables", node)


def _check_chain(node: ast.Field) -> None:
    if len(node.chain) > MAX_CHAIN:
        raise _too_many(f"{MAX_CHAIN} names in a row", node)


def _check_text(node: ast.Constant) -> None:
    if isinstance(node.value, str) and len(node.value) > MAX_TEXT:
        raise _too_many(f"{MAX_TEXT:,} characters in a text", node)


def _too_many(what: str, node: ast.Node | None) -> TooComplexError:
    message = f"The query is too large: more than {what}"
    start, end = (None, None) if node is None else (node.start, node.end)
    return TooComplexError(message, start=start, end=end, fix=FIX)


CHECKS: Final["Mapping[type[ast.Node], Callable[..., None]]"] = {
    ast.SelectQuery: _check_columns,
    ast.Field: _check_chain,
    ast.Constant: _check_text,
}
"""What is measured of a single node."""
