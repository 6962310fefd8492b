"""Values, lists and CASE as documents.

a AND b OR c   breaks before OR first, then before AND, then before + and ||
CASE WHEN ...  breaks before every WHEN, ELSE and END
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hogql.format.items import Item, kind_of, kinds_at, run, split
from hogql.format.layout import SPACE, SPACE_OR_LINE, Doc, concat, fill, group, nest
from hogql.format.pieces import NUMBER, VALUE, Piece
from hogql.format.spacing import ELSE_MARK, UNARY

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEVELS: Final = (
    frozenset({"?", ELSE_MARK}),
    frozenset({"OR"}),
    frozenset({"AND"}),
    frozenset({"+", "-", "||"}),
)
"""Operators that a line may be broken before, the loosest first."""
CONDITIONS: Final = _LEVELS[1:3]
_PARTS: Final = frozenset({"PARTITION", "ORDER", "ROWS", "RANGE"})
"""What begins a part of a window or of an aggregate's brackets."""
_BRANCHES: Final = frozenset({"WHEN", "ELSE"})
_FILLED: Final = 8
"""A list of at least so many plain values is packed instead of having a line for each."""


def lay_list(items: "Sequence[Item]") -> Doc:
    """Values separated by commas, on one line or on a line each."""
    parts = _window_parts(items)
    if len(parts) > 1:
        docs = [group([nest([lay_list(part)])]) for part in parts]
        return concat([part for doc in docs for part in (doc, SPACE_OR_LINE)][:-1])
    entries = split(items, ",")
    if len(entries) >= _FILLED and all(_is_plain(entry) for entry in entries):
        return fill([run(entry) for entry in entries])
    docs = [lay_expression(entry) for entry in entries]
    return concat([part for doc in docs for part in (doc, SPACE_OR_LINE)][:-1])


def _is_plain(entry: "Sequence[Item]") -> bool:
    kinds = [kind_of(item) for item in entry if kind_of(item) not in {",", UNARY}]
    return len(kinds) <= 1 and set(kinds) <= {VALUE, NUMBER, "NULL"}


def lay_expression(items: "Sequence[Item]") -> Doc:
    """One value, broken before its loosest operators where it does not fit."""
    operands = operands_of(items)
    if len(operands) == 1:
        return run(items)
    first, *others = [lay_expression(operand) for operand in operands]
    return group([first, nest([part for doc in others for part in (SPACE_OR_LINE, doc)])])


def operands_of(items: "Sequence[Item]") -> "list[list[Item]]":
    """What the loosest operators stand between, each operator with what is behind it."""
    kinds = [kind_of(item) if isinstance(item, Piece) else "" for item in items]
    for operators in _LEVELS:
        places = [place for place, kind in enumerate(kinds) if place and kind in operators]
        if places:
            return [list(items[a:b]) for a, b in pairwise([0, *places, len(items)])]
    return [list(items)]


def _window_parts(items: "Sequence[Item]") -> "list[list[Item]]":
    """``PARTITION BY``, ``ORDER BY`` and the frame of a window, each on its own."""
    places = [
        place
        for place, item in enumerate(items)
        if place and isinstance(item, Piece) and item.kind in _PARTS
    ]
    return [list(items[a:b]) for a, b in pairwise([0, *places, len(items)])]


def lay_case(opening: Piece, items: "Sequence[Item]", closing: Piece) -> Doc:
    """``CASE``: every branch on a line of its own when they are too long for one."""
    places = [
        place
        for place, item in enumerate(items)
        if isinstance(item, Piece) and item.kind in _BRANCHES
    ]
    first = places[0] if places else len(items)
    head: list[Doc] = [opening]
    if first:
        head += [SPACE, lay_expression(items[:first])]
    branches = [_branch(items[a:b]) for a, b in pairwise([*places, len(items)])]
    lines = [part for branch in branches for part in (SPACE_OR_LINE, branch)]
    return group([*head, nest(lines), SPACE_OR_LINE, closing])


def _branch(items: "Sequence[Item]") -> Doc:
    """``WHEN condition THEN value``, or ``ELSE value``."""
    place = next(
        (place for place, _ in enumerate(items) if kinds_at(items, place, 1) == ("THEN",)), 0
    )
    word, *rest = items
    if not place:
        return group([run([word]), SPACE, lay_expression(rest)])
    value = [run([items[place]]), SPACE, lay_expression(items[place + 1 :])]
    condition = [run([word]), SPACE, lay_expression(items[1:place])]
    return group([*condition, nest([SPACE_OR_LINE, *value])])
