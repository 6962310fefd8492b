"""Maths: how the events of one bucket become one number. Adding a math is adding a row to MATHS."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql.insights.nodes import BaseMathType
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from hogql import ast


@dataclass(frozen=True, kw_only=True, slots=True)
class Math:
    """An aggregate over events, in HogQL.

    ``is_additive``: the number of a set of events is the sum of the numbers of its parts, so that
    the smaller values of a breakdown may be added up to one row. ``once_per`` names who is counted
    once in all of a cumulative line, not once in every bucket.
    """

    aggregate: str
    is_additive: bool
    once_per: str | None = None

    def expression(self) -> "ast.Expr":
        """Return the aggregate as a tree."""
        return parse_expr(self.aggregate)


MATHS: Final = {
    BaseMathType.TOTAL: Math(aggregate="count()", is_additive=True),
    BaseMathType.DAU: Math(
        aggregate="count(DISTINCT person_id)", is_additive=False, once_per="person_id"
    ),
}


def math_of(math: BaseMathType | None) -> Math:
    """Return the row of a math; events are counted when a series names none."""
    return MATHS[math or BaseMathType.TOTAL]
