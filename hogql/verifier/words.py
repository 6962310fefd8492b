"""Splits plain SQL into sqlglot's tokens with one regular expression; leaves all else to sqlglot.

    SELECT q.a FROM ...  ->  the tokens that sqlglot's own reader gives, in a third of its time

Only forms that can mean one thing are taken: words, names in backticks and texts without escapes,
numbers, and signs that begin nothing longer. Comments, escapes, prefixes of texts, heredocs and
whatever else begins a form of its own match nothing here: then sqlglot reads the whole statement.
"""

import re
from typing import TYPE_CHECKING, Final

from sqlglot.tokenizer_core import Token, TokenType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.tokens import Tokenizer

PIECE: Final = re.compile(
    r"""\ *(?:
    (?P<word>[A-Za-z_][A-Za-z0-9_]*+(?!['"$`-]))
    |`(?P<name>[^`\\\r\n]++)`(?!`)
    |'(?P<text>[^'\\\r\n]*+)'(?!')
    |(?P<number>[0-9]++(?:\.[0-9]++)?+)(?![A-Za-z0-9_.$])
    |(?P<sign>[()\[\],] | \.(?![.0-9:^]) | \{(?=[a-z_]) | \}(?!\}) | :(?![:=]) | \*(?![*/])
        |\+(?![%}]) | /(?![*/]) | ->(?!>) | -(?![->|}%]) | <=(?!>) | >= | != | =(?![=>~])
        |<(?![<=>@|&^-]) | >(?![>=]))
    )""",
    re.VERBOSE | re.ASCII,
)
_KINDS: Final = {"name": TokenType.IDENTIFIER, "text": TokenType.STRING, "number": TokenType.NUMBER}
_QUOTED: Final = frozenset({"name", "text"})


class WordReader:
    """The reader for one dialect of sqlglot."""

    __slots__ = ("_commands", "_pairs", "_signs", "_words")

    def __init__(self, tokenizer: "type[Tokenizer]") -> None:
        self._words = tokenizer.KEYWORDS
        self._signs = {**tokenizer.SINGLE_TOKENS, **tokenizer.KEYWORDS}
        self._commands = frozenset(tokenizer.COMMANDS)
        self._pairs = frozenset(word.split(" ")[0] for word in tokenizer.KEYWORDS if " " in word)

    def read(self, sql: str) -> list[Token] | None:
        """The tokens of a statement; None when a part of it is not plain."""
        tokens: list[Token] = []
        first = ""
        for kind, text, start, end in _pieces(sql):
            upper = text.upper() if kind == "word" else ""
            pair = f"{first} {upper}"
            if first and pair in self._words:
                begin, shown, token_type = tokens.pop().start, pair, self._words.get(pair)
            else:
                begin, shown, token_type = start, text, self._type_of(kind, text, upper)
            if token_type is None or token_type in self._commands:
                return None
            tokens.append(Token(token_type, shown, 1, end, begin, end - 1))
            first = upper if upper in self._pairs else ""
        return tokens

    def _type_of(self, kind: str, text: str, upper: str) -> TokenType | None:
        if upper:
            return self._words.get(upper, TokenType.VAR)
        return self._signs[text] if kind == "sign" else _KINDS.get(kind)


def _pieces(sql: str) -> "Iterator[tuple[str, str, int, int]]":
    """Kind, text, start and end of each piece; one of an empty kind where nothing plain follows."""
    place = 0
    while place < len(sql):
        found = PIECE.match(sql, place)
        kind = found.lastgroup if found else None
        if found is None or kind is None:
            yield "", "", place, place
            return
        place = found.end()
        start = found.start(kind)
        yield kind, found[kind], start - 1 if kind in _QUOTED else start, place
