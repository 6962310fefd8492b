"""Lists without brackets, where only the next clause shows the end.

Nearly every keyword may be a column, so after a comma ``where`` opens its clause only if something
follows that can be its body: ``SELECT a, where`` has two columns, ``SELECT a, WHERE b`` has one.

Source: hogql 5.6.
"""

from typing import TYPE_CHECKING, Final

from hogql.parser.pratt import PREFIX, parse_expression
from hogql.tokens import EOF, NAMES, QUOTED, TAG_OPEN

if TYPE_CHECKING:
    from hogql import ast
    from hogql.parser.cursor import Cursor

_ENDS: Final = frozenset({EOF, ")", "}", ";", "INTERSECT", "EXCEPT"})
_CLAUSE_WORDS: Final = frozenset(
    {
        "FROM",
        "WHERE",
        "PREWHERE",
        "HAVING",
        "QUALIFY",
        "LIMIT",
        "OFFSET",
        "GROUP",
        "ORDER",
        "UNION",
        "WINDOW",
        "WITH",
    }
)
_NEEDS_BY: Final = frozenset({"GROUP", "ORDER"})
_NEVER_BODIES: Final = frozenset(
    {".", "FROM", "WHERE", "GROUP", "ORDER", "AS", "AND", "OR", "IN", "IS"}
)
_BODIES: Final = {
    "FROM": NAMES | {QUOTED, "(", "{", TAG_OPEN},
    "UNION": frozenset({"ALL", "DISTINCT", "BY", "SELECT", "WITH", "(", "{"}),
    "WITH": frozenset({"CUBE", "ROLLUP", "TOTALS"}),
}
"""What may follow the word of a clause; behind the others stands an expression."""


def parse_open_list(cursor: "Cursor") -> tuple["ast.Expr", ...]:
    """One expression or more; a comma that nothing follows is forgiven."""
    items = [parse_expression(cursor)]
    while cursor.kinds[cursor.position] == ",":
        cursor.position += 1
        if ends_list(cursor):
            break
        items.append(parse_expression(cursor))
    return tuple(items)


def ends_list(cursor: "Cursor") -> bool:
    """Whether the comma just passed was a trailing one."""
    kind = cursor.kinds[cursor.position]
    return kind in _ENDS or (kind in _CLAUSE_WORDS and _opens_clause(cursor, kind))


def _opens_clause(cursor: "Cursor", kind: str) -> bool:
    following = cursor.kinds[cursor.position + 1]
    if kind in _NEEDS_BY:
        return following == "BY" and cursor.kinds[cursor.position + 2] in PREFIX
    if kind == "WINDOW":
        return following in NAMES and cursor.kinds[cursor.position + 2] == "AS"
    if following == "(" and kind != "UNION" and _is_call(cursor, kind):
        return False
    bodies = _BODIES.get(kind)
    return following in bodies if bodies else _opens_expression(following)


def _opens_expression(kind: str) -> bool:
    return kind in PREFIX and kind not in _NEVER_BODIES


def _is_call(cursor: "Cursor", kind: str) -> bool:
    """Whether ``where(...)`` is a column because nothing that continues a clause follows."""
    opened = cursor.position + 1
    if kind == "FROM":
        return cursor.kinds[opened + 1] == ")"
    return cursor.kinds[cursor.matching(opened)] in {",", "AS"}
