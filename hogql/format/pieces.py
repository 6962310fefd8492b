"""Text -> the pieces that are laid out: tokens, templates and tags whole, comments beside them.

    a, -- first   ->   a   ,  beside: "-- first"

A word that the grammar reads as a keyword is in capitals, one that it reads as a name stays as it
is (``names``). A comment on the line of a token belongs to that token, one on a line of its own to
the token after it; so it is found again at the same place in the text that is made of it.
"""

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql.format.names import keyword_places
from hogql.tokens import (
    EOF,
    IDENTIFIER,
    KEYWORDS,
    NUMBERS,
    QUOTED,
    STRING,
    TAG_CLOSE,
    TAG_END,
    TAG_OPEN,
    TAG_SELF_END,
    TEMPLATE,
    TEMPLATE_END,
)

if TYPE_CHECKING:
    from hogql.lexer import Tokens

NAME: Final = "NAME"
VALUE: Final = "VALUE"
NUMBER: Final = "NUMBER"

_COMMENT: Final = re.compile(
    r"(?P<comment>(?:--|//|\#)[^\n\r]*+|/\*.*?\*/)|(?P<newline>[\n\r])", re.DOTALL
)
_WORDS: Final = frozenset(KEYWORDS.values())
_AS_WRITTEN: Final = frozenset({"INF", "NAN"})
_KINDS: Final = {IDENTIFIER: NAME, QUOTED: NAME, STRING: VALUE} | dict.fromkeys(NUMBERS, NUMBER)


class Piece(Struct, frozen=True, kw_only=True):
    """A token as it will stand. ``kind`` is the token's, or NAME, VALUE or NUMBER.

    ``is_spaced`` tells whether a blank stood before it.
    """

    text: str
    kind: str = ""
    above: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    is_spaced: bool = False

    @property
    def forced(self) -> bool:
        """Whether the line can not go on as if it were not there."""
        return (
            bool(self.above)
            or "\n" in self.text
            or any("\n" in text or not text.startswith("/*") for text in self.beside)
        )

    @property
    def width(self) -> int:
        """Places on the line."""
        return len(self.text) + sum(len(comment) + 1 for comment in self.beside)


def read_pieces(text: str, tokens: "Tokens", kind: str) -> list[Piece]:
    """The pieces of a text that parses as ``kind``; the last one is the end."""
    keywords = keyword_places(text, kind)
    pieces: list[Piece] = []
    comments: list[str] = []
    place = end = 0
    while True:
        beside, above = _comments(text[end : tokens.starts[place]], is_first=not pieces)
        if beside:
            pieces[-1] = _with_comments(pieces[-1], beside)
        comments = above
        last = _last_of(tokens, place)
        start, before, end = tokens.starts[place], end, tokens.ends[last]
        shown, found = _shown(text[start:end], tokens.kinds[place], place in keywords)
        pieces.append(
            Piece(text=shown, kind=found, above=tuple(comments), is_spaced=before < start)
        )
        if found == EOF:
            return pieces
        place = last + 1


def _shown(text: str, kind: str, is_keyword: bool) -> tuple[str, str]:
    """The text of a token as it will stand, and its kind among pieces."""
    if kind in {TEMPLATE, TAG_OPEN}:
        return text, VALUE
    if kind not in _WORDS:
        return text, _KINDS.get(kind, kind)
    if not is_keyword:
        return text, NAME
    return (text, NUMBER) if kind in _AS_WRITTEN else (text.upper(), kind)


def _last_of(tokens: "Tokens", place: int) -> int:
    """The last token of a template string or a tag; any other token is alone."""
    if tokens.kinds[place] == TEMPLATE:
        return _closing(tokens, place, {TEMPLATE}, {TEMPLATE_END})
    if tokens.kinds[place] != TAG_OPEN:
        return place
    last = _closing(tokens, place, {TAG_OPEN}, {TAG_SELF_END, TAG_CLOSE})
    return last if tokens.kinds[last] == TAG_SELF_END else tokens.kinds.index(TAG_END, last)


def _closing(tokens: "Tokens", place: int, opening: set[str], closing: set[str]) -> int:
    depth = 0
    while True:
        kind = tokens.kinds[place]
        depth += (kind in opening) - (kind in closing)
        if depth == 0:
            return place
        place += 1


def _comments(gap: str, *, is_first: bool) -> tuple[list[str], list[str]]:
    """The comments between two tokens: those on the line of the first, and the others."""
    beside: list[str] = []
    above: list[str] = []
    has_line_ended = is_first
    for match in _COMMENT.finditer(gap):
        if match.lastgroup == "newline":
            has_line_ended = True
            continue
        comment = match[0].replace("\r\n", "\n").replace("\r", "\n")
        (above if has_line_ended else beside).append(comment.rstrip())
    return beside, above


def _with_comments(piece: Piece, comments: list[str]) -> Piece:
    return Piece(
        text=piece.text,
        kind=piece.kind,
        above=piece.above,
        beside=tuple(comments),
        is_spaced=piece.is_spaced,
    )
