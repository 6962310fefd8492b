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
    worth: float = 0


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
    """A retention table. ``first`` is None where only the last day is named.

    ``rolls``: columns are counted from each actor's own start. ``amount`` is sum, avg or nothing.
    """

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
    rolls: bool = False
    amount: str | None = None


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
    span = span_of(question)
    cells = [[0] * (len(edges_of(question)) - 1) for _ in range(span.last - span.first + 1)]
    for journey in journeys_of(events).values():
        if question.rolls:
            _roll(cells, journey, question, span)
            continue
        back = returns_of(journey, question, span.end)
        for start in starts_of(journey, question):
            if span.first <= start <= span.last:
                _count(cells[start - span.first], start, back, question)
    return cells


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The first and the last cohort, and the last interval that is looked at."""

    first: int
    last: int
    end: int


def span_of(question: Question) -> Span:
    """Return the intervals that a question is about."""
    last = interval_of(_end_of(question.last, question), question)
    if question.first is None:
        return Span(first=last - question.total + 1, last=last, end=last)
    first = interval_of(_start_of(question.first, question), question)
    return Span(first=first, last=last, end=last + edges_of(question)[-1] - 1)


def journeys_of(events: list[Happening]) -> dict[str, list[Happening]]:
    """Return the events of each actor."""
    people: defaultdict[str, list[Happening]] = defaultdict(list)
    for event in events:
        people[event.who].append(event)
    return people


def _roll(cells: list[list[int]], journey: list[Happening], question: Question, span: Span) -> None:
    start = _own_start(journey, question, span)
    if start is None:
        return
    counts: defaultdict[int, int] = defaultdict(int)
    for event in journey:
        # Where cohorts have a range, everybody is followed to the end of its own last window.
        is_seen = question.first is not None or interval_of(event.at, question) <= span.end
        if is_seen and question.returning.matches(event):
            counts[_distance(start, event.at, question)] += 1
    back = {at for at, count in counts.items() if count >= question.occurrences}
    _count(cells[interval_of(start, question) - span.first], 0, back, question)


def _count(line: list[int], start: int, back: set[int], question: Question) -> None:
    edges = edges_of(question)
    line[0] += 1
    for column in range(1, len(line)):
        begin = start + edges[column]
        end = start + (edges[-1] if question.is_cumulative else edges[column + 1])
        line[column] += any(begin <= at < end for at in back)


def edges_of(question: Question) -> list[int]:
    """Return the distances from a cohort at which columns begin; the last one ends them."""
    if not question.brackets:
        return list(range(question.total + 1))
    edges = [0, 1]
    for width in question.brackets:
        edges.append(edges[-1] + width)
    return edges


def _own_start(journey: list[Happening], question: Question, span: Span) -> datetime | None:
    """The event from which windows roll, if it lies in a cohort."""
    target = question.target
    found = [event.at for event in journey if target.matches(event)]
    if question.kind == "retention_recurring":
        found = [at for at in found if interval_of(at, question) >= span.first]
    if not found or not span.first <= interval_of(min(found), question) <= span.last:
        return None
    if question.kind == "retention_first_ever_occurrence":
        named = min(event.at for event in journey if target.has_name(event))
        return min(found) if named == min(found) else None
    return min(found)


def _distance(start: datetime, at: datetime, question: Question) -> int:
    """How many windows after the start an event lies: of hours, of 24 of these, of 7 or 30 days."""
    if question.unit in ("Hour", "Day"):
        begun, came = (_hour(one, question) for one in (start, at))
        return (came - begun) // (1 if question.unit == "Hour" else 24)
    begun, came = (one.astimezone(question.zone).date().toordinal() for one in (start, at))
    return (came - begun) // (7 if question.unit == "Week" else 30)


def _hour(at: datetime, question: Question) -> int:
    """The hour of the zone's clock that an event lies in; that of India begins at half past."""
    offset = at.astimezone(question.zone).utcoffset() or timedelta()
    return int(at.timestamp() + offset.total_seconds() % 3600) // 3600


def starts_of(journey: list[Happening], question: Question) -> set[int]:
    """Return the intervals of the cohorts that an actor is in, as far as there are such."""
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


def returns_of(journey: list[Happening], question: Question, end: int) -> set[int]:
    """Return the intervals in which an actor came back often enough."""
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
