"""What a line is made of: pieces, and blocks that are laid out already."""

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from hogql.format.layout import SPACE, Doc, concat
from hogql.format.pieces import Piece
from hogql.format.spacing import has_space

if TYPE_CHECKING:
    from collections.abc import Sequence


class Block(Struct, frozen=True, kw_only=True):
    """A bracket with all it holds, or ``CASE ... END``."""

    first: Piece
    last: Piece
    doc: Doc


Item: TypeAlias = "Piece | Block"

_NOTHING: Final = Piece(text="")


def first_piece(item: Item) -> Piece:
    """The piece on the left end."""
    return item.first if isinstance(item, Block) else item


def last_piece(item: Item) -> Piece:
    """The piece on the right end."""
    return item.last if isinstance(item, Block) else item


def kind_of(item: Item) -> str:
    """The kind of a piece; of a block the kind of its opening."""
    return first_piece(item).kind


def kinds_at(items: "Sequence[Item]", place: int, count: int) -> tuple[str, ...]:
    """The kinds of some items, fewer at the end."""
    return tuple(kind_of(item) for item in items[place : place + count])


def run(items: "Sequence[Item]") -> Doc:
    """Items on one line, with blanks where they belong."""
    parts: list[Doc] = []
    for place, item in enumerate(items):
        if place and has_space(last_piece(items[place - 1]), first_piece(item)):
            parts.append(SPACE)
        parts.append(item.doc if isinstance(item, Block) else item)
    return concat(parts) if parts else _NOTHING


def split(items: "Sequence[Item]", kind: str) -> "list[list[Item]]":
    """The items between those of a kind, each with the one that ends it; no empty rest."""
    found: list[list[Item]] = [[]]
    for item in items:
        found[-1].append(item)
        if isinstance(item, Piece) and item.kind == kind:
            found.append([])
    return found if found[-1] else found[:-1]
