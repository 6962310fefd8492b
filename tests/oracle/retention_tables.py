"""Retention in plain Python, from the rules of insights 5 over a list of events.

It shares no code with the product: who was in which interval, one actor at a time.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """An event of an actor, after merges."""

    at: datetime
    who: str
    name: str
    is_chosen: bool
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which events a side is about: a name, None for all, and those chosen only."""

    name: str | None
    is_chosen_only: bool

    def has_name(self, event: Happening) -> bool:
        """Return whether it is about an event before its filter."""
        return self.name is None or event.name == self.name

    def matches(self, event: Happening) -> bool:
        """Return whether it is about an event."""
        return self.has_name(event) and (event.is_chosen or not self.is_chosen_only)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A retention table. ``first`` is None where only the last day is named."""

    unit: str
    total: int
    first: date | None
    last: date
    zone: "ZoneInfo"
    week_start: int
    kind: str
    target: Wanted
    returning: Wanted
    is_cumulative: bool
    occurrences: int
    brackets: tuple[int, ...]


def interval_of(at: datetime, question: Question) -> int:
    """Return the number of an interval, counted from long ago without gaps."""
    local = at.astimezone(question.zone)
    if question.unit == "Hour":
        return int(local.timestamp()) // 3600
    if question.unit == "Month":
        return local.year * 12 + local.month
    day = local.date().toordinal()
    # Day 7 of the calendar is a Sunday.
    return day if question.unit == "Day" else (day - question.week_start) // 7


def table(question: Question, events: list[Happening]) -> list[list[int]]:
    """Return the cells of every cohort."""
    last = interval_of(_end_of(question.last, question), question)
    if question.first is None:
        first, end = last - question.total + 1, last
    else:
        first = interval_of(_start_of(question.first, question), question)
        end = last + _edges(question)[-1] - 1
    cells = [[0] * (len(_edges(question)) - 1) for _ in range(last - first + 1)]
    people: defaultdict[str, list[Happening]] = defaultdict(list)
    for event in events:
        people[event.who].append(event)
    for journey in people.values():
        back = _returns(journey, question, end)
        for start in _starts(journey, question):
            if first <= start <= last:
                _count(cells[start - first], start, back, question)
    return cells


def _count(line: list[int], start: int, back: set[int], question: Question) -> None:
    edges = _edges(question)
    line[0] += 1
    for column in range(1, len(line)):
        begin = start + edges[column]
        end = start + (edges[-1] if question.is_cumulative else edges[column + 1])
        line[column] += any(begin <= at < end for at in back)


def _edges(question: Question) -> list[int]:
    if not question.brackets:
        return list(range(question.total + 1))
    edges = [0, 1]
    for width in question.brackets:
        edges.append(edges[-1] + width)
    return edges


def _starts(journey: list[Happening], question: Question) -> set[int]:
    target = question.target
    found = [event.at for event in journey if target.matches(event)]
    if not found:
        return set()
    if question.kind == "retention_recurring":
        return {interval_of(at, question) for at in found}
    earliest = min(found)
    named = min(event.at for event in journey if target.has_name(event))
    if question.kind == "retention_first_ever_occurrence" and named != earliest:
        return set()
    return {interval_of(earliest, question)}


def _returns(journey: list[Happening], question: Question, end: int) -> set[int]:
    counts: defaultdict[int, int] = defaultdict(int)
    for event in journey:
        if question.returning.matches(event):
            counts[interval_of(event.at, question)] += 1
    return {at for at, count in counts.items() if count >= question.occurrences and at <= end}


def _start_of(day: date, question: Question) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=question.zone)


def _end_of(day: date, question: Question) -> datetime:
    # An absolute end of hours is the instant as written, midnight for a date; else all of its day.
    start = _start_of(day, question)
    return start if question.unit == "Hour" else start + timedelta(hours=23, minutes=59)
