"""A period of time: the condition it puts on events, and its buckets.

    Period(start, end, interval)  ->  condition on timestamp, bucket expression, buckets

The condition compares the raw UTC column with literals; only the constants are converted, so that
ClickHouse can use its key (insights 2.2, hogql 6.8).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.intervals import (
    LENGTHS,
    BucketKey,
    bucket_expression,
    day_name,
    key_of,
    label,
    next_start,
    start_of,
)
from hogql.insights.relative_dates import normalise

if TYPE_CHECKING:
    from hogql.insights.nodes import IntervalType
    from hogql.insights.relative_dates import Calendar

TIMESTAMP: Final = ast.Field(chain=("timestamp",))
"""When an event happened, in UTC."""

SOON: Final = timedelta(seconds=5)
"""How far the clocks of devices may be ahead of ours."""

_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bucket:
    """One point of a chart; ``start`` is its interval's, also when the period starts later."""

    start: datetime
    key: BucketKey
    day: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A span of time in the project's zone; ``start`` and ``end`` both belong to it."""

    start: datetime
    end: datetime
    interval: "IntervalType"
    project: "Calendar"

    def contains_timestamp(self, *, days_before: int = 0) -> ast.Expr:
        """Return the condition that keeps only events of this period, or from days before it."""
        return ast.And(exprs=(self.from_start(days_before=days_before), self.to_end()))

    def from_start(self, *, of: ast.Expr = TIMESTAMP, days_before: int = 0) -> ast.Expr:
        """Return ``timestamp >= start``, to the millisecond that events have."""
        start = normalise(self.start - timedelta(days=days_before))
        return _compare(of, ast.CompareOperationOp.GtEq, start)

    def to_end(self, *, of: ast.Expr = TIMESTAMP) -> ast.Expr:
        """Return ``timestamp < end``, the bound being the first millisecond after the period."""
        beyond = timedelta(microseconds=self.end.microsecond % 1000)
        return _compare(of, ast.CompareOperationOp.Lt, self.end - beyond + _MILLISECOND)

    def bucket(self, *, of: ast.Expr = TIMESTAMP) -> ast.Expr:
        """Return the expression that names the bucket of a row by one of its times."""
        return bucket_expression(self.interval, self.project, of=of)

    def count_of_buckets(self) -> int:
        """Return how many buckets there are, up to one too many, without making them."""
        return int((self.end - self.start) / LENGTHS[self.interval]) + 1

    def key_of(self, at: datetime) -> BucketKey:
        """Return the key of the bucket that an instant lies in."""
        return key_of(at, self.interval, self.project)

    def buckets(self) -> tuple[Bucket, ...]:
        """Return every bucket, oldest first, without gaps."""
        found: list[Bucket] = []
        start = start_of(self.start, self.interval, self.project)
        while start.astimezone(UTC) <= self.end.astimezone(UTC):
            found.append(
                Bucket(
                    start=start,
                    key=self.key_of(start),
                    day=day_name(start, self.interval),
                    label=label(start, self.interval),
                )
            )
            start = next_start(start, self.interval, self.project)
        return tuple(found)


def _compare(time: ast.Expr, operator: ast.CompareOperationOp, bound: datetime) -> ast.Expr:
    return ast.CompareOperation(left=time, op=operator, right=literal(bound))


def after_instant(at: datetime, *, of: ast.Expr = TIMESTAMP) -> ast.Expr:
    """Return ``timestamp > at``, as ``>=`` of the first millisecond after it."""
    return _compare(of, ast.CompareOperationOp.GtEq, _millisecond_of(at) + _MILLISECOND)


def before_instant(at: datetime, *, of: ast.Expr = TIMESTAMP) -> ast.Expr:
    """Return ``timestamp < at``; within a millisecond, that one is before the instant."""
    begun = _millisecond_of(at)
    return _compare(of, ast.CompareOperationOp.Lt, begun if begun == at else begun + _MILLISECOND)


def _millisecond_of(at: datetime) -> datetime:
    return at - timedelta(microseconds=at.microsecond % 1000)


def literal(at: datetime) -> ast.Expr:
    """Return an instant as a constant: ``toDateTime('2020-01-09T05:00:00.000Z')``.

    Written with its offset it needs no zone, so the compiler folds it and moves the comparison
    into the table's guard.
    """
    text = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    return ast.Call(name="toDateTime", args=(ast.Constant(value=f"{text}Z"),))
