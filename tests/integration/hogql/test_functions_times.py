"""Times in three zones, around the hours that daylight saving takes and gives (hogql 6.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hogql.context import Context
from tests.integration.hogql.asking import rows_of

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


def shown(client: Client, expression: str, timezone: str, week_start: int = 1) -> tuple[str, ...]:
    """The values of ``expression``, as text, for a project of that zone."""
    context = Context(team_id=7, timezone=timezone, week_start_day=week_start)
    source = "FROM (SELECT toDateTime('2026-03-29T00:30:00Z') AS t FROM numbers(1)) AS z"
    (row,) = rows_of(client, f"SELECT {expression} {source}", context)
    return tuple(str(value) for value in row)


@pytest.mark.parametrize(
    ("timezone", "day", "hour", "month"),
    [
        ("UTC", "2026-03-29", "0", "2026-03-01"),
        ("Asia/Tokyo", "2026-03-29", "9", "2026-03-01"),
        ("America/New_York", "2026-03-28", "20", "2026-03-01"),
    ],
)
def test_the_calendar_is_that_of_the_project(
    three_teams: Client, timezone: str, day: str, hour: str, month: str
) -> None:
    found = shown(three_teams, "toDate(t), toHour(t), toStartOfMonth(t)", timezone)
    assert found == (day, hour, month)
    assert shown(three_teams, "date_part('hour', t), date_part('day', t)", timezone) == (
        f"{hour}.0",
        f"{int(day[-2:])}.0",
    )
    assert shown(three_teams, "to_char(t, 'YYYY-MM-DD HH24')", timezone) == (
        f"{day} {int(hour):02}",
    )


@pytest.mark.parametrize(
    ("timezone", "text", "moment"),
    [
        ("Europe/Lisbon", "2026-03-29 00:59:59", "2026-03-29 00:59:59"),  # the last winter second
        ("Europe/Lisbon", "2026-03-29 02:00:00", "2026-03-29 01:00:00"),  # the first of summer
        ("Europe/Lisbon", "2026-10-25 02:00:00", "2026-10-25 02:00:00"),
        ("America/New_York", "2026-03-08 03:00:00", "2026-03-08 07:00:00"),
        ("America/New_York", "2026-11-01 00:30:00", "2026-11-01 04:30:00"),
        ("Asia/Tokyo", "2026-03-29 09:00:00", "2026-03-29 00:00:00"),
        ("Asia/Tokyo", "2026-03-29T09:00:00+01:00", "2026-03-29 08:00:00"),
    ],
)
def test_text_names_the_same_moment_as_constant_and_as_value_of_a_row(
    three_teams: Client, timezone: str, text: str, moment: str
) -> None:
    forms = (
        f"toDateTime('{text}')",
        f"toDateTime(concat('{text}', substring(toString(t), 1, 0)))",
    )
    for form in forms:
        found = shown(three_teams, f"toString(toTimeZone({form}, 'UTC'))", timezone)
        assert found[0].startswith(moment), form
    compared = shown(three_teams, f"toDateTime('{moment}+00:00') = '{text}'", timezone)
    assert compared in {("1",), ("True",)}


@pytest.mark.parametrize(("week_start", "monday"), [(1, "2026-03-23"), (0, "2026-03-22")])
def test_weeks_start_as_the_project_counts_them(
    three_teams: Client, week_start: int, monday: str
) -> None:
    found = shown(
        three_teams, "toStartOfWeek(toDateTime('2026-03-28 12:00:00'))", "UTC", week_start
    )
    assert found == (monday,)


def test_a_day_of_daylight_saving_has_twenty_three_hours(three_teams: Client) -> None:
    hours = "dateDiff('hour', toStartOfDay(t), toStartOfDay(t) + INTERVAL 1 DAY)"
    assert shown(three_teams, hours, "Europe/Lisbon") == ("23",)
    assert shown(three_teams, hours, "UTC") == ("24",)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (
            "date_bin(INTERVAL 15 MINUTE, t, toDateTime('2026-01-01 00:05:00'))",
            "2026-03-29 00:20:00",
        ),
        ("date_trunc('hour', t)", "2026-03-29 00:00:00"),
        ("date_add(t, INTERVAL 1 MONTH)", "2026-04-29 00:30:00"),
        ("date_subtract(t, INTERVAL 90 MINUTE)", "2026-03-28 23:00:00"),
        ("make_timestamp(2026, 2, 28, 23, 59, 30)", "2026-02-28 23:59:30"),
        ("make_timestamptz(2026, 2, 28, 23, 0, 0, 'Asia/Tokyo')", "2026-02-28 23:00:00"),
        ("make_date(2026, 2, 28)", "2026-02-28"),
        ("t + make_interval(1, 1, 1, 1, 1, 1)", "2027-04-30 01:31:01"),
        ("to_timestamp(1774744200)", "2026-03-29 00:30:00"),
        ("to_timestamp('05 Dec 2025', 'DD Mon YYYY')", "2025-12-05 00:00:00"),
        ("to_date('20251205', 'YYYYMMDD')", "2025-12-05"),
        ("date_part('epoch', t)", "1774744200.0"),
        ("date_part('dow', t)", "0.0"),
        ("date_part('century', t)", "21.0"),
        ("fromUnixTimestamp64Milli(1774744200000)", "2026-03-29 00:30:00"),
        ("toUnixTimestamp64Milli(t)", "1774744200000"),
        ("parseDateTimeBestEffort('Mar 29 2026 00:30')", "2026-03-29 00:30:00"),
        ("t = 1774744200", "True"),
    ],
)
def test_a_function_of_times_gives_what_it_says(
    three_teams: Client, expression: str, expected: str
) -> None:
    (found,) = shown(three_teams, expression, "UTC")
    assert found.removesuffix("+00:00").removesuffix("+09:00").startswith(expected) or (
        expected == "True" and found == "1"
    )
