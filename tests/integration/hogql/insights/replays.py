"""Recordings for tests of insights, written straight into the table as ingestion writes them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clickhouse_connect.driver.client import Client


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenReplay:
    """A part of a recording as a test tells it; ``counts`` are columns by name."""

    session_id: str
    distinct_id: str
    start: datetime
    seconds: int
    url: str = "https://example.com/"
    is_deleted: bool = False
    counts: "Mapping[str, int]" = field(default_factory=dict)


COUNTS = (
    *("click_count", "keypress_count", "mouse_activity_count", "active_milliseconds"),
    *("console_log_count", "console_warn_count", "console_error_count"),
)
COLUMNS = (
    *("team_id", "session_day", "session_id", "distinct_id", "min_first_timestamp"),
    *("max_last_timestamp", "first_url", "all_urls", "is_deleted", "retention_period_days"),
    *("snapshot_source", *COUNTS),
)


def insert_replays(client: "Client", team_id: int, replays: "Iterable[GivenReplay]") -> None:
    """Write recordings of one team; the day of the first part is that of all of a session."""
    days: dict[str, datetime] = {}
    rows = [_row(team_id, one, days.setdefault(one.session_id, one.start)) for one in replays]
    client.insert("session_replay_events", rows, column_names=COLUMNS)


def _row(team_id: int, one: GivenReplay, day: datetime) -> list[object]:
    return [
        *(team_id, day.date(), one.session_id, one.distinct_id, one.start),
        *(one.start + timedelta(seconds=one.seconds), (one.start, one.url), [one.url]),
        *(int(one.is_deleted), 10_000, "web"),
        *(one.counts.get(name, 0) for name in COUNTS),
    ]
