"""Pieces -> a document, bracket by bracket: what is inside one is laid out when it closes.

    f ( a , b )  ->  f, Block("(" ... ")")

``CASE ... END`` nests like a bracket. The walk is a loop with a stack of its own, so that a text of
200 levels costs no stack of Python's.
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from hogql.format.expressions import lay_case, lay_list
from hogql.format.items import Block, Item, first_piece, last_piece
from hogql.format.layout import NOTHING_OR_LINE, Doc, concat, group, nest
from hogql.format.queries import is_query, lay_query
from hogql.format.spacing import COLON, ELSE_MARK, ENDS, SLICE, STAR, UNARY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hogql.format.pieces import Piece

_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "CASE": "END"}
_SOURCES: Final = frozenset({"FROM", "JOIN", "AS", "MATERIALIZED"})
"""What stands before a query that is read as a table: it is never on one line."""
_MAX_INLINE: Final = 3
"""Clauses of a query that may stand on one line inside an expression."""


class _Level(Struct):
    """An open bracket and what it holds so far."""

    opening: "Piece | None"
    before: "Piece | None"
    items: list[Item]
    ternaries: int = 0
    betweens: int = 0


def nest_pieces(pieces: "Iterable[Piece]") -> list[Item]:
    """The items of the whole text, brackets as blocks."""
    levels = [_Level(opening=None, before=None, items=[])]
    for piece in pieces:
        level = levels[-1]
        before = last_piece(level.items[-1]) if level.items else level.opening
        current = _classify(piece, before, level)
        if current.kind in _CLOSING:
            levels.append(_Level(opening=current, before=before, items=[]))
        elif level.opening is not None and current.kind == _CLOSING[level.opening.kind]:
            levels.pop()
            levels[-1].items.append(_block(level, level.opening, current))
        else:
            level.items.append(current)
    return levels[0].items


def _classify(piece: "Piece", before: "Piece | None", level: _Level) -> "Piece":
    """The piece with a kind that says what it does here."""
    kind = piece.kind
    is_operand_before = before is not None and before.kind in ENDS
    if kind in {"-", "+"} and not is_operand_before:
        return replace(piece, kind=UNARY)
    if kind == "*" and not is_operand_before:
        return replace(piece, kind=STAR)
    if kind == "?":
        level.ternaries += 1
    elif kind == ":":
        return replace(piece, kind=_colon(level))
    elif kind == "BETWEEN":
        level.betweens += 1
    elif kind == "AND" and level.betweens:
        level.betweens -= 1
        return replace(piece, kind="of BETWEEN")
    return piece


def _colon(level: _Level) -> str:
    if level.ternaries:
        level.ternaries -= 1
        return ELSE_MARK
    is_slice = level.opening is not None and level.opening.kind == "["
    has_lambda = any(first_piece(item).kind == "LAMBDA" for item in level.items)
    return SLICE if is_slice and not has_lambda else COLON


def _block(level: _Level, opening: "Piece", closing: "Piece") -> Block:
    return Block(first=opening, last=closing, doc=_block_doc(level, opening, closing))


def _block_doc(level: _Level, opening: "Piece", closing: "Piece") -> Doc:
    items = level.items
    if closing.above:
        # They belong to what is inside, and are indented like it.
        from_above = replace(closing, text="", beside=(), kind="comment")
        closing = replace(closing, above=())
        items = [*items, from_above]
    if opening.kind == "CASE":
        return lay_case(opening, items, closing)
    if not items:
        return concat([opening, closing])
    inside = _inside(level, items)
    return group([opening, nest([NOTHING_OR_LINE, inside]), NOTHING_OR_LINE, closing])


def _inside(level: _Level, items: list[Item]) -> Doc:
    if not is_query(items):
        return lay_list(items)
    before = level.before
    is_source = before is not None and before.kind in _SOURCES
    return lay_query(items, inline=0 if is_source else _MAX_INLINE)
