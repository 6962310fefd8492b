"""The expression engine: operators by binding power, everything else by two tables.

    tokens -> parse_expression(cursor, least binding power) -> node

``PREFIX`` says what a token at the beginning of an expression starts, ``INFIX`` what a token after
one does and how tightly it binds. ``QUERY`` holds the rules that expressions need from statements.
``grammar`` fills all three.

Source of the powers: hogql 3.
"""

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from hogql.ast import Dict
from hogql.parser.cursor import MAX_CHAIN, MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.ast import Expr, Query
    from hogql.parser.cursor import Cursor

Prefix: TypeAlias = "Callable[[Cursor], Expr]"
Infix: TypeAlias = "Callable[[Cursor, Expr, int], Expr | None]"
"""Gets what stands on its left and where that starts; ``None`` when it is no operator here, or
one that binds less tightly than its token may and than ``cursor.least`` asks for."""


class QueryRules(Struct, frozen=True, kw_only=True):
    """What expressions and tables need from the statements above them."""

    query: "Callable[[Cursor], Query]"
    continue_query: "Callable[[Cursor, Expr, int], Expr]"


PREFIX: Final[dict[str, Prefix]] = {}
INFIX: Final[dict[str, tuple[int, Infix]]] = {}
QUERY: Final["list[QueryRules]"] = []
"""The rules for queries; one element once the grammar is put together."""

TIGHTEST: Final = 1000
ALIAS: Final = 10
TERNARY: Final = 20
OR: Final = 30
AND: Final = 40
NOT: Final = 50
BETWEEN: Final = 60
NULLISH: Final = 70
SAME: Final = 75
DISTINCT_FROM: Final = 80
IS_NULL: Final = 90
IGNORE_NULLS: Final = 95
COMPARE: Final = 100
SUM: Final = 110
PRODUCT: Final = 120
NEGATE: Final = 130
POSTFIX: Final = 140

EXPECTED: Final = "a column, a value or a function"


def parse_expression(cursor: "Cursor", least: int = 0) -> "Expr":
    """One expression, of operators that bind at least as tightly as ``least``."""
    kinds = cursor.kinds
    prefix = PREFIX.get(kinds[cursor.position])
    if prefix is None:
        raise cursor.fail(EXPECTED)
    cursor.depth += 1
    if cursor.depth > MAX_DEPTH:
        raise cursor.too_deep()
    start = cursor.starts[cursor.position]
    left = prefix(cursor)
    links = 0
    infix = INFIX.get(kinds[cursor.position])
    while infix is not None and infix[0] >= least:
        cursor.least = least
        node = infix[1](cursor, left, start)
        if node is None:
            break
        left = node
        links += 1
        if links > MAX_CHAIN:
            raise cursor.too_long()
        infix = INFIX.get(kinds[cursor.position])
    cursor.depth -= 1
    return left


def parse_list(cursor: "Cursor", closing: str) -> "tuple[Expr, ...]":
    """Expressions separated by commas, a trailing one allowed, and the closing bracket."""
    items: list[Expr] = []
    kinds = cursor.kinds
    while kinds[cursor.position] != closing:
        items.append(parse_expression(cursor))
        if kinds[cursor.position] != ",":
            break
        cursor.position += 1
    cursor.expect(closing)
    return tuple(items)


def parse_placeholder(cursor: "Cursor") -> "Expr":
    """``{expression}``, or the node given for it, where a dict cannot stand."""
    if cursor.kinds[cursor.position + 1] == "}":
        cursor.position += 1
        raise cursor.fail("the name of a placeholder")
    start = cursor.position
    node = parse_expression(cursor, TIGHTEST)
    if isinstance(node, Dict):
        cursor.position = start
        raise cursor.fail("a placeholder with one name")
    return node


def starts_query(cursor: "Cursor", position: int) -> bool:
    """Whether a query, and not a name such as ``select``, stands at ``position``."""
    is_word = cursor.kinds[position] in {"SELECT", "WITH"}
    return is_word and cursor.kinds[position + 1] not in _NO_COLUMN


def parse_query(cursor: "Cursor") -> "Query":
    """A whole query with its set operators."""
    return QUERY[0].query(cursor)


def continue_query(cursor: "Cursor", first: "Expr", start: int) -> "Expr":
    """The set operators and outer clauses behind a first query."""
    return QUERY[0].continue_query(cursor, first, start)


_NO_COLUMN: Final = frozenset(
    {"AS", "EOF", ")", ",", ".", "?.", "=", "==", "!=", "<>", "<=", ">=", ">", "<", "/", "%", "||"}
    | {"??", "?", "::", ":", ":=", "->", "]", "}", ";", "~", "=~", "!~", "~*", "=~*", "!~*", "<=>"}
)
"""What shows that the word before it was a name: no column starts so."""
