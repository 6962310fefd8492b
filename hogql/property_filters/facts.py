"""What a filter's meaning depends on besides the filter: the clock, the calendar, whose rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias
from zoneinfo import ZoneInfo

from hogql.insights.relative_dates import Calendar

if TYPE_CHECKING:
    from datetime import datetime

Rows: TypeAlias = Literal["event", "person", "group", "session"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PathRule:
    """One rule of the project's path cleaning: what ``regex`` matches is shown as ``alias``."""

    regex: str
    alias: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterFacts:
    """Facts about the project. ``now`` is aware; ``rows`` is the table that is filtered."""

    timezone: str
    now: "datetime"
    week_start_day: int = 0
    path_cleaning: tuple[PathRule, ...] = ()
    rows: Rows = "event"

    @property
    def calendar(self) -> Calendar:
        """The project's clock, for relative dates."""
        zone = ZoneInfo(self.timezone)
        return Calendar(now=self.now, zone=zone, week_start_day=self.week_start_day)
