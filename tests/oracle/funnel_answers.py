"""What a funnel must answer: numbers of steps, bins, rates; see ``funnel_walks.py``.

question, events of persons  ->  counts and times by value, bins, or rates by day
"""

import math
from datetime import date, timedelta
from statistics import mean, median
from typing import TYPE_CHECKING, TypeAlias

from tests.oracle.funnel_walks import Found, best_chain, journeys, outcome, unordered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tests.oracle.funnel_walks import Fed, Happening, Question

Numbers: TypeAlias = tuple[int, float | None, float | None]


def steps(question: "Question", events: "Sequence[Happening]") -> list[tuple[str, list[Numbers]]]:
    """Count, mean and median seconds of each step, by value; the rest is called ``rest``."""
    by_value: dict[str, list[Found]] = {}
    for (_, value), each in journeys(question, events).items():
        found = outcome(question, each)
        if found:
            by_value.setdefault(value, []).append(found)
    ranked = sorted(by_value, key=lambda value: (-len(by_value[value]), value))
    shown = [(value, by_value[value]) for value in ranked[: question.limit]]
    rest = [found for value in ranked[question.limit :] for found in by_value[value]]
    if rest:
        shown.append(("rest", rest))
    return [(value, _numbers(found, question)) for value, found in shown]


def _numbers(found: list[Found], question: "Question") -> list[Numbers]:
    numbers: list[Numbers] = []
    before = 0
    for step, asked in enumerate(question.steps):
        reached = [times for _, times in found if step in times]
        took = [(t[step] - t[before]).total_seconds() for t in reached] if step else []
        numbers.append((len(reached), mean(took) if took else None, median(took) if took else None))
        before = before if asked.is_optional else step
    return numbers


def total(question: "Question", events: "Sequence[Happening]") -> tuple[float | None, float | None]:
    """Mean and median of the seconds to the last required step, whatever the values."""
    last = max(at for at, step in enumerate(question.steps) if not step.is_optional)
    took: list[float] = []
    for each in journeys(question, events).values():
        found = outcome(question, each)
        if found and last in found[1]:
            took.append((found[1][last] - found[1][0]).total_seconds())
    return (mean(took), median(took)) if took else (None, None)


def times(
    question: "Question", events: "Sequence[Happening]", bins: int | None
) -> tuple[list[tuple[int, int]], float | None]:
    """The text of insights 4.7."""
    took: list[float] = []
    for each in journeys(question, events).values():
        found = outcome(question, each)
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


def rates(question: "Question", events: "Sequence[Happening]") -> list[float]:
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


def _from_day(question: "Question", events: "Sequence[Fed]", day: date) -> Found | None:
    def is_of_day(at: "datetime") -> bool:
        return at.astimezone(question.zone).date() == day

    if question.order == "unordered":
        return unordered(question, events, is_of_day)
    kept = [fed if is_of_day(fed.at) else fed.without(1) for fed in events]
    if question.order != "strict":
        kept = [fed for fed in kept if fed.steps or fed.exclusions]
    return best_chain(question, kept)
