"""The numbers of a line: from the rows of its query to one row for each value, ranked.

    (bucket, points)...              ->  Numbers(data by bucket, count)
    (value, buckets, counts)...      ->  Numbers for each value, the rest last

Rules: insights 3.3, 3.4. An empty bucket is 0. Rows are ordered by their number, then by value,
with the rest of the values last.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from hogql.insights.actors import PERSON
from hogql.insights.aggregations import aggregation_of
from hogql.insights.axis import Axis, Cell, Number, as_number
from hogql.insights.breakdowns import Value, read_value
from hogql.insights.sampling import scaled_up

if TYPE_CHECKING:
    from hogql.insights.context import Row
    from hogql.insights.trends.plan import Line, Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """One row of the answer: ``data`` is empty for a total; ``value`` is None for the rest."""

    value: Value
    data: tuple[Number, ...]
    count: Number


ALONE: Final[Value] = ()
"""The value of a row that is not split."""


def read_rows(
    rows: "Sequence[Row]", axis: Axis, line: "Line", plan: "Plan", factor: float
) -> list[Numbers]:
    """Return the rows of one line; ``factor`` is the share of persons that were counted."""
    scale = scale_of(line, factor)
    if plan.split is None:
        if plan.is_total:
            return [_total(ALONE, rows[0][0] if rows else None, scale)]
        return [_line(ALONE, axis.fill((row[0], row[1]) for row in rows), plan, scale)]
    if plan.is_total:
        return ranked(_total(read_value(row[0]), row[1], scale) for row in rows)
    return ranked(_line(read_value(row[0]), axis.fill(_cells(row)), plan, scale) for row in rows)


def scale_of(line: "Line", factor: float) -> float:
    """Return what the numbers of a line are divided by: a sample has a share of a sum."""
    is_sum = aggregation_of(line.series, PERSON, attr=f"series.{line.order}").is_sum
    return factor if is_sum else 1.0


def ranked(rows: Iterable[Numbers]) -> list[Numbers]:
    """Return rows by their number, then by value, the rest last."""
    return sorted(rows, key=lambda row: (row.value is None, -row.count, row.value or ()))


def with_data(value: Value, data: tuple[Number, ...], plan: "Plan") -> Numbers:
    """Return a line whose points are known: its count is their sum, or where they end."""
    if plan.is_cumulative:
        return Numbers(value=value, data=data, count=data[-1] if data else 0)
    return Numbers(value=value, data=data, count=sum(data))


def _total(value: Value, number: object, scale: float) -> Numbers:
    return Numbers(value=value, data=(), count=_scaled(as_number(number), scale))


def _line(value: Value, data: tuple[Number, ...], plan: "Plan", scale: float) -> Numbers:
    data = tuple(_scaled(number, scale) for number in data)
    if plan.smoothing > 1:
        data = _smoothed(data, plan.smoothing)
    if plan.is_cumulative:
        data = tuple(accumulate(data))
    return with_data(value, data, plan)


def _scaled(number: Number, scale: float) -> Number:
    return number if scale == 1 else scaled_up(number, scale)


def _smoothed(data: tuple[Number, ...], width: int) -> tuple[Number, ...]:
    """The mean of each point and those before it, rounded down as PostHog does."""
    sums = [0, *accumulate(data)]
    starts = (max(0, at - width + 1) for at in range(len(data)))
    return tuple(
        math.floor((sums[at + 1] - sums[start]) / (at + 1 - start))
        for at, start in enumerate(starts)
    )


def _cells(row: "Row") -> "Iterable[Cell]":
    buckets, counts = row[1], row[2]
    if not isinstance(buckets, Sequence) or not isinstance(counts, Sequence):
        raise TypeError("A line of a breakdown is two arrays.")
    return zip(buckets, counts, strict=True)
