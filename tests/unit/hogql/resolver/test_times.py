import pytest

from hogql.errors import QueryError
from hogql.resolver.times import read_date, read_datetime, read_uuid, zone


@pytest.mark.parametrize(
    ("text", "timezone", "expected"),
    [
        ("2026-03-01", "UTC", "2026-03-01 00:00:00.000000"),
        ("2026-03-01 09:30:00.25", "UTC", "2026-03-01 09:30:00.250000"),
        ("2026-03-01", "Asia/Kathmandu", "2026-02-28 18:15:00.000000"),
        ("2026-07-01", "America/New_York", "2026-07-01 04:00:00.000000"),
        ("2026-12-01", "America/New_York", "2026-12-01 05:00:00.000000"),
        ("2026-03-01T00:00:00Z", "Asia/Tokyo", "2026-03-01 00:00:00.000000"),
        ("2026-03-01T00:00:00+02:00", "Asia/Tokyo", "2026-02-28 22:00:00.000000"),
        # The clock skips 02:30 in Berlin that night; the earlier offset counts.
        ("2026-03-29 02:30:00", "Europe/Berlin", "2026-03-29 01:30:00.000000"),
    ],
)
def test_a_text_is_a_moment_of_its_zone(text: str, timezone: str, expected: str) -> None:
    found = read_datetime(text, timezone)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "0001-01-01T00:00:00+23:00"])
def test_other_text_is_no_moment(text: str) -> None:
    assert read_datetime(text, "UTC") is None


def test_dates_and_ids_are_read_or_refused() -> None:
    found = read_date("2026-03-01 10:00")
    assert found is not None
    assert (found.value, found.sql_type) == ("2026-03-01", "Date")
    early = read_date("1850-01-01")
    assert early is not None
    assert early.sql_type == "Date32"
    assert read_date("x") is None
    assert read_uuid("x") is None


def test_an_unknown_zone_is_an_error_of_the_query() -> None:
    with pytest.raises(QueryError):
        zone("../../etc/passwd")
