"""Lifecycle in plain Python, from the rules of insights 7 over the times of each actor's events.

It shares no code with the product: one actor and one interval at a time.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo


def interval_of(at: datetime, unit: str, zone: "ZoneInfo", week_start: int) -> int:
    """Return the number of an interval, counted from long ago without gaps."""
    local = at.astimezone(zone)
    if unit == "hour":
        return int(local.timestamp()) // 3600
    if unit == "month":
        return local.year * 12 + local.month
    day = local.date().toordinal()
    # Day 7 of the calendar is a Sunday.
    return day if unit == "day" else (day - week_start) // 7


def statuses(
    seen: "Mapping[str, Sequence[datetime]]",
    created: "Mapping[str, datetime]",
    *,
    days: "tuple[date, date]",
    unit: str,
    zone: "ZoneInfo",
    week_start: int,
) -> list[list[int]]:
    """Return the numbers of the new, returning, resurrecting and dormant."""
    start = datetime(days[0].year, days[0].month, days[0].day, tzinfo=zone)
    end = datetime(days[1].year, days[1].month, days[1].day, tzinfo=zone)
    if unit != "hour":
        end += timedelta(hours=23, minutes=59, seconds=59, microseconds=999_999)
    first = interval_of(start, unit, zone, week_start)
    last = interval_of(end, unit, zone, week_start)
    found = [[0] * (last - first + 1) for _ in range(4)]
    for who, times in seen.items():
        active = {interval_of(at, unit, zone, week_start) for at in times if at <= end}
        born = interval_of(created[who], unit, zone, week_start)
        for at in range(first, last + 1):
            if at in active:
                status = 0 if at == born else 1 if at - 1 in active else 2
                found[status][at - first] += 1
            elif at - 1 in active:
                found[3][at - first] -= 1
    return found
