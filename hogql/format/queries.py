"""Queries as documents: a clause a line, what does not fit indented below its clause.

SELECT a,        WITH
    b                first AS (
FROM t                   SELECT ...
WHERE x              )
    AND y        SELECT ...
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql.format.expressions import lay_expression, lay_list, operands_of
from hogql.format.items import Item, kind_of, kinds_at, run, split
from hogql.format.layout import HARD_LINE, SPACE, SPACE_OR_LINE, Doc, concat, group, nest
from hogql.format.pieces import Piece
from hogql.parser.sources.constraints import JOIN_WORDS
from hogql.tokens import SET_OPERATORS

if TYPE_CHECKING:
    from collections.abc import Sequence

_STARTS: Final = frozenset({"SELECT", "WITH", "FROM"})
_CONTINUES: Final = SET_OPERATORS | {"ORDER", "LIMIT", "OFFSET"}
_SINGLE: Final = frozenset(
    {"PREWHERE", "WHERE", "HAVING", "QUALIFY", "WINDOW", "INTERPOLATE", "LIMIT", "SELECT"}
)
_CONDITIONS: Final = frozenset({"PREWHERE", "WHERE", "HAVING", "QUALIFY"})
_BEHIND_WITH: Final = frozenset({"TOTALS", "FILL", "TIES", "CUBE", "ROLLUP", "TIME", "LOCAL"})
_JOINING: Final = JOIN_WORDS | {"ARRAY", "OUTER", "JOIN"}
_SET_WORDS: Final = frozenset({"ALL", "DISTINCT", "BY", "NAME"})


class _Clause(Struct):
    """The words that begin a clause, and what stands behind them."""

    head: list[Item]
    body: list[Item]

    @property
    def kind(self) -> str:
        return kind_of(self.head[0]) if self.head else ""


def is_query(items: "Sequence[Item]") -> bool:
    """Whether a text or the inside of a bracket is a query."""
    first = items[0] if items else None
    if isinstance(first, Piece) and first.kind in _STARTS:
        return True
    return kind_of(items[0]) in {"(", "{"} and any(
        isinstance(item, Piece) and item.kind in _CONTINUES for item in items
    )


def lay_query(items: "Sequence[Item]", *, inline: int = 0) -> Doc:
    """A query; one of at most ``inline`` clauses may stand on one line."""
    clauses = _clauses(items)
    line = SPACE_OR_LINE if len(clauses) <= inline else HARD_LINE
    docs = [_lay_clause(clause, line) for clause in clauses]
    return concat([part for doc in docs for part in (doc, line)][:-1])


def _clauses(items: "Sequence[Item]") -> list[_Clause]:
    found = [_Clause(head=[], body=[])]
    place = 0
    while place < len(items):
        count = _head(items, place, found[-1])
        if count:
            found.append(_Clause(head=list(items[place : place + count]), body=[]))
        else:
            found[-1].body.append(items[place])
        place += count or 1
    return [clause for clause in found if clause.head or clause.body]


def _head(items: "Sequence[Item]", place: int, current: _Clause) -> int:
    """How many words at this place begin a clause; 0 when none does."""
    kind, following = (*kinds_at(items, place, 2), "")[:2]
    if not isinstance(items[place], Piece):
        return 0
    if kind == "SELECT" and following == "DISTINCT":
        return 2
    if kind in _SINGLE:
        return 1
    if kind in {"GROUP", "ORDER"}:
        return 2 if following == "BY" else 0
    if kind in SET_OPERATORS:
        return 1 + _count(items, place + 1, _SET_WORDS)
    return _rare_head(items, place, current)


def _rare_head(items: "Sequence[Item]", place: int, current: _Clause) -> int:
    kind, following = (*kinds_at(items, place, 2), "")[:2]
    before = kind_of(items[place - 1]) if place else ""
    if kind == "FROM":
        return 0 if before in {"DISTINCT", "FILL"} and current.kind != "SELECT" else 1
    if kind == "WITH":
        is_start = not current.body and current.kind in {"", *SET_OPERATORS}
        return 1 + (following == "RECURSIVE") if is_start and following not in _BEHIND_WITH else 0
    if kind == "OFFSET":
        return 0 if current.kind == "LIMIT" else 1
    count = _count(items, place, _JOINING)
    is_join = "JOIN" in kinds_at(items, place, count)
    return kinds_at(items, place, count).index("JOIN") + 1 if is_join else 0


def _count(items: "Sequence[Item]", place: int, kinds: frozenset[str]) -> int:
    """How many pieces in a row are of one of the kinds."""
    count = 0
    while place + count < len(items) and kind_of(items[place + count]) in kinds:
        count += 1
    return count


def _lay_clause(clause: _Clause, line: Doc) -> Doc:
    head = run(clause.head)
    if not clause.head or not clause.body:
        return lay_list(clause.body) if clause.body else head
    if clause.kind in SET_OPERATORS:
        return concat([head, line, lay_list(clause.body)])
    if kind_of(clause.head[-1]) == "JOIN" and "ARRAY" not in kinds_at(clause.head, 0, 3):
        return _lay_join(head, clause.body)
    entries = split(clause.body, ",")
    if len(entries) > 1:
        return concat([head, group([nest([SPACE_OR_LINE, lay_list(clause.body)])])])
    operands = operands_of(clause.body)
    if clause.kind in _CONDITIONS and len(operands) > 1:
        docs = [lay_expression(operand) for operand in operands]
        lines = [part for doc in docs for part in (SPACE_OR_LINE, doc)]
        return concat([head, group([nest(lines)])])
    return concat([head, SPACE, lay_list(clause.body)])


def _lay_join(head: Doc, body: "Sequence[Item]") -> Doc:
    """The table on the line of JOIN, the condition below it if both do not fit."""
    place = next(
        (
            place
            for place, item in enumerate(body)
            if isinstance(item, Piece) and item.kind in {"ON", "USING"}
        ),
        len(body),
    )
    parts = [lay_list(body[:place])]
    if place < len(body):
        word, *condition = body[place:]
        value = [run([word]), SPACE, lay_expression(condition)]
        parts.append(nest([SPACE_OR_LINE, *value]))
    return concat([head, SPACE, group(parts)])
