"""Documents that know where they may be broken, and the widths that decide where they are.

    group([word, nest([LINE, word])])  ->  one line if it fits, else a line break and an indent

A group stands on one line or has all its own lines broken; the groups in it decide for themselves.
A ``Fill`` breaks only where the next item no longer fits. Comments are printed with the piece they
belong to, and end the line where they must. Nothing here recurses: a text nests up to 200 levels.

Source: the method of Wadler, "A prettier printer", as used by many formatters.
"""

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from hogql.format.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH: Final = 90
INDENT: Final = 4


class Line(Struct, frozen=True):
    """A place for a line break; on one line it is ``flat``."""

    flat: str = " "
    forced: bool = False


class Concat(Struct, frozen=True):
    """Documents one after the other."""

    parts: "tuple[Doc, ...]"
    forced: bool


class Nest(Struct, frozen=True):
    """A document whose line breaks are indented once more."""

    part: "Doc"
    forced: bool


class Group(Struct, frozen=True):
    """A document that is on one line if it fits and nothing in it forces a break."""

    part: "Doc"
    forced: bool


class Fill(Struct, frozen=True):
    """Items with a line after each, as many on a line as fit."""

    parts: "tuple[Doc, ...]"
    forced: bool


Doc: TypeAlias = "Piece | Line | Concat | Nest | Group | Fill"

SPACE_OR_LINE: Final = Line()
NOTHING_OR_LINE: Final = Line(flat="")
HARD_LINE: Final = Line(forced=True)
SPACE: Final = Piece(text=" ")
NOTHING: Final = Concat(parts=(), forced=False)


def concat(parts: "Iterable[Doc]") -> Doc:
    """Documents one after the other."""
    found = tuple(parts)
    if len(found) == 1:
        return found[0]
    return Concat(parts=found, forced=any(part.forced for part in found))


def nest(parts: "Iterable[Doc]") -> Doc:
    """Documents, indented where they break."""
    part = concat(parts)
    return Nest(part=part, forced=part.forced)


def group(parts: "Iterable[Doc]") -> Doc:
    """Documents that stay on one line if they can."""
    part = concat(parts)
    return Group(part=part, forced=part.forced)


def fill(parts: "Iterable[Doc]") -> Doc:
    """Items, packed."""
    found = tuple(parts)
    return Fill(parts=found, forced=any(part.forced for part in found))


_Step: TypeAlias = "tuple[int, bool, Doc]"
"""Indent, whether lines stay flat, and the document."""


class _Printer:
    """The text so far, and the blank or line break that comes before whatever is next."""

    def __init__(self) -> None:
        self.lines: list[str] = [""]
        self.break_to: int | None = None
        self.has_space = False

    @property
    def column(self) -> int:
        if self.break_to is not None:
            return self.break_to
        return len(self.lines[-1]) + self.has_space

    def write(self, text: str) -> None:
        if self.break_to is not None:
            self.lines.append(" " * self.break_to)
        elif self.has_space and self.lines[-1].strip():
            self.lines[-1] += " "
        self.break_to = None
        self.has_space = False
        first, *others = text.split("\n")
        self.lines[-1] += first
        self.lines += others

    def line(self, line: Line, indent: int, *, is_flat: bool) -> None:
        if not is_flat:
            self.break_to = indent
        elif line.flat:
            self.has_space = True

    def piece(self, piece: Piece, indent: int) -> None:
        if piece is SPACE:
            self.has_space = True
            return
        for comment in piece.above:
            if self.lines != [""] and self.break_to is None:
                self.break_to = indent
            self.write(comment)
            self.break_to = indent
        if piece.text:
            self.write(piece.text)
        for comment in piece.beside:
            self.has_space = True
            self.write(comment)
            if not comment.startswith("/*"):
                self.break_to = indent


def lay_out(doc: Doc) -> str:
    """The text of a document, without blanks at the ends of lines."""
    printer = _Printer()
    steps: list[_Step] = [(0, False, doc)]
    while steps:
        indent, is_flat, current = steps.pop()
        if isinstance(current, Piece):
            printer.piece(current, indent)
        elif isinstance(current, Line):
            printer.line(current, indent, is_flat=is_flat)
        elif isinstance(current, Fill) and not is_flat:
            _fill(current, indent, printer)
        elif isinstance(current, Concat | Fill):
            steps.extend((indent, is_flat, part) for part in reversed(current.parts))
        elif isinstance(current, Nest):
            steps.append((indent + INDENT, is_flat, current.part))
        else:
            room = WIDTH - printer.column
            stays = is_flat or (not current.forced and _fits(current.part, steps, room))
            steps.append((indent, stays, current.part))
    return "\n".join(printer.lines)


def _fill(doc: Fill, indent: int, printer: _Printer) -> None:
    """Break the line before each item that no longer fits."""
    for place, part in enumerate(doc.parts):
        printer.has_space = printer.has_space or place > 0
        if place and not _fits(part, [], WIDTH - printer.column):
            printer.break_to = indent
        inside = [part]
        while inside:
            current = inside.pop()
            if isinstance(current, Piece):
                printer.piece(current, indent)
            elif isinstance(current, Line):
                printer.line(current, indent, is_flat=True)
            elif isinstance(current, Concat | Fill):
                inside.extend(reversed(current.parts))
            else:
                inside.append(current.part)


def _fits(doc: Doc, following: "list[_Step]", room: int) -> bool:
    """Whether the document stays within the room, with what follows it up to a possible break."""
    waiting: list[tuple[bool, Doc]] = [(True, doc)]
    place = len(following)
    while room >= 0:
        if not waiting:
            if not place:
                return True
            place -= 1
            waiting.append(following[place][1:])
        is_flat, current = waiting.pop()
        if isinstance(current, Piece):
            room -= current.width
        elif isinstance(current, Line):
            if not is_flat:
                return True
            room -= len(current.flat)
        elif isinstance(current, Concat | Fill):
            waiting.extend((is_flat, part) for part in reversed(current.parts))
        else:
            waiting.append((is_flat or isinstance(current, Group), current.part))
    return False
