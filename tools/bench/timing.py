"""Times two pieces of work in turns, so that a machine that slows down slows both.

ours, theirs --warm-up--> ours theirs | theirs ours | ... --medians--> Pair
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    Clock = Callable[[], float]
    Work = Callable[[], object]

SHORTEST_SECONDS: Final = 0.01  # of what is timed at once: clocks and interrupts are noise below
cpu_seconds: Final = time.process_time
wall_seconds: Final = time.perf_counter


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Medians in seconds."""

    ours: float
    theirs: float


def interleaved(ours: Work, theirs: Work, *, rounds: int, clock: Clock = cpu_seconds) -> Pair:
    """Return how long each takes once; what is short is repeated and divided."""
    timers = (_timer(ours, clock), _timer(theirs, clock))
    seconds: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for side in (0, 1) if number % 2 else (1, 0):
            seconds[side].append(timers[side]())
    return Pair(ours=median(seconds[0]), theirs=median(seconds[1]))


def timed(work: Work, *, clock: Clock = cpu_seconds) -> float:
    """Return how long the work takes this once."""
    started = clock()
    work()
    return clock() - started


def _timer(work: Work, clock: Clock) -> Callable[[], float]:
    """Return what times the work, often enough to be seen; finding that out warms it up."""
    work()
    count = 1
    while timed(partial(_repeat, work, count), clock=wall_seconds) < SHORTEST_SECONDS:
        count *= 2
    return lambda: timed(partial(_repeat, work, count), clock=clock) / count


def _repeat(work: Work, count: int) -> None:
    for _ in range(count):
        work()
