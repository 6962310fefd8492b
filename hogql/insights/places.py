"""The number of an interval within a period, and sets of such numbers: a bit for each.

    time of an event  ->  0, 1, 2 ...  ->  0b100101 (up to 63 intervals)  or  [0, 2, 5] (beyond)

Source: the masks are those of clickhouse 11.10 to 11.12.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.intervals import LENGTHS, SHORTER_THAN_A_DAY
from hogql.insights.nodes import IntervalType
from hogql.insights.periods import TIMESTAMP, Period
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from typing import LiteralString

BITS: Final = 63
_BY_DATE: Final[dict[IntervalType, "LiteralString"]] = {
    IntervalType.DAY: "dateDiff('day', toDate({first}), toDate({of}))",
    IntervalType.WEEK: "intDiv(dateDiff('day', toDate({first}), toDate({of})), 7)",
    IntervalType.MONTH: "dateDiff('month', toDate({first}), toDate({of}))",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """The intervals of a period, numbered from 0."""

    period: Period
    starts: tuple[datetime, ...]
    as_lists: bool = False

    @property
    def fit_a_mask(self) -> bool:
        """Whether a set of intervals is one number; ``as_lists`` asks for lists in any case."""
        return len(self.starts) <= BITS and not self.as_lists

    def place(self, *, of: ast.Expr = TIMESTAMP) -> ast.Expr:
        """Return the number of the interval that a time of the period lies in."""
        interval = self.period.interval
        if interval not in SHORTER_THAN_A_DAY:
            first = ast.Constant(value=self.starts[0].date().isoformat())
            return parse_expr(_BY_DATE[interval], first=first, of=of)
        seconds = int(LENGTHS[interval].total_seconds())
        stamps = [int(start.astimezone(UTC).timestamp()) for start in self.starts]
        if all(later - earlier == seconds for earlier, later in pairwise(stamps)):
            text = "intDiv(toUnixTimestamp({of}) - {first}, {seconds})"
            holes = {"first": ast.Constant(value=stamps[0]), "seconds": ast.Constant(value=seconds)}
            return parse_expr(text, of=of, **holes)
        # Trap: where a clock moves by half an hour, one hour is longer than the others.
        known = ast.Array(exprs=tuple(ast.Constant(value=stamp) for stamp in stamps))
        text = "indexOf({known}, toUnixTimestamp({bucket})) - 1"
        return parse_expr(text, known=known, bucket=self.period.bucket(of=of))

    def set_of(self, condition: ast.Expr) -> ast.Expr:
        """Return the aggregate that says in which intervals an event met a condition."""
        if self.fit_a_mask:
            one = self.set_of_one(self.place())
            if condition == TRUE:  # asking nothing of each event costs less than asking for true
                return parse_expr("groupBitOr({one})", one=one)
            return parse_expr("groupBitOrIf({one}, {condition})", one=one, condition=condition)
        text = "arraySort(groupUniqArrayIf({place}, {condition}))"
        return parse_expr(text, place=self.place(), condition=condition)

    def set_of_one(self, place: ast.Expr) -> ast.Expr:
        """Return the set that holds one interval."""
        if self.fit_a_mask:
            # Anded with 63 it is the same place, and the compiler sees that it is no larger.
            return parse_expr("bitShiftLeft(toUInt64(1), bitAnd({place}, 63))", place=place)
        return ast.Array(exprs=(place,))

    def listed(self, found: ast.Expr) -> ast.Expr:
        """Return the numbers in a set, smallest first."""
        if self.fit_a_mask:
            return ast.Call(name="bitPositionsToArray", args=(found,))
        return found
