"""Periods: what a date range means, and what it is compared with (insights 2.1, 2.2, 2.4)."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hogql.insights.dates import previous_period, resolve_period
from hogql.insights.errors import InsightError
from hogql.insights.intervals import start_of
from hogql.insights.nodes import DateRange, IntervalType
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from hogql.insights.periods import Period

DAY, HOUR, WEEK, MONTH = (
    IntervalType.DAY,
    IntervalType.HOUR,
    IntervalType.WEEK,
    IntervalType.MONTH,
)
ZONES = [
    "UTC",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
]


def asked(date_from: str | None = None, date_to: str | None = None) -> DateRange:
    return DateRange(date_from=date_from, date_to=date_to)


def span(period: "Period") -> tuple[str, str]:
    """Both ends, without the fraction of a last second."""
    return f"{period.start:%Y-%m-%d %H:%M:%S}", f"{period.end:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("date_from", "date_to", "interval", "start", "end"),
    [
        (None, None, DAY, "2020-01-17 00:00:00", "2020-01-24 23:59:59"),
        (None, None, HOUR, "2020-01-17 00:00:00", "2020-01-24 12:59:59"),
        (None, None, IntervalType.MINUTE, "2020-01-17 00:00:00", "2020-01-24 12:30:15"),
        ("-7d", None, DAY, "2020-01-17 00:00:00", "2020-01-24 23:59:59"),
        ("-7d", None, HOUR, "2020-01-17 12:00:00", "2020-01-24 12:59:59"),
        ("-7d", None, WEEK, "2020-01-12 00:00:00", "2020-01-24 23:59:59"),
        ("-7d", None, MONTH, "2020-01-01 00:00:00", "2020-01-24 23:59:59"),
        ("-24h", None, HOUR, "2020-01-23 12:30:15", "2020-01-24 12:59:59"),
        ("-24h", None, DAY, "2020-01-23 12:30:15", "2020-01-24 23:59:59"),
        ("-24h", None, WEEK, "2020-01-19 00:00:00", "2020-01-24 23:59:59"),
        ("-1dStart", "-1dEnd", DAY, "2020-01-23 00:00:00", "2020-01-23 23:59:59"),
        ("-1dStart", "-1dEnd", HOUR, "2020-01-23 00:00:00", "2020-01-23 23:59:59"),
        ("2020-01-09", "2020-01-20", DAY, "2020-01-09 00:00:00", "2020-01-20 23:59:59"),
        ("2020-01-09", "2020-01-20", WEEK, "2020-01-05 00:00:00", "2020-01-20 23:59:59"),
        ("2020-01-09", "2020-01-10", HOUR, "2020-01-09 00:00:00", "2020-01-10 00:00:00"),
        ("2020-01-09T10:20:30", "2020-01-10", DAY, "2020-01-09 00:00:00", "2020-01-10 23:59:59"),
        ("", "", DAY, "2020-01-17 00:00:00", "2020-01-24 23:59:59"),
    ],
)
def test_a_date_range_is_a_period(
    date_from: str | None, date_to: str | None, interval: IntervalType, start: str, end: str
) -> None:
    period = resolve_period(asked(date_from, date_to), interval, make_context())
    assert span(period) == (start, end)


def test_no_date_range_is_the_last_seven_days() -> None:
    assert span(resolve_period(None, DAY, make_context()))[0] == "2020-01-17 00:00:00"


def test_explicit_dates_are_kept_exactly() -> None:
    exact = DateRange(
        date_from="2020-01-09T10:20:30", date_to="2020-01-10T11:00:00", explicitDate=True
    )
    period = resolve_period(exact, DAY, make_context())
    assert span(period) == ("2020-01-09 10:20:30", "2020-01-10 11:00:00")
    assert [bucket.day for bucket in period.buckets()] == ["2020-01-09", "2020-01-10"]


def test_all_time_starts_at_the_interval_of_the_first_event() -> None:
    context = make_context(first_event_at=datetime(2019, 11, 5, 8, tzinfo=UTC))
    assert span(resolve_period(asked("all"), MONTH, context))[0] == "2019-11-01 00:00:00"


def test_all_time_is_refused_when_nobody_looked_up_the_first_event() -> None:
    with pytest.raises(InsightError) as caught:
        resolve_period(asked("all"), DAY, make_context())
    assert caught.value.attr == "dateRange.date_from"


@pytest.mark.parametrize(
    ("date_from", "date_to", "interval", "attr"),
    [
        ("2020-01-09", "2020-01-08", DAY, "dateRange.date_from"),
        ("1900-01-01", None, MONTH, "dateRange.date_from"),
        ("2020-01-01", "9999-12-31", MONTH, "dateRange.date_from"),
        ("-1m", None, IntervalType.MINUTE, "interval"),
        ("-4y", None, HOUR, "interval"),
        ("yesterday", None, DAY, "dateRange.date_from"),
        ("-1d", "tomorrow", DAY, "dateRange.date_to"),
    ],
)
def test_an_impossible_range_is_refused_by_field(
    date_from: str, date_to: str | None, interval: IntervalType, attr: str
) -> None:
    with pytest.raises(InsightError) as caught:
        resolve_period(asked(date_from, date_to), interval, make_context())
    assert caught.value.attr == attr


@pytest.mark.parametrize(
    ("date_from", "date_to", "compare_to", "interval", "expected"),
    [
        ("2020-01-15", "2020-01-19", None, DAY, ("2020-01-10 00:00:00", "2020-01-14 23:59:59")),
        ("-7d", None, None, DAY, ("2020-01-10 00:00:00", "2020-01-17 23:59:59")),
        ("-14d", None, None, DAY, ("2019-12-27 00:00:00", "2020-01-10 23:59:59")),
        ("-30d", None, None, DAY, ("2019-11-24 00:00:00", "2019-12-24 23:59:59")),
        (None, None, None, DAY, ("2020-01-10 00:00:00", "2020-01-17 23:59:59")),
        ("-24h", None, None, HOUR, ("2020-01-22 12:30:15", "2020-01-23 12:59:59")),
        ("dStart", None, None, HOUR, ("2020-01-23 00:00:00", "2020-01-23 23:59:59")),
        ("mStart", None, None, DAY, ("2019-12-01 00:00:00", "2019-12-31 23:59:59")),
        ("qStart", None, None, DAY, ("2019-10-01 00:00:00", "2019-12-31 23:59:59")),
        ("-1dStart", "-1dEnd", None, HOUR, ("2020-01-22 00:00:00", "2020-01-22 23:59:59")),
        ("2020-01-15", "2020-01-19", "-1w", DAY, ("2020-01-08 00:00:00", "2020-01-12 23:59:59")),
        ("2020-01-15", "2020-01-19", "-1m", DAY, ("2019-12-15 00:00:00", "2019-12-19 23:59:59")),
        ("2020-01-15", "2020-01-19", "-1y", DAY, ("2019-01-15 00:00:00", "2019-01-19 23:59:59")),
    ],
)
def test_the_period_to_compare_with(
    date_from: str | None,
    date_to: str | None,
    compare_to: str | None,
    interval: IntervalType,
    expected: tuple[str, str],
) -> None:
    period = previous_period(asked(date_from, date_to), compare_to, interval, make_context())
    assert span(period) == expected


@pytest.mark.parametrize("compare_to", ["2020-01-01", "mStart", "last week", "-0d"])
def test_compare_to_is_an_amount_of_time(compare_to: str) -> None:
    with pytest.raises(InsightError) as caught:
        previous_period(asked("-7d"), compare_to, DAY, make_context())
    assert caught.value.attr == "compareFilter.compare_to"


def test_an_unknown_time_zone_is_a_problem_that_can_be_shown() -> None:
    with pytest.raises(InsightError, match="time zone"):
        resolve_period(None, DAY, make_context("Mars/Olympus"))


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    epoch=st.integers(1_306_886_400, 1_767_225_600),
    interval=st.sampled_from(list(IntervalType)),
    count=st.integers(1, 40),
    week_start_day=st.integers(0, 1),
)
def test_buckets_cover_the_period_without_gap_or_overlap(
    zone: str, epoch: int, interval: IntervalType, count: int, week_start_day: int
) -> None:
    """Any second from June 2011 to the end of 2025, so that Samoa skips a day on the way."""
    unit = "h" if interval in (IntervalType.MINUTE, HOUR) else "d"
    context = make_context(
        zone, now=datetime.fromtimestamp(epoch, UTC), week_start_day=week_start_day
    )
    period = resolve_period(asked(f"-{count}{unit}"), interval, context)
    buckets = period.buckets()
    starts = [bucket.start.astimezone(UTC) for bucket in buckets]
    assert starts == sorted(starts)
    assert starts[0] <= period.start.astimezone(UTC)
    assert starts[-1] <= period.end.astimezone(UTC)
    assert len({bucket.key for bucket in buckets}) == len(buckets)
    start, end = period.start.astimezone(UTC), period.end.astimezone(UTC)
    moments = {start + (end - start) * part / 7 for part in range(8)}
    keys = {bucket.key for bucket in buckets}
    for at in (*moments, *starts[1:], *(at - timedelta(seconds=1) for at in starts[1:])):
        assert period.key_of(at) in keys
        assert start_of(at, interval, period.project) <= at


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2012, 6, 1), date(2025, 1, 1)),
    length=st.integers(1, 60),
)
def test_the_period_before_by_the_day_has_as_many_days_and_ends_where_this_one_starts(
    zone: str, day: date, length: int
) -> None:
    until = day + timedelta(days=length - 1)
    dates = asked(day.isoformat(), until.isoformat())
    current = resolve_period(dates, DAY, make_context(zone))
    before = previous_period(dates, None, DAY, make_context(zone))
    assert len(before.buckets()) == len(current.buckets()) == length
    last = before.buckets()[-1]
    assert last.day == (day - timedelta(days=1)).isoformat()
    assert before.end.astimezone(UTC) < current.start.astimezone(UTC)
