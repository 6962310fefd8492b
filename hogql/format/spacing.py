"""Whether a blank stands between two pieces on one line."""

from typing import TYPE_CHECKING, Final

from hogql.format.pieces import NAME, NUMBER, VALUE
from hogql.tokens import INTERVALS

if TYPE_CHECKING:
    from hogql.format.pieces import Piece

STAR: Final = "star"
UNARY: Final = "unary"
COLON: Final = "colon"
"""The colon of a dict or a ``lambda``; of a ternary it is ``ELSE_MARK``, of a slice ``SLICE``."""
SLICE: Final = "slice"
ELSE_MARK: Final = "else mark"

_JOINING: Final = frozenset({".", "?.", "::"})
_NONE_BEFORE: Final = frozenset({",", ";", ")", "]", "}", COLON, SLICE})
_NONE_AFTER: Final = frozenset({"(", "[", "{", UNARY, SLICE, "#"})
ENDS: Final = (
    frozenset({NAME, VALUE, NUMBER, STAR, ")", "]", "}", "END", "NULL", "INF", "NAN"})
    | INTERVALS.keys()
)
"""What may end a value, so that an operator after it has two sides."""
_CALLED: Final = frozenset(
    {NAME, ")", "]", "CAST", "COLUMNS", "CUBE", "EXTRACT", "INTERVAL", "ROLLUP", "SUBSTRING"}
    | {"TRIM", "TRY_CAST"}
)
"""What a bracket belongs to, as that of a call does."""


def has_space(left: "Piece", right: "Piece") -> bool:
    """Whether a blank stands between the two."""
    if left.text[-1:] == right.text[:1] == "-":
        return True
    if "." in {left.kind, right.kind} and NUMBER in {left.kind, right.kind}:
        return right.is_spaced or (right.kind == "." and left.kind not in ENDS)
    if left.kind in _JOINING or (right.kind in _JOINING and left.kind in ENDS):
        return False
    if right.kind in _NONE_BEFORE or left.kind in _NONE_AFTER:
        return False
    if right.kind in {"[", "("}:
        called = ENDS if right.kind == "[" else _CALLED
        return left.kind not in called
    return not (left.kind == STAR and right.kind == "COLUMNS")
