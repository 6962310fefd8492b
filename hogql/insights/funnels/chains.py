"""The funnel chain: how far one actor came through steps in order (insights 4.4, normative).

    events of one actor by time: (time, steps and exclusions as bits)  ->  Outcome(depth, times)

For each step the newest chain that reached it is held. Events of one instant are tried in the order
of the steps, so the order in which they are stored never matters.

A step that is optional may be passed over: a try goes on from the closest step before that holds
one within the window, back to the closest required step. What was not done on the way of the
deepest try counts as skipped, also when it was done later or in another try. A try that stands at
an optional step is preferred to a newer one at the required step before it.

Source: PostHog ``funnel-udf/src/steps.rs``; the rules are insights 4.3.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXCLUSION_BITS: Final = 20
"""Bits from this one on are exclusions, those below are steps."""

STEP_BITS: Final = (1 << EXCLUSION_BITS) - 1

Event: TypeAlias = tuple[int, int]
"""When, in milliseconds, and what: a bit for each step and exclusion."""


class Outcome(NamedTuple):
    """How many steps an actor reached, and when each of them.

    ``skipped`` has a bit for each optional step before the deepest that was passed over; its time
    is that of the step before.
    """

    depth: int
    times: tuple[int, ...]
    skipped: int = 0

    def has_done(self, step: int) -> bool:
        """Return whether the actor did a step, counted from 0."""
        return self.depth > step and not self.skipped >> step & 1


class _Chain(NamedTuple):
    entry: int
    times: tuple[int, ...]
    events: tuple[int, ...]
    is_excluded: bool
    skipped: int

    def taken_to(self, step: int, one: "_Try") -> "_Chain":
        """Return the try one step on, or further: the steps between are skipped."""
        missed = range(len(self.times), step - 1)
        return self._replace(
            times=(*self.times, *(self.times[-1] for _ in missed), one.time),
            events=(*self.events, one.event),
            skipped=self.skipped | sum(1 << place for place in missed),
        )


def _entering(time: int) -> _Chain:
    return _Chain(entry=time, times=(), events=(), is_excluded=False, skipped=0)


class _Try(NamedTuple):
    """An event applied to some of the steps that it matches, highest first."""

    steps: tuple[int, ...]
    exclusions: tuple[tuple[int, int], ...]
    time: int
    event: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """A funnel as the chain sees it: ``exclusions`` are pairs (from, to) of 0-based steps.

    ``optional`` are 0-based steps, too; the first is never one of them.
    """

    steps: int
    window_ms: int
    is_strict: bool
    exclusions: tuple[tuple[int, int], ...]
    optional: frozenset[int] = frozenset()

    def required_before(self, step: int) -> int:
        """Return the closest required step before a step, both counted from 0."""
        return max(place for place in range(step) if place not in self.optional)


def best_chain(events: "Sequence[Event]", rules: Rules) -> Outcome | None:
    """Return how far an actor came, None for nowhere and for who was excluded."""
    run = _Run(rules)
    place = 0
    for time, group in groupby(events, key=lambda event: event[0]):
        masks = [mask for _, mask in group]
        is_tie = len(masks) > 1 and len({mask & STEP_BITS for mask in masks}) > 1
        for one in _tries(masks, time, place, rules, is_tie=is_tie):
            run.apply(one, is_tie=is_tie)
        place += len(masks)
        if run.is_complete:
            break
    return run.outcome()


def _tries(
    masks: list[int], time: int, place: int, rules: Rules, *, is_tie: bool
) -> "Iterator[_Try]":
    if not is_tie:
        for at, mask in enumerate(masks, start=place):
            excluded = _exclusions(mask, rules) if mask > STEP_BITS else ()
            yield _Try(_steps(mask, rules)[::-1], excluded, time, at)
        return
    for step in range(1, rules.steps + 1):
        bit = 1 << (step - 1)
        for at, mask in enumerate(masks, start=place):
            if mask & bit:
                yield _Try((step,), (), time, at)


def _steps(mask: int, rules: Rules) -> tuple[int, ...]:
    return tuple(step for step in range(1, rules.steps + 1) if mask >> (step - 1) & 1)


def _exclusions(mask: int, rules: Rules) -> tuple[tuple[int, int], ...]:
    found = mask >> EXCLUSION_BITS
    return tuple(pair for at, pair in enumerate(rules.exclusions) if found >> at & 1)


class _Run:
    """The chains held while the events of one actor go by."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._held: list[_Chain | None] = [None] * (rules.steps + 2)
        self._depth = 0
        self._best: _Chain | None = None

    @property
    def is_complete(self) -> bool:
        return self._held[self._rules.steps] is not None

    def outcome(self) -> Outcome | None:
        if self._best is None or self._best.is_excluded:
            return None
        return Outcome(self._depth, self._best.times, self._best.skipped)

    def apply(self, one: _Try, *, is_tie: bool) -> None:
        for start, end in one.exclusions:
            for step in range(start + 1, end + 1):
                self._exclude(step, one.time)
        for step in one.steps:
            self._advance(step, one, is_tie=is_tie)
        if self._rules.is_strict and not is_tie:
            for step in range(1, self._rules.steps + 1):
                if step not in one.steps:
                    self._held[step] = None

    def _before(self, step: int, time: int) -> tuple[int, _Chain] | None:
        """Return the try that an event may take to a step, and the step where it stands."""
        if step == 1:
            return 0, _entering(time)
        for at in range(step - 1, 0, -1):
            chain = self._held[at]
            if chain is not None and time - chain.entry <= self._rules.window_ms:
                return at, chain
            if at - 1 not in self._rules.optional:
                break
        return None

    def _exclude(self, step: int, time: int) -> None:
        found, after = self._before(step + 1, time), self._held[step + 1]
        if found is None:
            return
        at, chain = found
        if after is not None and after.entry == chain.entry:
            return
        self._held[at] = chain._replace(is_excluded=True)
        best = self._best
        if best and self._depth == at and time - best.entry <= self._rules.window_ms:
            self._best = best._replace(is_excluded=True)

    def _advance(self, step: int, one: _Try, *, is_tie: bool) -> None:
        found = self._before(step, one.time)
        if found is None:
            return
        _, previous = found
        held = self._held[step]
        if held is not None and held.entry == previous.entry:
            return
        if is_tie and one.event in previous.events:
            return
        self._keep(step, previous.taken_to(step, one))

    def _keep(self, step: int, chain: _Chain) -> None:
        if not chain.is_excluded:
            self._held[step] = chain
        if step > self._depth or (
            step == self._depth and self._best is not None and self._best.is_excluded
        ):
            self._depth, self._best = step, chain
