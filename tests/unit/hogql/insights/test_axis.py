"""The time axis: every cell finds its bucket, however the store writes the moment."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hogql.insights.axis import Axis
from hogql.insights.dates import resolve_period
from hogql.insights.nodes import DateRange, IntervalType
from tests.unit.hogql.insights.contexts import make_context

BERLIN = ZoneInfo("Europe/Berlin")


def axis(interval: IntervalType, date_from: str, date_to: str) -> Axis:
    asked = DateRange(date_from=date_from, date_to=date_to)
    return Axis(resolve_period(asked, interval, make_context("Europe/Berlin")))


def test_the_hours_that_a_clock_repeats_are_two_buckets() -> None:
    hours = axis(IntervalType.HOUR, "2020-10-25", "2020-10-25T03:00:00")
    first = datetime(2020, 10, 25, 2, tzinfo=BERLIN)
    assert first == first.replace(fold=1)
    assert hours.fill([(first, 1), (first.replace(fold=1), 2)]) == (0, 0, 1, 2, 0)
    in_utc = datetime(2020, 10, 25, 0, tzinfo=UTC)
    assert hours.fill([(in_utc.replace(tzinfo=None), 3), (in_utc.replace(hour=1), 4)]) == (
        *(0, 0, 3, 4, 0),
    )


def test_cells_of_one_bucket_are_added() -> None:
    days = axis(IntervalType.DAY, "2020-10-24", "2020-10-26")
    midnight = datetime(2020, 10, 25, tzinfo=BERLIN)
    assert days.fill([(date(2020, 10, 25), 1), (midnight, 2)]) == (0, 3, 0)
