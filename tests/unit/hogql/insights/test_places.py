"""The numbers of intervals, and sets of them (clickhouse 11.10 to 11.12)."""

from typing import TYPE_CHECKING

from hogql.canonical import to_hogql
from hogql.compile import compile_query
from hogql.context import Context
from hogql.insights.dates import resolve_period
from hogql.insights.nodes import DateRange, IntervalType
from hogql.insights.places import Places
from hogql.insights.templates import select
from hogql.property_filters.conditions import TRUE
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from hogql import ast


def places(
    first: str,
    last: str,
    interval: IntervalType = IntervalType.DAY,
    timezone: str = "UTC",
    *,
    as_lists: bool = False,
) -> Places:
    dates = DateRange(date_from=first, date_to=last)
    period = resolve_period(dates, interval, make_context(timezone))
    starts = tuple(bucket.start for bucket in period.buckets())
    return Places(period=period, starts=starts, as_lists=as_lists)


def text_of(found: "ast.Expr") -> str:
    return to_hogql(found)


def test_days_are_counted_by_the_calendar() -> None:
    found = text_of(places("2020-03-01", "2020-03-09").place())
    assert found == "dateDiff('day', toDate('2020-03-01'), toDate(timestamp))"


def test_weeks_are_counted_from_the_start_of_the_first() -> None:
    found = text_of(places("2020-01-08", "2020-02-01", IntervalType.WEEK).place())
    assert found == "intDiv(dateDiff('day', toDate('2020-01-05'), toDate(timestamp)), 7)"


def test_months_are_counted_by_the_calendar() -> None:
    found = text_of(places("2020-01-08", "2020-05-01", IntervalType.MONTH).place())
    assert found == "dateDiff('month', toDate('2020-01-01'), toDate(timestamp))"


def test_hours_are_counted_by_elapsed_time_over_a_change_of_clocks() -> None:
    found = text_of(places("2020-03-29", "2020-03-30", IntervalType.HOUR, "Europe/Berlin").place())
    assert found == "intDiv(toUnixTimestamp(timestamp) - 1585436400, 3600)"


def test_hours_are_looked_up_where_a_clock_moves_by_half_of_one() -> None:
    found = places("2020-04-04", "2020-04-06", IntervalType.HOUR, "Australia/Lord_Howe")
    assert text_of(found.place()).startswith("indexOf([")


def test_sets_are_masks_as_long_as_a_number_has_bits() -> None:
    assert places("2020-01-01", "2020-03-03").fit_a_mask
    assert not places("2020-01-01", "2020-03-04").fit_a_mask
    assert not places("2020-01-01", "2020-01-02", as_lists=True).fit_a_mask


def test_longer_sets_are_lists() -> None:
    long = places("2020-01-01", "2020-06-01")
    assert text_of(long.set_of(TRUE)).startswith("arraySort(groupUniqArrayIf(")
    assert text_of(long.set_of_one(long.place())).startswith("[")
    assert long.listed(TRUE) == TRUE


def test_masks_are_read_bit_by_bit() -> None:
    short = places("2020-01-01", "2020-01-09")
    assert text_of(short.listed(TRUE)) == "bitPositionsToArray(true)"


def test_the_compiler_need_not_guard_a_place_against_leaving_its_mask() -> None:
    for interval in (IntervalType.DAY, IntervalType.WEEK, IntervalType.MONTH, IntervalType.HOUR):
        found = places("2020-03-01", "2020-03-02", interval)
        tree = select("SELECT {found} AS found FROM events", found=found.set_of(TRUE))
        sql = compile_query(tree, Context(team_id=1)).sql
        assert "bitAnd(" in sql
        assert "least(63" not in sql
        assert "ifNull" not in sql
