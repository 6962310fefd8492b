r"""Text -> tokens, in one pass of a regular expression per mode.

    "count(a)" -> kinds  ["IDENTIFIER", "(", "IDENTIFIER", ")", "END", ...]
                  values ["count", "(", "a", ")", "", ...]
                  starts [0, 5, 6, 7, 8, ...]   ends [5, 6, 7, 8, 8, ...]

Text outside templates and tags is the default mode; ``f'...'`` and ``<tag>`` have their own, and a
``{`` inside them opens the default mode again until its ``}``. The lists are parallel because the
parser looks at kinds far more often than at anything else.

Source: the token rules of hogql 2; escapes are decoded as the published parser does, so ``\x41``
is accepted and left as it is.
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql.errors import HogQLSyntaxError, TooComplexError
from hogql.patterns import DECODED, DEFAULT, rare
from hogql.tokens import (
    BINARY,
    DECIMAL,
    EOF,
    FLOAT,
    FULL_TEMPLATE,
    HEXADECIMAL,
    IDENTIFIER,
    KEYWORDS,
    OCTAL,
    QUOTED,
    STRING,
    TAG_CLOSE,
    TAG_END,
    TAG_NAME,
    TAG_OPEN,
    TAG_SELF_END,
    TEMPLATE,
    TEMPLATE_END,
    TEXT,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

MAX_LENGTH: Final = 500_000
"""Characters in one text."""

_HINTS: Final = {
    "!": "Write NOT, or != for «is not equal».",
    "&": "Write AND.",
    "@": "A value to fill in later is written {name}.",
    **dict.fromkeys("\u2018\u2019\u201c\u201d", "Use straight quotes: ' for text, \" for names."),
    "|": "Write OR, or || to join strings.",
    "'": "Close the string with ', and write a quote inside it as \\' and a backslash as \\\\.",
    "`": "Close the name with `, and write one inside it as ``.",
    '"': 'Close the name with ", and write one inside it as "".',
}


class Tokens(Struct, frozen=True, kw_only=True):
    """The tokens of a text as parallel lists, padded with ends so that looking ahead is safe."""

    kinds: list[str]
    values: list[str]
    starts: list[int]
    ends: list[int]


def tokenize(text: str) -> Tokens:
    """The tokens of ``text``, comments and white space left out."""
    if len(text) > MAX_LENGTH:
        raise TooComplexError(
            f"This query has {len(text)} characters; the limit is {MAX_LENGTH}.",
            start=MAX_LENGTH,
            end=len(text),
            fix="Move long lists of values into a cohort or a table and join it.",
        )
    return _Lexer(text).run()


def _decode(text: str, quote: str) -> str:
    if "\\" not in text and quote not in text:
        return text
    return rare(quote).sub(_decoded, text)


_PADDING: Final = 4
_WORD: Final = DEFAULT.groupindex["WORD"]
_SYMBOL: Final = DEFAULT.groupindex["SYMBOL"]
_SKIPPED: Final = DEFAULT.groupindex["SKIPPED"]


class _Lexer:
    """One pass: where it is, what it has made, and the modes it came through."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.is_done = False
        self.modes = [self._default]
        self.kinds: list[str] = []
        self.values: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def run(self) -> Tokens:
        while not self.is_done:
            self.modes[-1]()
        end = [len(self.text)] * _PADDING
        self.kinds += [EOF] * _PADDING
        self.values += [""] * _PADDING
        self.starts += end
        self.ends += end
        return Tokens(kinds=self.kinds, values=self.values, starts=self.starts, ends=self.ends)

    def _add(self, kind: str, value: str, end: int, start: int | None = None) -> None:
        self.kinds.append(kind)
        self.values.append(value)
        self.starts.append(self.position if start is None else start)
        self.ends.append(end)
        self.position = end

    def _default(self) -> None:
        """Everything up to a change of mode or the end. The hot loop: all else is rare."""
        kinds, values, starts, ends = self.kinds, self.values, self.starts, self.ends
        for match in DEFAULT.finditer(self.text, self.position):
            index = match.lastindex or 0
            value = match[index]
            end = match.end()
            start = end - len(value)
            if index == _WORD:
                kind = KEYWORDS.get(value.lower(), IDENTIFIER)
            elif index == _SYMBOL:
                kind = value
            elif index in _PLAIN:
                kind, value = _PLAIN[index](value)
            elif index == _SKIPPED:
                continue
            else:
                self.position = start
                if self._special(match.lastgroup or "", value):
                    return
                continue
            kinds.append(kind)
            values.append(value)
            starts.append(start)
            ends.append(end)

    def _special(self, group: str, value: str) -> bool:
        """Take a token that concerns the modes; true when the mode has changed."""
        start, end = self.position, self.position + len(value)
        if group == "STRAY":
            raise _stray(value, start)
        if group == "EOF":
            self.is_done = True
            return True
        self._add(_MODE_KINDS.get(value, TAG_OPEN), value, end)
        if group == "BRACE":
            return self._brace(value)
        self.modes.append(
            {"f'": self._template, "F'": self._full_template, "<": self._tag}.get(
                value, self._closing_tag
            )
        )
        return True

    def _brace(self, value: str) -> bool:
        if value == "{":
            self.modes.append(self._default)
            return False
        if len(self.modes) > 1:
            self.modes.pop()
        return self.modes[-1] != self._default

    def _template(self) -> None:
        self._text("template", "f")
        if self.text.startswith("'", self.position):
            self._add(TEMPLATE_END, "'", self.position + 1)
            self.modes.pop()
        else:
            self._hole("This template string never ends.", "Close it with '.")

    def _full_template(self) -> None:
        self._text("full template", "F")
        if self.position == len(self.text):
            self.is_done = True
        else:
            self._hole("Unexpected character in a template.", "Write { as \\{.")

    def _tag_text(self) -> None:
        self._text("tag text", "")
        if self.text.startswith("</", self.position):
            self._add(TAG_CLOSE, "</", self.position + 2)
            self.modes[-1] = self._closing_tag
        elif self.text.startswith("<", self.position):
            self._add(TAG_OPEN, "<", self.position + 1)
            self.modes.append(self._tag)
        else:
            self._hole("This tag never ends.", "Close it with </name>.")

    def _text(self, mode: str, quote: str) -> None:
        match = rare(mode).match(self.text, self.position)
        if match:
            text = match[0] if not quote else rare(quote).sub(_decoded, match[0])
            self._add(TEXT, text, match.end())

    def _hole(self, message: str, fix: str) -> None:
        """Take the ``{`` that opens an expression inside text."""
        if not self.text.startswith("{", self.position):
            raise HogQLSyntaxError(message, start=self.position, end=self.position + 1, fix=fix)
        self._add("{", "{", self.position + 1)
        self.modes.append(self._default)

    def _closing_tag(self) -> None:
        self._tag()

    def _no_tag(self) -> None:
        """``a<b c`` at the end of a text was a comparison; anything else is an error."""
        opened = len(self.kinds) - 1
        while self.kinds[opened] == TAG_NAME:
            opened -= 1
        if self.text[self.position :].strip() or self.kinds[opened] != TAG_OPEN:
            raise HogQLSyntaxError(
                "Unexpected character inside a tag.",
                start=self.position,
                end=self.position + 1,
                fix="Put spaces around < if you meant to compare.",
            )
        self.kinds[opened:] = ["<", *[IDENTIFIER] * (len(self.kinds) - opened - 1)]
        self.is_done = True

    def _tag(self) -> None:
        """One token between ``<`` and ``>``."""
        match = rare("tag").match(self.text, self.position)
        if match is None:
            self._no_tag()
            return
        group = match.lastgroup or ""
        value = match[group]
        is_closing = self.modes[-1] == self._closing_tag
        if group == "STRING":
            value = _decode(value[1:-1], "'")
        self._add(_TAG_KINDS[group], value, match.end(), match.start(group))
        if group == "BRACE":
            self.modes.append(self._default)
        elif group in {"END", "SELF_END"}:
            self.modes.pop()
            if group == "END" and not is_closing:
                self.modes.append(self._tag_text)


