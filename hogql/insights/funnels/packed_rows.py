"""The numbers that packed.py counts, read from its rows.

(value, counts, means, medians in milliseconds)  ->  the numbers of each step, by value
"""

from collections.abc import Iterable, Sequence
from statistics import fmean, median
from typing import TYPE_CHECKING

from hogql.insights.axis import Number, as_number
from hogql.insights.breakdowns import Value, read_value
from hogql.insights.funnels.journeys import NO_SPLIT, kept_values
from hogql.insights.funnels.tally import (
    ConversionTime,
    StepNumbers,
    Tally,
    conversion_time,
    seconds,
)

if TYPE_CHECKING:
    from hogql.insights.context import Row
    from hogql.insights.funnels.plan import Plan


def read_packed(rows: "Iterable[Row]", plan: "Plan") -> Tally:
    """Return the numbers of each step, by value.

    A row says how long all of its conversions took, and the median of those of all rows.
    """
    steps: dict[Value, tuple[StepNumbers, ...]] = {}
    took, conversions, middle = 0.0, 0, None
    for value, counts, averages, medians, spent, each_middle in rows:
        read = NO_SPLIT if plan.split is None else read_value(value)
        steps[read] = _steps(counts, averages, medians)
        took, conversions = took + as_number(spent), conversions + int(steps[read][-1].count)
        middle = each_middle
    if not conversions:
        return Tally(steps=steps, total=conversion_time(()))
    total = ConversionTime(average=_time(took / conversions), median=_time(middle))
    return Tally(steps=steps, total=total)


def read_parts(rows: "Iterable[Row]", plan: "Plan") -> Tally:
    """Return the numbers of each step out of rows (value, counts, times), of parts of the actors.

    The most frequent values are found here, as no part knows them.
    """
    found: dict[Value, _Sum] = {}
    for value, counts, times in rows:
        read = NO_SPLIT if plan.split is None else read_value(value)
        found.setdefault(read, _Sum(plan.rules.steps)).add(_listed(counts), _listed(times))
    shown = kept_values(((value, each.counts[0]) for value, each in found.items()), plan)
    merged: dict[Value, _Sum] = {}
    for value, each in found.items():
        merged.setdefault(shown(value), _Sum(plan.rules.steps)).add(each.counts, each.times)
    return Tally(
        steps={value: each.numbers() for value, each in merged.items()},
        total=conversion_time([time for each in found.values() for time in each.times[-1]]),
    )


class _Sum:
    """What parts come to: how many reached each step, each time from step to step, and in all."""

    def __init__(self, steps: int) -> None:
        self.counts = [0] * steps
        self.times: list[list[Number]] = [[] for _ in range(steps)]

    def add(self, counts: Sequence[object], times: Sequence[object]) -> None:
        for at, count in enumerate(counts):
            self.counts[at] += int(as_number(count))
        for kept, more in zip(self.times, times, strict=True):
            kept.extend(as_number(time) for time in _listed(more))

    def numbers(self) -> tuple[StepNumbers, ...]:
        return tuple(
            StepNumbers(
                count=count,
                average=seconds(fmean(times)) if times else None,
                median=seconds(median(times)) if times else None,
            )
            for count, times in zip(self.counts, ([], *self.times[:-1]), strict=True)
        )


def read_packed_times(rows: "Iterable[Row]") -> list[Number]:
    """Return the seconds that every conversion took."""
    return [seconds(as_number(time)) for row in rows for time in _listed(row[0])]


def _steps(counts: object, averages: object, medians: object) -> tuple[StepNumbers, ...]:
    numbers = zip(
        _listed(counts), (None, *_listed(averages)), (None, *_listed(medians)), strict=True
    )
    return tuple(
        StepNumbers(
            count=int(as_number(count)),
            average=_time(average) if at and count else None,
            median=_time(median) if at and count else None,
        )
        for at, (count, average, median) in enumerate(numbers)
    )


def _time(milliseconds: object) -> Number:
    return seconds(as_number(milliseconds))


def _listed(value: object) -> Sequence[object]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    raise TypeError(f"Expected an array, got {type(value).__name__}.")
