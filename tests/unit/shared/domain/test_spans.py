"""Spans of five minutes: the same for whoever cuts them."""

from __future__ import annotations

from datetime import UTC, datetime

from shared.domain.spans import Span, floor, parameters_of, spans_between


def _at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, second, tzinfo=UTC)


def test_a_moment_belongs_to_one_span() -> None:
    assert floor(_at(1, 4, 59)) == _at(1, 0)
    assert floor(_at(1, 5)) == _at(1, 5)


def test_spans_cover_a_time_and_end_with_it() -> None:
    assert list(spans_between(_at(1, 2), _at(1, 12))) == [
        Span(since=_at(1, 0), until=_at(1, 5)),
        Span(since=_at(1, 5), until=_at(1, 10)),
        Span(since=_at(1, 10), until=_at(1, 12)),
    ]
    assert list(spans_between(_at(1, 5), _at(1, 5))) == []


def test_statements_get_milliseconds() -> None:
    span = Span(
        since=datetime(1970, 1, 1, tzinfo=UTC), until=datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
    )
    assert parameters_of(span) == {"from": 0, "until": 300_000}
