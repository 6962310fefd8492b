"""What the cells of a retention are worth, in plain Python over a list of events.

Column 0: the target events of the cohort's interval, and the returning events after the first of
them where these have another name. Later columns: the returning events of intervals that count.
"""

from typing import TYPE_CHECKING

from tests.oracle.retention_tables import (
    Happening,
    Question,
    edges_of,
    interval_of,
    journeys_of,
    returns_of,
    span_of,
    starts_of,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def worths(question: Question, events: list[Happening]) -> list[list[float]]:
    """Return the sum or the mean of every cell of every cohort."""
    span, edges = span_of(question), edges_of(question)
    sums = [[0.0] * (len(edges) - 1) for _ in range(span.last - span.first + 1)]
    for journey in journeys_of(events).values():
        back = returns_of(journey, question, span.end)
        for start in starts_of(journey, question):
            if span.first <= start <= span.last:
                _add(sums[start - span.first], journey, start, back, question)
    if question.amount == "sum":
        return sums
    counts = table(question, events)
    return [
        [total / (count or 1) for total, count in zip(line, people, strict=True)]
        for line, people in zip(sums, counts, strict=True)
    ]


def _add(
    line: list[float], journey: list[Happening], start: int, back: set[int], question: Question
) -> None:
    edges = edges_of(question)
    line[0] += sum(event.worth for event in _at_start(journey, start, question))
    for event in journey:
        at = interval_of(event.at, question)
        if at not in back or not question.returning.matches(event):
            continue
        for column in range(1, len(line)):
            end = edges[-1] if question.is_cumulative else edges[column + 1]
            line[column] += event.worth if edges[column] <= at - start < end else 0


def _at_start(journey: list[Happening], start: int, question: Question) -> "Iterator[Happening]":
    here = [event for event in journey if interval_of(event.at, question) == start]
    opened = min(event.at for event in here if question.target.matches(event))
    for event in here:
        is_late = question.target.name != question.returning.name and event.at > opened
        is_back = is_late and question.returning.matches(event)
        if question.target.matches(event) or is_back:
            yield event
