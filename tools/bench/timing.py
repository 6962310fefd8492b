"""Times two pieces of work in turns, so that a machine that slows down slows both.

ours, theirs --warm-up--> ours theirs | theirs ours | ... --medians--> Pair

What slows one round slows both its sides, so the ratio is the median of the rounds' ratios.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Clock = Callable[[], float]
    Work = Callable[[], object]

SHORTEST_SECONDS: Final = 0.01  # of what is timed at once: clocks and interrupts are noise below
cpu_seconds: Final = time.process_time
wall_seconds: Final = time.perf_counter


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Seconds: the median of theirs, and ours by the median of the ratios."""

    ours: float
    theirs: float


def interleaved(ours: Work, theirs: Work, *, rounds: int, clock: Clock = cpu_seconds) -> Pair:
    """Return how long each takes once; what is short is repeated and divided."""
    timers = (_timer(ours, clock), _timer(theirs, clock))
    return pair_of([_round(timers, number) for number in range(rounds)])


def pair_of(rounds: Sequence[tuple[float, float]]) -> Pair:
    """Return what the seconds of the rounds come to, ours first in each."""
    theirs = median(second for _, second in rounds)
    return Pair(ours=theirs * median(first / second for first, second in rounds), theirs=theirs)


def timed(work: Work, *, clock: Clock = cpu_seconds) -> float:
    """Return how long the work takes this once."""
    started = clock()
    work()
    return clock() - started


def _round(timers: tuple[Clock, Clock], number: int) -> tuple[float, float]:
    """Time both; who is first changes from round to round."""
    if number % 2:
        theirs = timers[1]()
        return timers[0](), theirs
    return timers[0](), timers[1]()


def _timer(work: Work, clock: Clock) -> Clock:
    """Return what times the work, often enough to be seen; finding that out warms it up."""
    work()
    count = 1
    while timed(partial(_repeat, work, count), clock=wall_seconds) < SHORTEST_SECONDS:
        count *= 2
    return lambda: timed(partial(_repeat, work, count), clock=clock) / count


def _repeat(work: Work, count: int) -> None:
    for _ in range(count):
        work()
