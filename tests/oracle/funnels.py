"""What a funnel must answer: a small program over events, which shares no code with the product.

    events of persons, question  ->  counts and times by value, bins, or rates by bucket

It follows the text of insights 4.3 to 4.8 word by word, tries everything, and cares for no speed.
``python -m tests.oracle.funnels --count 2000 --seed 1`` compares the product with it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import mean, median
from typing import TypeAlias
from zoneinfo import ZoneInfo

Times: TypeAlias = list[datetime]
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A funnel over the days from ``first`` to ``last`` of a zone; exclusions are step, from, to."""

    steps: tuple[Step, ...]
    first: date
    last: date
    zone: ZoneInfo
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


Journeys: TypeAlias = dict[tuple[str, str], list[Fed]]


def journeys(question: Question, events: Sequence[Happening]) -> Journeys:
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
        each.sort(key=lambda fed: (fed.at, _bits(fed), fed.value))
        for value, kept in _attributed(question, each).items():
            found[who, value] = kept
    return found


def _bounds(question: Question) -> tuple[datetime, datetime]:
    begin = datetime.combine(question.first, datetime.min.time(), question.zone)
    after = question.last + timedelta(days=1)
    return begin, datetime.combine(after, datetime.min.time(), question.zone)


def _is(step: Step, one: Happening) -> bool:
    return step.name in (None, one.name) and (one.is_chosen or not step.is_chosen_only)


def _fed(question: Question, one: Happening, events: Sequence[Happening]) -> Fed:
    def counts(step: Step) -> bool:
        if not _is(step, one) or not step.is_first_only:
            return _is(step, one)
        same = [e.at for e in events if e.who == one.who and step.name in (None, e.name)]
        return min(same) == one.at

    return Fed(
        at=one.at,
        steps=frozenset(n for n, step in enumerate(question.steps, 1) if counts(step)),
        exclusions=tuple((a, b) for step, a, b in question.exclusions if _is(step, one)),
        value=one.value,
    )


def _bits(fed: Fed) -> int:
    return sum(1 << (step - 1) for step in fed.steps) + (1 << 30 if fed.exclusions else 0)


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
    kept = [
        fed if fed.value == value else replace(fed, steps=fed.steps - {step}) for fed in events
    ]
    kept = [fed for fed in kept if fed.steps or fed.exclusions or question.order == "strict"]
    return sorted(kept, key=lambda fed: (fed.at, _bits(fed)))


def best_chain(question: Question, events: Sequence[Fed]) -> Found | None:
    """The text of insights 4.4."""
    last, window, strict = len(question.steps), question.window, question.order == "strict"
    held: dict[int, Chain] = {}
    depth, best = 0, None
    for at in sorted({fed.at for fed in events}):
        group = [(n, fed) for n, fed in enumerate(events) if fed.at == at]
        tie = len({fed.steps for _, fed in group}) > 1
        for matched, exclusions, n in _tries(group, tie=tie):
            for a, b in exclusions:
                for k in range(a + 1, b + 1):
                    c = held.get(k)
                    if c is None or at - c.entry > window:
                        continue
                    if k + 1 in held and held[k + 1].entry == c.entry:
                        continue
                    held[k] = Chain(c.entry, c.times, c.used, excluded=True)
                    if best and depth == k and at - best.entry <= window:
                        best = Chain(best.entry, best.times, best.used, excluded=True)
            for k in sorted(matched, reverse=True):
                previous = Chain(at, [], []) if k == 1 else held.get(k - 1)
                if previous is None or at - previous.entry > window:
                    continue
                if k in held and held[k].entry == previous.entry:
                    continue
                if tie and n in previous.used:
                    continue
                times, used = [*previous.times, at], [*previous.used, n]
                chain = Chain(previous.entry, times, used, previous.excluded)
                if not chain.excluded:
                    held[k] = chain
                if k > depth or (k == depth and best and best.excluded):
                    depth, best = k, chain
            if strict and not tie:
                held = {k: chain for k, chain in held.items() if k in matched}
        if last in held:
            break
    return None if best is None or best.excluded else (depth, best.times)


