"""Text that is still being typed, as words and brackets. Nothing here can fail.

    "SELECT a, (b FROM ev"  ->  [SELECT, a, ",", Group("(", [b, FROM, ev])]

The parser wants whole queries; an editor has half of one, with open brackets and open strings. All
that a suggestion needs are the words, which brackets they stand in, and where the cursor is.
"""

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["word", "quoted", "string", "comment", "number", "sign"]

_WORDS: Final = re.compile(
    r"""(?P<comment>--[^\n]*|//[^\n]*|\#[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<string>'(?:\\.|''|[^'\\])*(?:'|\\?\Z))
    |(?P<quoted>`(?:``|\\.|[^`\\])*(?:`|\\?\Z)|"(?:""|\\.|[^"\\])*(?:"|\\?\Z))
    |(?P<number>\d[\w.]*)
    |(?P<word>[^\W\d][\w$]*|\$[\w$]*)
    |(?P<sign>\?\.|::|\S)""",
    re.VERBOSE | re.DOTALL,
)
_KINDS: Final[dict[str, Kind]] = {
    "comment": "comment",
    "string": "string",
    "quoted": "quoted",
    "number": "number",
    "word": "word",
    "sign": "sign",
}
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}


class Word(Struct, frozen=True):
    """A piece of the text; ``text`` is what a name means, without its quotes."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """The word in capitals; ``""`` for what can not be a keyword."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def sign(self) -> str:
        """The sign; ``""`` for anything else."""
        return self.text if self.kind == "sign" else ""

    @property
    def is_name(self) -> bool:
        """Whether it can name a table or a column."""
        return self.kind in {"word", "quoted"}


class Group(Struct, eq=False):
    """What stands between two brackets; ``is_open`` while the second is missing."""

    bracket: str
    start: int
    end: int
    items: "list[Word | Group]" = field(default_factory=list)
    parent: "Group | None" = None
    is_open: bool = True

    keyword = ""
    sign = ""
    is_name = False


Item: TypeAlias = Word | Group


def read_words(text: str) -> "Iterator[Word]":
    """Every word, string, comment and sign of the text, in order."""
    return read_words_from(text, 0)


def read_words_from(text: str, position: int) -> "Iterator[Word]":
    """The words of the text behind a position."""
    for match in _WORDS.finditer(text, position):
        kind = _KINDS[match.lastgroup or "sign"]
        yield Word(kind, _meaning(kind, match[0]), match.start(), match.end())


def _meaning(kind: Kind, text: str) -> str:
    if kind not in {"quoted", "string"}:
        return text
    quote = text[0]
    inner = text[1:-1] if len(text) > 1 and text.endswith(quote) else text[1:]
    return inner.replace(quote * 2, quote)


def group_words(words: "list[Word]", length: int) -> Group:
    """The words as a tree of brackets; one that nothing closes reaches to the end."""
    whole = current = Group("", -1, length)
    for word in words:
        sign = word.sign
        if sign in _CLOSING:
            inner = Group(sign, word.start, length, parent=current)
            current.items.append(inner)
            current = inner
        elif sign and sign == _CLOSING.get(current.bracket) and current.parent is not None:
            current.end, current.is_open = word.end, False
            current = current.parent
        elif word.kind != "comment":
            current.items.append(word)
    return whole


def around(whole: Group, position: int) -> Group:
    """The innermost brackets that the position stands in."""
    current = whole
    while True:
        inner = next((item for item in current.items if _holds(item, position)), None)
        if not isinstance(inner, Group):
            return current
        current = inner


def _holds(item: Item, position: int) -> bool:
    if not isinstance(item, Group) or position <= item.start:
        return False
    return item.is_open or position < item.end
