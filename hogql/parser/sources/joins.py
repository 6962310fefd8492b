"""``FROM``: tables and how they are joined, as one chain from left to right.

    a LEFT JOIN b ON x, c  ->  JoinExpr(a, next_join=JoinExpr(b, next_join=JoinExpr(c)))

Source: hogql 5.9; the spelling of ``join_type`` is the published parser's.
"""

from typing import TYPE_CHECKING

from hogql.parser.pratt import (
    continue_query,
    parse_placeholder,
    parse_query,
    starts_query,
)
from hogql.parser.sources.constraints import JOIN_TYPES, JOIN_WORDS, constraint
from hogql.parser.sources.tables import Link, build, modified, named_table, turned, values_table
from hogql.parser.tags import tag
from hogql.tokens import CONTINUES_QUERY, TAG_OPEN

if TYPE_CHECKING:
    from hogql import ast
    from hogql.parser.cursor import Cursor


def from_clause(cursor: "Cursor") -> "ast.JoinExpr":
    """The chain of tables behind ``FROM``."""
    return build(join_chain(cursor))


def join_chain(cursor: "Cursor", first: list[Link] | None = None) -> list[Link]:
    """Tables and joins up to the first token that is neither; ``first`` is read already."""
    cursor.enter()
    chain = _table(cursor) if first is None else first
    while True:
        kind = cursor.kinds[cursor.position]
        if kind == ",":
            cursor.position += 1
            _append(chain, _table(cursor), "CROSS JOIN")
        elif kind == "JOIN" or kind in JOIN_WORDS:
            if not _join(cursor, chain):
                break
        elif kind in {"PIVOT", "UNPIVOT"}:
            chain = [turned(cursor, chain)]
        else:
            break
    cursor.depth -= 1
    return chain


def _append(chain: list[Link], right: list[Link], join_type: str) -> None:
    right[0].join_type = join_type
    right[0].nested = len(right) - 1
    chain.extend(right)


def _join(cursor: "Cursor", chain: list[Link]) -> bool:
    """Take one join; false when the words belong to an ``ARRAY JOIN``."""
    start = cursor.position
    is_natural = cursor.take("NATURAL")
    words: list[str] = []
    while cursor.kinds[cursor.position] in JOIN_WORDS:
        words.append(cursor.kinds[cursor.position])
        cursor.position += 1
    if cursor.kinds[cursor.position] == "ARRAY":
        cursor.position = start
        return False
    join_type = JOIN_TYPES.get(tuple(words))
    if join_type is None:
        cursor.position = start
        raise cursor.error(f"{' '.join(words)} JOIN is not a kind of join.")
    cursor.expect("JOIN")
    right = _table(cursor) if "CROSS" in words else join_chain(cursor)
    right[0].is_natural = is_natural
    if "CROSS" not in words:
        right[0].constraint = constraint(cursor) or right[0].constraint
    _append(chain, right, join_type)
    return True


def _table(cursor: "Cursor") -> list[Link]:
    """A table with its modifiers, or the chain that stands in brackets in its place."""
    start = cursor.starts[cursor.position]
    kind = cursor.kinds[cursor.position]
    if kind == "(":
        inside = _brackets(cursor)
        if isinstance(inside, list):
            return inside
        link = Link(table=inside, start=start)
    elif kind == "{":
        link = Link(table=parse_placeholder(cursor), start=start)
    elif kind == TAG_OPEN:
        link = Link(table=tag(cursor), start=start)
    else:
        link = named_table(cursor, start)
    return [modified(cursor, link)]


def _brackets(cursor: "Cursor") -> "ast.Expr | list[Link]":
    """What brackets hold: a query, or a chain of joins. They are read once, without going back."""
    cursor.enter()
    opened = cursor.position
    cursor.position = opened + 1
    kind = cursor.kinds[opened + 1]
    inside: ast.Expr | list[Link]
    if kind == "VALUES" and cursor.kinds[opened + 2] == "(":
        inside = values_table(cursor)
    elif starts_query(cursor, opened + 1):
        inside = parse_query(cursor)
    elif kind in {"(", "{"}:
        inside = _nested(cursor)
    else:
        inside = join_chain(cursor)
    cursor.expect(")")
    cursor.depth -= 1
    return inside


def _nested(cursor: "Cursor") -> "ast.Expr | list[Link]":
    """Brackets or a placeholder first in brackets: a query, or the first table of a chain."""
    start = cursor.starts[cursor.position]
    is_hole = cursor.kinds[cursor.position] == "{"
    first = parse_placeholder(cursor) if is_hole else _brackets(cursor)
    if isinstance(first, list):
        return join_chain(cursor, first)
    if cursor.kinds[cursor.position] in CONTINUES_QUERY:
        return continue_query(cursor, first, start)
    if cursor.kinds[cursor.position] == ")":
        return first
    return join_chain(cursor, [modified(cursor, Link(table=first, start=start))])
