"""The place in the tokens where the parser stands, and the few moves it makes.

    Cursor(text) -> kinds, values, starts, ends, position

The lists are public on purpose: parsing is a walk over them, and the loops that matter read them
directly.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hogql.errors import HogQLSyntaxError, TooComplexError
from hogql.lexer import tokenize
from hogql.parser.hints import hint
from hogql.tokens import EOF, NAMES, NUMBERS, QUOTED, RESERVED_ALIASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.ast import Expr
    from hogql.lexer import Tokens

MAX_DEPTH: Final = 200
"""Brackets, sub-selects and prefix operators inside each other."""

MAX_CHAIN: Final = 300
"""Operators of one chain such as ``a + b + c``, whose tree is as high as the chain is long. Chains
of AND, OR and ``||`` are one node and may have any length."""

MAX_DIGITS: Final = 250
"""Characters of one number. ClickHouse reads no number of more than 308 decimal digits, which as
many hexadecimal ones as these stay below; Python gives up at 4,300."""

LOOKAHEAD: Final = 200
"""Tokens that a decision may look ahead, so that no text makes parsing quadratic."""

_OPENING: Final = frozenset({"(", "[", "{"})
_CLOSING: Final = frozenset({")", "]", "}", EOF})

_remembered: Final = lru_cache(maxsize=512)(tokenize)


class Cursor:
    """A position in the tokens of one text."""

    __slots__ = (
        "_closings",
        "depth",
        "ends",
        "failures",
        "fence",
        "has_arrow",
        "has_bodies",
        "ignores_nulls",
        "in_limit",
        "kinds",
        "least",
        "placeholders",
        "position",
        "starts",
        "text",
        "values",
    )

    def __init__(self, text: str, placeholders: "Mapping[str, Expr]") -> None:
        """Lex the whole text; ``placeholders`` are the nodes to put in place of ``{name}``."""
        # A text that is filled is one of our own templates: it comes again and again.
        tokens = _remembered(text) if placeholders else tokenize(text)
        if len(text) > MAX_DIGITS:
            _refuse_long_numbers(tokens)
        self.text = text
        self.kinds = tokens.kinds
        self.values = tokens.values
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.position = 0
        self.depth = 0
        self.in_limit = False
        self.least = 0
        self.ignores_nulls = False
        self.has_arrow = "->" in tokens.kinds
        self.has_bodies = self.has_arrow or ":=" in tokens.kinds or "LAMBDA" in tokens.kinds
        self.fence = -1
        self.failures: set[tuple[int, object]] = set()
        self._closings: dict[int, int] | None = None
        self.placeholders = placeholders

    def state(self) -> tuple[int, int, int, bool, bool]:
        """Where the parser stands, for ``restore``."""
        return self.position, self.depth, self.fence, self.in_limit, self.ignores_nulls

    def restore(self, state: tuple[int, int, int, bool, bool]) -> None:
        """Go back to where ``state`` was taken."""
        self.position, self.depth, self.fence, self.in_limit, self.ignores_nulls = state

    def take(self, kind: str) -> bool:
        """Step over the token if it is of this kind."""
        if self.kinds[self.position] == kind:
            self.position += 1
            return True
        return False

    def take_words(self, *kinds: str) -> bool:
        """Step over several tokens if they all follow in this order."""
        position = self.position
        if self.kinds[position] != kinds[0]:
            return False
        following = position + len(kinds)
        if tuple(self.kinds[position:following]) != kinds:
            return False
        self.position = following
        return True

    def expect(self, kind: str, expected: str | None = None) -> None:
        """Step over a token that must be of this kind."""
        if self.kinds[self.position] != kind:
            raise self.fail(expected or f"'{kind}'")
        self.position += 1

    def expect_value(self, kind: str, expected: str) -> str:
        """Step over a token that must be of this kind, and answer its value."""
        self.expect(kind, expected)
        return self.values[self.position - 1]

    def expect_name(self, expected: str = "a name") -> str:
        """Step over a name."""
        position = self.position
        if self.kinds[position] not in NAMES:
            raise self.fail(expected)
        self.position = position + 1
        return self.values[position]

    def expect_dotted(self, expected: str = "a name") -> str:
        """Step over a name with everything its dots add."""
        name = self.expect_name(expected)
        while self.take("."):
            name += f".{self.expect_name(expected)}"
        return name

    def expect_alias(self) -> str:
        """Step over a token that names a column or table; some names are kept for us."""
        position = self.position
        name = self.values[position]
        if self.kinds[position] != QUOTED and name.lower() in RESERVED_ALIASES:
            message = f'"{name}" cannot be an alias or identifier, as it\'s a reserved keyword'
            raise self.error(message, fix="Choose another name.")
        self.position = position + 1
        return name

    def enter(self) -> None:
        """Count one more level of nesting; ``depth`` is taken back by the caller."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep()

    def too_deep(self) -> TooComplexError:
        """The error of more nesting than ``MAX_DEPTH``."""
        return self._too_complex(f"This query nests more than {MAX_DEPTH} levels deep.")

    def too_long(self) -> TooComplexError:
        """The error of a longer chain than ``MAX_CHAIN``."""
        return self._too_complex(f"This chain has more than {MAX_CHAIN} operators.")

    def _too_complex(self, message: str) -> TooComplexError:
        start, end = self.starts[self.position], self.ends[self.position]
        return TooComplexError(message, start=start, end=end, fix="Name parts of it with WITH.")

    def matching(self, position: int) -> int:
        """The position after the bracket that closes the one at ``position``."""
        if self._closings is None:
            self._closings = _pairs(self.kinds)
        return self._closings.get(position, len(self.kinds) - 1)

    def finds(self, position: int, wanted: str) -> bool:
        """Whether a token of that kind follows on this level of brackets."""
        depth = 0
        for kind in self.kinds[position : position + LOOKAHEAD]:
            if kind in _OPENING:
                depth += 1
            elif kind in _CLOSING:
                depth -= 1
                if depth < 0:
                    return False
            elif depth == 0 and kind == wanted:
                return True
        return False

    def last_as(self, position: int, ends: "frozenset[str]") -> int:
        """The ``AS`` from ``position`` on that names the whole; -1 where none is near.

        It is the first one on this level with a name and one of ``ends`` behind it.
        """
        depth = 0
        kinds = self.kinds
        for place in range(position, min(position + LOOKAHEAD, len(kinds) - 2)):
            kind = kinds[place]
            if kind in _OPENING:
                depth += 1
            elif kind in _CLOSING:
                depth -= 1
                if depth < 0:
                    return -1
            elif depth == 0 and kind == "AS" and kinds[place + 2] in ends:
                return place
        return -1

    def fail(self, expected: str, fix: str | None = None) -> HogQLSyntaxError:
        """The error of a token that cannot stand here."""
        position = self.position
        fix = fix or hint(self)
        if self.kinds[position] == EOF:
            return self.error(f"The query ends too early; expected {expected}.", fix=fix)
        found = self.text[self.starts[position] : self.ends[position]]
        return self.error(f"Unexpected '{_short(found)}'; expected {expected}.", fix=fix)

    def error(self, message: str, fix: str | None = None) -> HogQLSyntaxError:
        """An error at the token under the cursor."""
        position = self.position
        start = self.starts[position]
        return HogQLSyntaxError(message, start=start, end=self.ends[position], fix=fix)


def _pairs(kinds: list[str]) -> dict[int, int]:
    """Position of every opening bracket -> the position after the one that closes it."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for position, kind in enumerate(kinds):
        if kind in _OPENING:
            opened.append(position)
        elif kind in _CLOSING and opened:
            pairs[opened.pop()] = position + 1
    return pairs


def _refuse_long_numbers(tokens: "Tokens") -> None:
    for position, kind in enumerate(tokens.kinds):
        if kind in NUMBERS and len(tokens.values[position]) > MAX_DIGITS:
            raise TooComplexError(
                f"This number has more than {MAX_DIGITS} digits.",
                start=tokens.starts[position],
                end=tokens.ends[position],
                fix="Quote it if it is not meant to be calculated with.",
            )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
