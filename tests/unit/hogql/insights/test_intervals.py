"""Buckets by clock and calendar, on the days when clocks change."""

from datetime import UTC, date, datetime

import pytest

from hogql.insights.intervals import day_name, key_of, label, next_start, start_of
from hogql.insights.nodes import IntervalType
from tests.unit.hogql.insights.contexts import make_calendar


@pytest.mark.parametrize(
    ("interval", "week_start_day", "expected"),
    [
        (IntervalType.MINUTE, 0, "2020-01-22T07:18:00-05:00"),
        (IntervalType.HOUR, 0, "2020-01-22T07:00:00-05:00"),
        (IntervalType.DAY, 0, "2020-01-22T00:00:00-05:00"),
        (IntervalType.WEEK, 0, "2020-01-19T00:00:00-05:00"),
        (IntervalType.WEEK, 1, "2020-01-20T00:00:00-05:00"),
        (IntervalType.MONTH, 0, "2020-01-01T00:00:00-05:00"),
    ],
)
def test_an_instant_lies_in_the_interval_of_the_projects_clock(
    interval: IntervalType, week_start_day: int, expected: str
) -> None:
    calendar = make_calendar("America/New_York", week_start_day=week_start_day)
    at = datetime(2020, 1, 22, 12, 18, 59, tzinfo=UTC)
    assert start_of(at, interval, calendar).isoformat() == expected


def test_an_hour_that_a_clock_repeats_is_two_buckets_with_one_name() -> None:
    calendar = make_calendar("America/New_York")
    first = start_of(datetime(2020, 11, 1, 5, tzinfo=UTC), IntervalType.HOUR, calendar)
    second = next_start(first, IntervalType.HOUR, calendar)
    assert second.astimezone(UTC) == datetime(2020, 11, 1, 6, tzinfo=UTC)
    assert [day_name(at, IntervalType.HOUR) for at in (first, second)] == [
        "2020-11-01 01:00:00"
    ] * 2


def test_an_hour_in_which_a_clock_goes_back_by_half_is_one_longer_bucket() -> None:
    calendar = make_calendar("Australia/Lord_Howe")
    start = datetime(2024, 4, 6, 14, tzinfo=UTC)
    after = next_start(start, IntervalType.HOUR, calendar)
    assert after.astimezone(UTC) == datetime(2024, 4, 6, 15, 30, tzinfo=UTC)


def test_a_day_whose_midnight_is_skipped_starts_at_one() -> None:
    calendar = make_calendar("America/Sao_Paulo")
    start = start_of(datetime(2018, 11, 4, 12, tzinfo=UTC), IntervalType.DAY, calendar)
    assert start.isoformat() == "2018-11-04T01:00:00-02:00"
    assert day_name(start, IntervalType.DAY) == "2018-11-04"


@pytest.mark.parametrize(
    ("start", "interval", "day", "name"),
    [
        ("2020-01-09T00:00:00", IntervalType.DAY, "2020-01-09", "9-Jan-2020"),
        ("2020-12-31T00:00:00", IntervalType.WEEK, "2020-12-31", "31-Dec-2020"),
        ("2020-05-01T00:00:00", IntervalType.MONTH, "2020-05-01", "1-May-2020"),
        ("2020-01-09T00:00:00", IntervalType.HOUR, "2020-01-09 00:00:00", "9-Jan 00:00"),
        ("2020-08-09T13:45:00", IntervalType.MINUTE, "2020-08-09 13:45:00", "9-Aug 13:45"),
    ],
)
def test_a_bucket_is_named_by_its_start(
    start: str, interval: IntervalType, day: str, name: str
) -> None:
    at = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert (day_name(at, interval), label(at, interval)) == (day, name)


def test_days_are_known_by_date_and_hours_by_instant() -> None:
    calendar = make_calendar("Asia/Kolkata")
    at = datetime(2020, 1, 9, 20, 10, tzinfo=UTC)
    assert key_of(at, IntervalType.DAY, calendar) == date(2020, 1, 10)
    hour = key_of(at, IntervalType.HOUR, calendar)
    assert hour == datetime(2020, 1, 9, 19, 30, tzinfo=UTC)
