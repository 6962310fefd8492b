"""What people write as a date, read against Friday 24 January 2020, 12:30:15 UTC."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.relative_dates import Step, Unit, read_date, step_back
from tests.unit.hogql.insights.contexts import make_calendar

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-01-09", "2020-01-09T00:00:00+00:00"),
        ("2020-1-9", "2020-01-09T00:00:00+00:00"),
        ("2020-01-09T16:13:00", "2020-01-09T16:13:00+00:00"),
        ("2020-01-09 16:13:00", "2020-01-09T16:13:00+00:00"),
        ("2020-01-09T16:13:00Z", "2020-01-09T16:13:00+00:00"),
        ("2020-01-09T16:13:00.123456+02:00", "2020-01-09T14:13:00.123456+00:00"),
        ("-7d", "2020-01-17T12:30:15+00:00"),
        ("7d", "2020-01-17T12:30:15+00:00"),
        ("-24h", "2020-01-23T12:30:15+00:00"),
        ("-30M", "2020-01-24T12:00:15+00:00"),
        ("-1w", "2020-01-17T12:30:15+00:00"),
        ("-1m", "2019-12-24T12:30:15+00:00"),
        ("-3m", "2019-10-24T12:30:15+00:00"),
        ("-1q", "2019-10-25T12:30:15+00:00"),
        ("-1y", "2019-01-24T12:30:15+00:00"),
        ("dStart", "2020-01-24T00:00:00+00:00"),
        ("-1dStart", "2020-01-23T00:00:00+00:00"),
        ("-1dEnd", "2020-01-23T23:59:59.999999+00:00"),
        ("hStart", "2020-01-24T12:00:00+00:00"),
        ("-1hEnd", "2020-01-24T11:59:59.999999+00:00"),
        ("wStart", "2020-01-19T00:00:00+00:00"),
        ("-1wEnd", "2020-01-18T23:59:59.999999+00:00"),
        ("mStart", "2020-01-01T00:00:00+00:00"),
        ("-1mStart", "2019-12-01T00:00:00+00:00"),
        ("-1mEnd", "2019-12-31T23:59:59.999999+00:00"),
        ("qStart", "2020-01-01T00:00:00+00:00"),
        ("-1qEnd", "2019-12-31T23:59:59.999999+00:00"),
        ("yStart", "2020-01-01T00:00:00+00:00"),
        ("-1yEnd", "2019-12-31T23:59:59.999999+00:00"),
    ],
)
def test_a_written_date_is_an_instant(text: str, expected: str) -> None:
    assert read_date(text, make_calendar(), attr="date_from").at.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    ["", "d", "-7", "7 days", "-7dd", "-7dMiddle", "now()", "2020-13-01", "20200109", "-9999999d"],
)
def test_any_other_text_is_refused_by_the_name_of_its_field(text: str) -> None:
    with pytest.raises(InsightError) as caught:
        read_date(text, make_calendar(), attr="dateRange.date_from")
    assert caught.value.attr == "dateRange.date_from"


@pytest.mark.parametrize("text", ["-999999d", "-99999y", "-999999m"])
def test_a_date_before_the_calendar_began_is_refused(text: str) -> None:
    with pytest.raises(InsightError, match="too long ago"):
        read_date(text, make_calendar(), attr="date_from")


def test_a_date_without_an_offset_is_in_the_projects_zone() -> None:
    written = read_date("2020-01-09", make_calendar("America/New_York"), attr="date_from")
    assert written.at.astimezone(UTC) == datetime(2020, 1, 9, 5, tzinfo=UTC)


def test_weeks_start_on_monday_where_the_project_says_so() -> None:
    written = read_date("wStart", make_calendar(week_start_day=1), attr="date_from")
    assert written.at == datetime(2020, 1, 20, tzinfo=UTC)


def test_a_month_before_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    at = datetime(2020, 3, 31, 9, tzinfo=UTC)
    assert step_back(at, Step(count=1, unit=Unit.MONTH)) == datetime(2020, 2, 29, 9, tzinfo=UTC)


def test_a_day_before_is_the_same_time_of_day_across_a_clock_change() -> None:
    at = datetime(2020, 3, 8, 12, tzinfo=NEW_YORK)
    assert step_back(at, Step(count=1, unit=Unit.DAY)).hour == 12


def test_24_hours_before_are_elapsed_time_across_a_clock_change() -> None:
    at = datetime(2020, 3, 8, 12, tzinfo=NEW_YORK)
    assert step_back(at, Step(count=24, unit=Unit.HOUR)).hour == 11
