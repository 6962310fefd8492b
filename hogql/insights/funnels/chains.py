"""The funnel chain: how far one actor came through steps in order (insights 4.4, normative).

    events of one actor by time: (time, steps and exclusions as bits)  ->  Outcome(depth, times)

For each step the newest chain that reached it is held. Events of one instant are tried in the order
of the steps, so the order in which they are stored never matters.

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
    """How many steps an actor reached, and when each of them."""

    depth: int
    times: tuple[int, ...]


class _Chain(NamedTuple):
    entry: int
    times: tuple[int, ...]
    events: tuple[int, ...]
    is_excluded: bool


def _entering(time: int) -> _Chain:
    return _Chain(entry=time, times=(), events=(), is_excluded=False)


class _Try(NamedTuple):
    """An event applied to some of the steps that it matches, highest first."""

    steps: tuple[int, ...]
    exclusions: tuple[tuple[int, int], ...]
    time: int
    event: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """A funnel as the chain sees it; ``exclusions`` are pairs (from, to) of 0-based steps."""

    steps: int
    window_ms: int
    is_strict: bool
    exclusions: tuple[tuple[int, int], ...]


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
        return Outcome(self._depth, self._best.times)

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

    def _exclude(self, step: int, time: int) -> None:
        chain, after = self._held[step], self._held[step + 1]
        if chain is None or time - chain.entry > self._rules.window_ms:
            return
        if after is not None and after.entry == chain.entry:
            return
        self._held[step] = chain._replace(is_excluded=True)
        best = self._best
        if best and self._depth == step and time - best.entry <= self._rules.window_ms:
            self._best = best._replace(is_excluded=True)

    def _advance(self, step: int, one: _Try, *, is_tie: bool) -> None:
        previous = _entering(one.time) if step == 1 else self._held[step - 1]
        if previous is None or one.time - previous.entry > self._rules.window_ms:
            return
        held = self._held[step]
        if held is not None and held.entry == previous.entry:
            return
        if is_tie and one.event in previous.events:
            return
        self._keep(
            step,
            _Chain(
                previous.entry,
                (*previous.times, one.time),
                (*previous.events, one.event),
                previous.is_excluded,
            ),
        )

    def _keep(self, step: int, chain: _Chain) -> None:
        if not chain.is_excluded:
            self._held[step] = chain
        if step > self._depth or (
            step == self._depth and self._best is not None and self._best.is_excluded
        ):
            self._depth, self._best = step, chain
