"""Numbers of a funnel from the outcomes of its actors: counts, conversion times, bins.

outcomes  ->  actors that reached each step, mean and median of the seconds from the step before
          ->  mean and median of the seconds from the first step to the last
seconds   ->  bins of equal width (insights 4.7)
"""

import math
from collections import Counter
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hogql.insights.axis import Number
    from hogql.insights.breakdowns import Value
    from hogql.insights.funnels.chains import Outcome, Rules

MAX_AUTOMATIC_BINS: Final = 60
WIDTH_OF_NOTHING: Final = 60
"""Seconds: how wide bins are when every conversion took equally long."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StepNumbers:
    """One step: times are in seconds from the required step before, None where nobody came."""

    count: int
    average: "Number | None"
    median: "Number | None"


@dataclass(frozen=True, kw_only=True, slots=True)
class ConversionTime:
    """Seconds from the first step to the last required one, of those who came to it."""

    average: "Number | None"
    median: "Number | None"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """The numbers of each step by value, and how long conversion took under all values."""

    steps: "Mapping[Value, tuple[StepNumbers, ...]]"
    total: ConversionTime


def conversion_time(times: "Sequence[Number]") -> ConversionTime:
    """Return what milliseconds come to."""
    if not times:
        return ConversionTime(average=None, median=None)
    return ConversionTime(average=seconds(fmean(times)), median=seconds(median(times)))


def total_times(outcomes: "Iterable[Outcome]", rules: "Rules") -> "list[Number]":
    """Return the milliseconds of everybody who came to the last required step."""
    last = rules.required_before(rules.steps)
    return [each.times[last] - each.times[0] for each in outcomes if each.has_done(last)]


def step_numbers(outcomes: "Sequence[Outcome]", rules: "Rules") -> tuple[StepNumbers, ...]:
    """Return the numbers of each step; times are taken from the required step before it."""
    found: list[StepNumbers] = []
    for step in range(rules.steps):
        reached = [outcome.times for outcome in outcomes if outcome.has_done(step)]
        before = rules.required_before(step) if step else None
        times = [] if before is None else [each[step] - each[before] for each in reached]
        found.append(
            StepNumbers(
                count=len(reached),
                average=seconds(fmean(times)) if times else None,
                median=seconds(median(times)) if times else None,
            )
        )
    return tuple(found)


def conversion_times(outcomes: "Iterable[Outcome]", start: int, end: int) -> "list[Number]":
    """Return the seconds from one step to another of everybody who reached the second."""
    return [
        seconds(outcome.times[end] - outcome.times[start])
        for outcome in outcomes
        if outcome.depth > end
    ]


def bins_of(times: "Sequence[Number]", asked: int | None) -> "tuple[tuple[Number, Number], ...]":
    """Return where each bin starts and how many times are in it; the last one closes the scale."""
    if not times:
        return ()
    low, high = math.floor(min(times)), math.ceil(max(times))
    count = asked or min(MAX_AUTOMATIC_BINS, _cube_root(len(times)))
    width = math.ceil((high - low) / count) or WIDTH_OF_NOTHING
    filled = Counter(int((time - low) // width) for time in times)
    return tuple((low + place * width, filled[place]) for place in range(count + 1))


def seconds(milliseconds: float) -> "Number":
    """Return seconds, whole where they are."""
    found = milliseconds / 1000
    return int(found) if found.is_integer() else found


def _cube_root(count: int) -> int:
    """The cube root, rounded up; exact, where a power of a third is not."""
    root = round(math.cbrt(count))
    return root if root**3 >= count else root + 1
