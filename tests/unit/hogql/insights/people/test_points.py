"""Which bucket a day means, and the part of a period that it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.nodes import IntervalType
from hogql.insights.people.points import narrowed, place_of
from hogql.insights.periods import Period
from tests.unit.hogql.insights.contexts import make_calendar


def period(interval: IntervalType = IntervalType.DAY, timezone: str = "UTC") -> Period:
    zone = ZoneInfo(timezone)
    return Period(
        start=datetime(2020, 1, 8, 6, tzinfo=zone),
        end=datetime(2020, 1, 20, 18, 30, tzinfo=zone),
        interval=interval,
        project=make_calendar(timezone),
    )


@pytest.mark.parametrize(
    "day", ["2020-01-10", "2020-01-10T00:00:00Z", "2020-01-10 13:00:00", "2020-01-10T23:59:59.999"]
)
@pytest.mark.parametrize("timezone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_a_day_is_the_projects_whatever_zone_is_written(day: str, timezone: str) -> None:
    assert place_of(day, period(timezone=timezone)) == 2


def test_a_day_within_a_week_is_its_week() -> None:
    assert place_of("2020-01-14", period(IntervalType.WEEK)) == 1


@pytest.mark.parametrize(
    "day", ["yesterday", "", "2020-13-01", "2020-01-07", "2020-01-21", "0001-01-01", "9999-12-31"]
)
@pytest.mark.parametrize("timezone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_what_is_no_day_of_the_period_is_refused_by_its_field(day: str, timezone: str) -> None:
    with pytest.raises(InsightError) as caught:
        place_of(day, period(timezone=timezone), attr="from")
    assert caught.value.attr == "from"


def test_the_first_and_the_last_bucket_end_with_the_period() -> None:
    whole = period()
    first, last = narrowed(whole, 0), narrowed(whole, 12)
    assert (first.start, first.end.day, first.end.hour) == (whole.start, 8, 23)
    assert (last.start.day, last.start.hour, last.end) == (20, 0, whole.end)


def test_a_running_total_is_of_everything_up_to_the_bucket() -> None:
    whole = period()
    found = narrowed(whole, 3, from_first=True)
    assert (found.start, found.end) == (whole.start, narrowed(whole, 3).end)
