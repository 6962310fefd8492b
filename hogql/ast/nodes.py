"""What every node of the syntax tree has: a place in the text, and no way to change it."""

from dataclasses import dataclass, field
from typing import Final, TypeAlias


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """Any part of a tree. ``start`` and ``end`` are character offsets into the parsed text.

    Positions are for error messages only: two trees that mean the same compare equal wherever
    they came from. A node that the compiler makes has none.
    """

    start: int | None = field(default=None, compare=False, repr=False)
    end: int | None = field(default=None, compare=False, repr=False)


Expr: TypeAlias = Node
"""PostHog's name for a node that may stand as a value; every query is one too."""

Scalar: TypeAlias = str | int | float | bool | None
"""What a constant may hold. Dates and ids are strings inside a converting call."""

UNSEEN: Final = {"wire": None}
"""Marks a field PostHog's tree lacks: its parser drops that part of the text without a word, ours
keeps it for the compiler to support or refuse. The JSON form leaves it out."""
