"""Stickiness in plain Python, from the rules of insights 6 over a list of events.

It shares no code with the product: one actor and one group of intervals at a time.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """An event of an actor, after merges; an empty ``who`` is nobody."""

    at: datetime
    who: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Stickiness of the whole days from ``first`` to ``last``; ``event`` None stands for all.

    An interval counts where ``operator`` holds between the number of its events and ``value``.
    """

    event: str | None
    is_chosen_only: bool
    unit: str
    first: date
    last: date
    zone: "ZoneInfo"
    week_start: int
    width: int
    operator: str
    value: int
    is_cumulative: bool


def sizes(question: Question, happenings: "Sequence[Happening]") -> list[int]:
    """Return how many actors were active in 1, 2, 3 ... intervals, or in at least so many."""
    begin, end = _bounds(question)
    length = _number(begin, end, question) // question.width + 1
    times: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for one in happenings:
        if one.who and _is_asked(question, one) and begin <= one.at <= end:
            times[one.who][_number(begin, one.at, question) // question.width] += 1
    active = [
        sum(_counts(question, seen) for seen in by_interval.values())
        for by_interval in times.values()
    ]
    if question.is_cumulative:
        return [sum(found >= n for found in active) for n in range(1, length + 1)]
    return [active.count(n) for n in range(1, length + 1)]


def _is_asked(question: Question, one: Happening) -> bool:
    is_named = question.event is None or question.event == one.name
    return is_named and (one.is_chosen or not question.is_chosen_only)


def _counts(question: Question, seen: int) -> bool:
    if question.operator == "gte":
        return seen >= question.value
    return seen <= question.value if question.operator == "lte" else seen == question.value


def _bounds(question: Question) -> tuple[datetime, datetime]:
    """The first interval whole, the last day whole; an end in hours is the instant as written."""
    first = question.first
    if question.unit == "week":
        first -= timedelta(days=(first.isoweekday() - question.week_start) % 7)
    if question.unit == "month":
        first = first.replace(day=1)
    begin = _midnight(first, question)
    if question.unit == "hour":
        return begin, _midnight(question.last, question)
    beyond = _midnight(question.last + timedelta(days=1), question)
    return begin, beyond - timedelta(microseconds=1)


def _midnight(day: date, question: Question) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=question.zone).astimezone(UTC)


def _number(begin: datetime, at: datetime, question: Question) -> int:
    """How many intervals after the first one an instant lies."""
    if question.unit == "hour":
        return (at - begin) // timedelta(hours=1)
    first, day = begin.astimezone(question.zone).date(), at.astimezone(question.zone).date()
    if question.unit == "month":
        return (day.year - first.year) * 12 + day.month - first.month
    return (day - first).days // (7 if question.unit == "week" else 1)
