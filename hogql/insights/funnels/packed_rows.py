"""The numbers that packed.py counts, read from its rows.

(value, counts, means, medians in milliseconds)  ->  the numbers of each step, by value
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from hogql.insights.axis import Number, as_number
from hogql.insights.breakdowns import Value, read_value
from hogql.insights.funnels.journeys import NO_SPLIT
from hogql.insights.funnels.tally import StepNumbers, seconds

if TYPE_CHECKING:
    from hogql.insights.context import Row
    from hogql.insights.funnels.plan import Plan


def read_packed(rows: "Iterable[Row]", plan: "Plan") -> dict[Value, tuple[StepNumbers, ...]]:
    """Return the numbers of each step, by value."""
    return {
        NO_SPLIT if plan.split is None else read_value(value): _steps(counts, averages, medians)
        for value, counts, averages, medians in rows
    }


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