Try: TypeAlias = tuple[frozenset[int], tuple[tuple[int, int], ...], int]


def _tries(group: list[tuple[int, Fed]], *, tie: bool) -> list[Try]:
    if not tie:
        return [(fed.steps, fed.exclusions, n) for n, fed in group]
    single = sorted((step, n) for n, fed in group for step in fed.steps)
    return [(frozenset({step}), (), n) for step, n in single]


def unordered(
    question: Question, events: Sequence[Fed], may_start: Callable[[datetime], bool] = lambda _: True
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
            found = len(filled), sorted(filled.values())
    return found


Numbers: TypeAlias = tuple[int, float | None, float | None]


def steps(question: Question, events: Sequence[Happening]) -> list[tuple[str, list[Numbers]]]:
    """Count, mean and median seconds of each step, by value; the rest is called ``rest``."""
    by_value: dict[str, list[Found]] = {}
    for (_, value), each in journeys(question, events).items():
        found = unordered(question, each) if question.order == "unordered" else None
        found = found or (None if question.order == "unordered" else best_chain(question, each))
        if found:
            by_value.setdefault(value, []).append(found)
    ranked = sorted(by_value, key=lambda value: (-len(by_value[value]), value))
    shown = [(value, by_value[value]) for value in ranked[: question.limit]]
    rest = [found for value in ranked[question.limit :] for found in by_value[value]]
    if rest:
        shown.append(("rest", rest))
    return [(value, _numbers(found, len(question.steps))) for value, found in shown]


def _numbers(found: list[Found], count: int) -> list[Numbers]:
    numbers: list[Numbers] = []
    for step in range(count):
        reached = [times for depth, times in found if depth > step]
        took = [(t[step] - t[step - 1]).total_seconds() for t in reached] if step else []
        numbers.append(
            (len(reached), mean(took) if took else None, median(took) if took else None)
        )
    return numbers


def times(
    question: Question, events: Sequence[Happening], bins: int | None
) -> tuple[list[tuple[int, int]], float | None]:
    """The text of insights 4.7."""
    took: list[float] = []
    for each in journeys(question, events).values():
        find = unordered if question.order == "unordered" else best_chain
        found = find(question, each)
        if found and found[0] > question.to_step:
            span = found[1][question.to_step] - found[1][question.from_step]
            took.append(span.total_seconds())
    if not took:
        return [], None
    count = bins or min(n for n in range(1, 1000) if n**3 >= len(took))
    low, high = math.floor(min(took)), math.ceil(max(took))
    width = math.ceil((high - low) / count) or 60
    edges = [low + n * width for n in range(count + 1)]
    return [(edge, sum(edge <= t < edge + width for t in took)) for edge in edges], mean(took)


def rates(question: Question, events: Sequence[Happening]) -> list[float]:
    """The text of insights 4.6, by the day of the first step."""
    days = (question.last - question.first).days + 1
    entered, reached = [0] * days, [0] * days
    for each in journeys(question, events).values():
        for n in range(days):
            found = _from_day(question, each, question.first + timedelta(days=n))
            depth = found[0] if found else 0
            entered[n] += depth > question.from_step
            reached[n] += depth > question.to_step
    return [round(100 * b / a, 2) if a else 0 for a, b in zip(entered, reached, strict=True)]


def _from_day(question: Question, events: Sequence[Fed], day: date) -> Found | None:
    def is_of_day(at: datetime) -> bool:
        return at.astimezone(question.zone).date() == day

    if question.order == "unordered":
        return unordered(question, events, is_of_day)
    kept = [
        fed if is_of_day(fed.at) else replace(fed, steps=fed.steps - {1}) for fed in events
    ]
    if question.order != "strict":
        kept = [fed for fed in kept if fed.steps or fed.exclusions]
    return best_chain(question, kept)
