"""``WITH``: named queries and named expressions before a SELECT.

Source: hogql 5.8.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.parser.aliases import named
from hogql.parser.pratt import PREFIX, parse_query, starts_query
from hogql.tokens import CONTINUES_QUERY, EOF, NAMES

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def with_clause(cursor: "Cursor") -> tuple[ast.CTE, ...]:
    """Every CTE after the ``WITH`` under the cursor; ``RECURSIVE`` marks them all."""
    cursor.position += 1
    recursive = _takes_recursive(cursor)
    ctes: list[ast.CTE] = []
    while True:
        cte = _subquery(cursor) if _is_subquery(cursor) else _column(cursor)
        ctes.append(replace(cte, recursive=True) if recursive else cte)
        if not cursor.take(",") or _ends(cursor):
            break
    return tuple(ctes)


def _takes_recursive(cursor: "Cursor") -> bool:
    position = cursor.position
    following = cursor.kinds[position + 1]
    if cursor.kinds[position] != "RECURSIVE" or following not in PREFIX:
        return False
    if following in _CONTINUES and cursor.kinds[position + 2] != "AS":
        return False
    if following == "AS" or (following == "(" and _is_subquery(cursor)):
        return False
    cursor.position += 1
    return True


_CONTINUES: Final = frozenset({".", "AND", "OR", "IN", "IS", "LIKE", "ILIKE", "BETWEEN"})
"""What goes on with a column that is called ``recursive``."""


def _ends(cursor: "Cursor") -> bool:
    """Whether the comma just passed was a trailing one."""
    position = cursor.position
    if cursor.kinds[position] == "(":
        return cursor.kinds[cursor.matching(position)] in _ENDS
    return starts_query(cursor, position)


_ENDS: Final = CONTINUES_QUERY | {EOF, ")", ";"}


def _is_subquery(cursor: "Cursor") -> bool:
    """Whether ``name [(columns)] [USING KEY (...)] AS [[NOT] MATERIALIZED] (`` stands here."""
    kinds, position = cursor.kinds, cursor.position
    if kinds[position] not in NAMES:
        return False
    position += 1
    if kinds[position] == "(":
        position = cursor.matching(position)
    if kinds[position] == "USING":
        return True
    if kinds[position] != "AS":
        return False
    following = kinds[position + 1]
    return following in {"(", "MATERIALIZED"} or (
        following == "NOT" and kinds[position + 2] == "MATERIALIZED"
    )


def _subquery(cursor: "Cursor") -> ast.CTE:
    start = cursor.starts[cursor.position]
    name = cursor.expect_name()
    columns = _names(cursor) if cursor.kinds[cursor.position] == "(" else None
    using_key = _names(cursor) if cursor.take_words("USING", "KEY") else None
    cursor.expect("AS")
    materialized: bool | None = None
    if cursor.take_words("NOT", "MATERIALIZED"):
        materialized = False
    elif cursor.take("MATERIALIZED"):
        materialized = True
    cursor.expect("(")
    query = parse_query(cursor)
    cursor.expect(")")
    return ast.CTE(
        name=name,
        expr=query,
        cte_type="subquery",
        columns=columns,
        materialized=materialized,
        using_key=using_key,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _names(cursor: "Cursor") -> tuple[str, ...]:
    cursor.expect("(")
    names = [cursor.expect_name()]
    while cursor.take(","):
        names.append(cursor.expect_name())
    cursor.expect(")")
    return tuple(names)


def _column(cursor: "Cursor") -> ast.CTE:
    start = cursor.starts[cursor.position]
    expr, name = named(cursor, _NEXT)
    end = cursor.ends[cursor.position - 1]
    return ast.CTE(name=name, expr=expr, cte_type="column", start=start, end=end)


_NEXT: Final = frozenset({",", "(", "SELECT", "WITH"})
