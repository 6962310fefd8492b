"""How long windows are that roll, and until when they are followed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hogql.insights.nodes import IntervalType
from hogql.insights.retention.windows import windows_of
from tests.unit.hogql.insights.people.asking import RETENTION, behind, built

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("interval", "hours"),
    [("hour", 1), ("day", 24), ("week", 7 * 24), ("month", 30 * 24)],
)
def test_a_window_has_a_length_of_its_own(interval: str, hours: int) -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    after = windows_of(IntervalType(interval), start).after(start, 2)
    assert (after - start).total_seconds() == 2 * hours * 3600


def test_days_are_24_hours_and_weeks_are_of_the_calendar_where_a_clock_moves() -> None:
    # On 29 March 2020 an hour is missing in Berlin.
    start = datetime(2020, 3, 28, tzinfo=BERLIN)
    assert windows_of(IntervalType.DAY, start).after(start, 2).hour == 1
    assert windows_of(IntervalType.WEEK, start).after(start, 1).hour == 0


def test_a_range_is_read_until_the_last_member_s_last_window_ends() -> None:
    dates = {"date_from": "2020-01-01", "date_to": "2020-01-02"}
    rolling = {**RETENTION["retentionFilter"], "timeWindowMode": "24_hour_windows"}
    (text,) = built({**RETENTION, "dateRange": dates, "retentionFilter": rolling})
    assert "timestamp < toDateTime('2020-01-06T00:00:00.000Z')" in text
    (calendar,) = built({**RETENTION, "dateRange": dates})
    assert "timestamp < toDateTime('2020-01-05T00:00:00.000Z')" in calendar


def test_people_of_rolling_windows_are_found_by_the_same_windows() -> None:
    rolling = {**RETENTION["retentionFilter"], "timeWindowMode": "24_hour_windows"}
    (text,) = built(behind({**RETENTION, "retentionFilter": rolling}, interval=0, day=1))
    assert "at >= began + 24 AND at < began + 72" in text