def _decoded(match: "re.Match[str]") -> str:
    return DECODED[match[0]]


def _number(text: str) -> tuple[str, str]:
    prefix = text[:2].lower()
    if prefix == "0x":
        return HEXADECIMAL, text
    if prefix in {"0b", "0o"}:
        return BINARY, text
    if len(text) > 1 and text[0] == "0" and not set(text) & {"8", "9"}:
        return OCTAL, text
    return DECIMAL, text


def _stray(character: str, position: int) -> HogQLSyntaxError:
    shown = f"'{character}'" if character.isprintable() else f"U+{ord(character):04X}"
    message = f"Unexpected character {shown}"
    if character in "'`\"":
        message = "This quoted text never ends, or holds an unknown escape"
    return HogQLSyntaxError(
        message + ".", start=position, end=position + 1, fix=_HINTS.get(character)
    )


_MODE_KINDS: Final = {
    "{": "{",
    "}": "}",
    "f'": TEMPLATE,
    "F'": FULL_TEMPLATE,
    "</": TAG_CLOSE,
}
_TAG_KINDS: Final = {
    "SELF_END": TAG_SELF_END,
    "END": TAG_END,
    "EQUALS": "=",
    "BRACE": "{",
    "NAME": TAG_NAME,
    "STRING": STRING,
}
_PLAIN: Final[dict[int, "Callable[[str], tuple[str, str]]"]] = {
    DEFAULT.groupindex["STRING"]: lambda value: (STRING, _decode(value[1:-1], "'")),
    DEFAULT.groupindex["QUOTED"]: lambda value: (QUOTED, _decode(value[1:-1], value[0])),
    DEFAULT.groupindex["NUMBER"]: _number,
    DEFAULT.groupindex["FLOAT"]: lambda value: (FLOAT, value),
    DEFAULT.groupindex["SIGN"]: lambda value: (value, value),
}
