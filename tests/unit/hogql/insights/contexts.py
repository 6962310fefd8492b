"""The project that unit tests of insights ask about."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hogql.insights.context import InsightContext
from hogql.insights.dates import calendar_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.insights.relative_dates import Calendar
    from hogql.property_filters.models import PropertyFilter

NOW = datetime(2020, 1, 24, 12, 30, 15, tzinfo=UTC)


def make_context(
    timezone: str = "UTC",
    *,
    now: datetime = NOW,
    week_start_day: int = 0,
    first_event_at: datetime | None = None,
    test_account_filters: tuple["PropertyFilter", ...] = (),
    actions: "Mapping[int, str] | None" = None,
    cohorts: "Mapping[int, str] | None" = None,
) -> InsightContext:
    return InsightContext(
        timezone=timezone,
        now=now,
        week_start_day=week_start_day,
        first_event_at=first_event_at,
        test_account_filters=test_account_filters,
        actions=actions or {},
        cohorts=cohorts or {},
    )


def make_calendar(
    timezone: str = "UTC", *, now: datetime = NOW, week_start_day: int = 0
) -> "Calendar":
    return calendar_of(make_context(timezone, now=now, week_start_day=week_start_day))
