"""How far persons come in a funnel: a small program that shares no code with the product.

    events of persons, question  ->  journeys by value  ->  depth and times of each

It follows the text of insights 4.3 to 4.5 and 4.8 word by word and cares for no speed.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from zoneinfo import ZoneInfo

Times: TypeAlias = dict[int, datetime]
Found: TypeAlias = tuple[int, Times]


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """An event of a person."""

    at: datetime
    who: str
    name: str
    value: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Which events are a step; ``name`` None stands for all of them."""

    name: str | None
    is_chosen_only: bool = False
    is_first_only: bool = False
    is_optional: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A funnel over the days ``first`` to ``last`` of a zone; exclusions are step, from, to."""

    steps: tuple[Step, ...]
    first: date
    last: date
    zone: "ZoneInfo"
    window: timedelta
    order: str = "ordered"
    exclusions: tuple[tuple[Step, int, int], ...] = ()
    attribution: str | None = None
    attribution_step: int = 0
    limit: int = 25
    from_step: int = 0
    to_step: int = 1


@dataclass(slots=True)
class Chain:
    """A way through the steps; what is changed is a copy."""

    entry: datetime
    times: Times
    used: list[int]
    excluded: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fed:
    """An event as a funnel sees it: 1-based steps, 0-based exclusions."""

    at: datetime
    steps: frozenset[int]
    exclusions: tuple[tuple[int, int], ...]
    value: str
    rank: int

    def without(self, step: int) -> "Fed":
        """The same event, not being a step."""
        rank = self.rank & ~(1 << (step - 1))
        return replace(self, steps=self.steps - {step}, rank=rank)


Journeys: TypeAlias = dict[tuple[str, str], list[Fed]]


def journeys(question: Question, events: "Sequence[Happening]") -> Journeys:
    """The events of every person, under each value that the person counts under."""
    begin, end = _bounds(question)
    whole: dict[str, list[Fed]] = {}
    for one in events:
        if not begin <= one.at < end:
            continue
        fed = _fed(question, one, events)
        if fed.steps or fed.exclusions or question.order == "strict":
            whole.setdefault(one.who, []).append(fed)
    found: Journeys = {}
    for who, each in whole.items():
        each.sort(key=lambda fed: (fed.at, fed.rank, fed.value))
        for value, kept in _attributed(question, each).items():
            found[who, value] = kept
    return found


def _bounds(question: Question) -> tuple[datetime, datetime]:
    begin = datetime.combine(question.first, datetime.min.time(), question.zone)
    after = question.last + timedelta(days=1)
    return begin, datetime.combine(after, datetime.min.time(), question.zone)


def _is(step: Step, one: Happening) -> bool:
    return step.name in (None, one.name) and (one.is_chosen or not step.is_chosen_only)


def _fed(question: Question, one: Happening, events: "Sequence[Happening]") -> Fed:
    def counts(step: Step) -> bool:
        if not _is(step, one) or not step.is_first_only:
            return _is(step, one)
        same = [e.at for e in events if e.who == one.who and step.name in (None, e.name)]
        return min(same) == one.at

    matched = [n for n, step in enumerate(question.steps, 1) if counts(step)]
    excluded = [n for n, (step, _, _) in enumerate(question.exclusions) if _is(step, one)]
    return Fed(
        at=one.at,
        steps=frozenset(matched),
        exclusions=tuple(question.exclusions[n][1:] for n in excluded),
        value=one.value,
        rank=sum(1 << (n - 1) for n in matched) + sum(1 << (100 + n) for n in excluded),
    )


def _attributed(question: Question, events: list[Fed]) -> dict[str, list[Fed]]:
    taking_part = [fed for fed in events if fed.steps]
    if not taking_part:
        return {}
    if question.attribution is None:
        return {"": events}
    if question.attribution == "first_touch":
        return {taking_part[0].value: events}
    if question.attribution == "last_touch":
        return {taking_part[-1].value: events}
    if question.attribution == "all_events":
        values = {fed.value for fed in events}
        return {value: [fed for fed in events if fed.value == value] for value in values}
    step = question.attribution_step + 1
    return {
        value: _with_only(value, step, question, events)
        for value in {fed.value for fed in events if step in fed.steps}
    }


def _with_only(value: str, step: int, question: Question, events: list[Fed]) -> list[Fed]:
    kept = [fed if fed.value == value else fed.without(step) for fed in events]
    kept = [fed for fed in kept if fed.steps or fed.exclusions or question.order == "strict"]
    return sorted(kept, key=lambda fed: (fed.at, fed.rank))


def outcome(question: Question, events: "Sequence[Fed]") -> Found | None:
    """How far one person came, None for nowhere."""
    if question.order == "unordered":
        return unordered(question, events)
    return best_chain(question, events)


def best_chain(question: Question, events: "Sequence[Fed]") -> Found | None:
    """The text of insights 4.4."""
    state = State(question)
    for at in sorted({fed.at for fed in events}):
        group = [(n, fed) for n, fed in enumerate(events) if fed.at == at]
        tie = len({fed.steps for _, fed in group}) > 1
        for matched, exclusions, n in _tries(group, tie=tie):
            for a, b in exclusions:
                for k in range(a + 1, b + 1):
                    state.exclude(k, at)
            for k in sorted(matched, reverse=True):
                state.advance(k, at, n, tie=tie)
            if question.order == "strict" and not tie:
                state.held = {k: chain for k, chain in state.held.items() if k in matched}
        if len(question.steps) in state.held:
            break
    best = state.best
    return None if best is None or best.excluded else (state.depth, best.times)


class State:
    """What 4.4 calls held, depth and best; steps passed over have no time."""

    def __init__(self, question: Question) -> None:
        self.window = question.window
        self.optional = {n for n, step in enumerate(question.steps, 1) if step.is_optional}
        self.held: dict[int, Chain] = {}
        self.depth = 0
        self.best: Chain | None = None

    def source(self, k: int, at: datetime) -> int | None:
        """The nearest step in reach of step k at which a chain stands within the window."""
        required = max((j for j in range(1, k) if j not in self.optional), default=1)
        live = {j for j, c in self.held.items() if at - c.entry <= self.window}
        return max(live & set(range(required, k)), default=None)

    def exclude(self, k: int, at: datetime) -> None:
        """Mark the chain that would go on to the step after."""
        j, after = self.source(k + 1, at), self.held.get(k + 1)
        if j is None or (after and after.entry == self.held[j].entry):
            return
        self.held[j] = replace(self.held[j], excluded=True)
        if self.best and self.depth == j and at - self.best.entry <= self.window:
            self.best = replace(self.best, excluded=True)

    def advance(self, k: int, at: datetime, n: int, *, tie: bool) -> None:
        """Take the chain at the step before to this one, if it may."""
        j = self.source(k, at)
        if k > 1 and j is None:
            return
        previous = Chain(at, {}, []) if k == 1 or j is None else self.held[j]
        if k in self.held and self.held[k].entry == previous.entry:
            return
        if tie and n in previous.used:
            return
        times, used = {**previous.times, k - 1: at}, [*previous.used, n]
        chain = Chain(previous.entry, times, used, previous.excluded)
        if not chain.excluded:
            self.held[k] = chain
        if k > self.depth or (k == self.depth and self.best and self.best.excluded):
            self.depth, self.best = k, chain


Try: TypeAlias = tuple[frozenset[int], tuple[tuple[int, int], ...], int]


def _tries(group: list[tuple[int, Fed]], *, tie: bool) -> list[Try]:
    if not tie:
        return [(fed.steps, fed.exclusions, n) for n, fed in group]
    single = sorted((step, n) for n, fed in group for step in fed.steps)
    return [(frozenset({step}), (), n) for step, n in single]


def unordered(
    question: Question,
    events: "Sequence[Fed]",
    may_start: "Callable[[datetime], bool]" = lambda _: True,
) -> Found | None:
    """The text of insights 4.5."""
    found: Found | None = None
    for start, fed in enumerate(events):
        if not fed.steps or not may_start(fed.at):
            continue
        filled: dict[int, datetime] = {}
        for other in events[start:]:
            if other.at - fed.at > question.window or (other.exclusions and not other.steps):
                break
            free = sorted(other.steps - filled.keys())
            if free:
                filled[free[0]] = other.at
        if found is None or len(filled) > found[0]:
            found = len(filled), dict(enumerate(sorted(filled.values())))
    return found
