"""What every node of the syntax tree has: a place in the text, and no way to change it."""

from collections.abc import Mapping
from typing import ClassVar, Final, TypeAlias

from msgspec import Struct

Wire: TypeAlias = Mapping[str, str]
"""How fields are named in PostHog's JSON when not by their own name; or one of the ways below."""

UNSEEN: Final = ""
"""The JSON lacks the field: PostHog's parser drops that part of the text without a word, ours keeps
it for the compiler to support or refuse."""

IF_SET: Final = "if set"
"""The JSON has the field only when it is not false."""

AS_MAP: Final = "as map"
"""Pairs of a name and a node are written as one object."""


class Node(Struct, frozen=True, kw_only=True, eq=False, repr_omit_defaults=True):
    """Any part of a tree. ``start`` and ``end`` are character offsets into the parsed text.

    Positions are for error messages only: two trees that mean the same compare equal wherever
    they came from. A node that the compiler makes has none.
    """

    WIRE: ClassVar[Wire] = {}
    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset({"start", "end"})

    start: int | None = None
    end: int | None = None

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._compared() == other._compared()

    def __ne__(self, other: object) -> bool:
        # The base class has one of its own, which compares identities.
        return not self == other

    def __hash__(self) -> int:
        return hash((type(self), self._compared()))

    def _compared(self) -> tuple[object, ...]:
        return tuple(
            getattr(self, name) for name in self.__struct_fields__ if name not in self.NOT_COMPARED
        )


Expr: TypeAlias = Node
"""PostHog's name for a node that may stand as a value; every query is one too."""

Scalar: TypeAlias = str | int | float | bool | None
"""What a constant may hold. Dates and ids are strings inside a converting call."""
