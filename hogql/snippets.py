"""Where in a text an error is, shown to a person: the line, a caret under the place, the hint.

    error, text  ->  describe(error, text)

    Unexpected character '&'. (line 1, column 10)
      SELECT a & b
               ^
    Write AND.

The tool, the API and the editor use it. Lines and columns count from one; a column is a character,
while the caret stands where a terminal shows that character: wide letters take two places, marks
above a letter none. Long lines are cut around the place.
"""

from typing import TYPE_CHECKING, Final
from unicodedata import category, combining, east_asian_width

from msgspec import Struct

if TYPE_CHECKING:
    from hogql.errors import HogQLError

MAX_WIDTH: Final = 100
"""Places that a shown line may take."""

_BEFORE: Final = 60
"""Places of a long line shown before the error."""

_TAB: Final = "    "
_CUT: Final = "…"
_HIDDEN: Final = "\ufffd"
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Snippet(Struct, frozen=True, kw_only=True):
    """A place in a text. ``source`` is its line as shown and ``caret`` what stands below it."""

    line: int
    column: int
    source: str
    caret: str

    def __str__(self) -> str:
        """Both lines."""
        return f"{self.source}\n{self.caret}"


def find_snippet(text: str, start: int, end: int | None = None) -> Snippet:
    """The line around ``start``; a place behind the text is its end, and a caret is never empty."""
    start = max(0, min(start, len(text.rstrip())))
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    last = _line_end(text, start)
    cells = [_shown(character) for character in text[first:last]]
    at = start - first
    until = max(at + 1, min(start if end is None else end, last) - first)
    before = sum(map(_width, cells[:at]))
    marked = max(1, sum(map(_width, cells[at:until])))
    source, before, marked = _cut("".join(cells), before, marked)
    lines_before = text[:first].replace("\r\n", "\n").replace("\r", "\n").count("\n")
    caret = " " * before + "^" * marked
    return Snippet(line=lines_before + 1, column=at + 1, source=source, caret=caret)


def snippet_of(error: "HogQLError", text: str) -> Snippet | None:
    """The place of an error in the text it is about; ``None`` when it knows none."""
    return None if error.start is None else find_snippet(text, error.start, error.end)


def describe(error: "HogQLError", text: str) -> str:
    """The message, the place and the way out, on a few lines."""
    snippet = snippet_of(error, text)
    lines = [error.message]
    if snippet is not None:
        lines = [f"{error.message} (line {snippet.line}, column {snippet.column})"]
        lines += [f"  {snippet.source}", f"  {snippet.caret}"]
    if error.fix is not None:
        lines.append(error.fix)
    return "\n".join(lines)


def _line_end(text: str, start: int) -> int:
    ends = [place for place in (text.find("\n", start), text.find("\r", start)) if place >= 0]
    return min(ends, default=len(text))


def _shown(character: str) -> str:
    """What a terminal is given: nothing that moves the cursor or turns the direction of writing."""
    if character == "\t":
        return _TAB
    return _HIDDEN if category(character) in _INVISIBLE else character


def _width(shown: str) -> int:
    if len(shown) > 1:
        return len(shown)
    if combining(shown):
        return 0
    return 2 if east_asian_width(shown) in {"W", "F"} else 1


def _cut(source: str, before: int, marked: int) -> tuple[str, int, int]:
    """The line, cut to ``MAX_WIDTH`` places around the mark; where the mark is, and how wide."""
    kept: list[str] = []
    place = shift = 0
    left = before - _BEFORE if before + marked > MAX_WIDTH - 2 else 0
    for character in source:
        width = _width(character)
        if place < left:
            shift = place + width
        elif place - shift + width > MAX_WIDTH - 2:
            kept.append(_CUT)
            break
        else:
            kept.append(character)
        place += width
    if shift:
        kept.insert(0, _CUT)
    start = before - shift + (1 if shift else 0)
    return "".join(kept), start, min(marked, max(1, MAX_WIDTH - start - 1))
