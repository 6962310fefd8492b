"""One secret a day: nobody is followed into the next day, or recognised once it is gone.

    day --first who needs it--> s3://salts/v1/{day} (16 random bytes) --74 h after its begin--> gone

A day begins and ends at other moments in other time zones, so several are in use at a time.
"""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from shared import clock, settings
from shared.s3 import objects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BUCKET: Final = "salts"
PREFIX: Final = "v1/"
BYTES: Final = 16
# From when it is that day first, in UTC+14, until events of it can hardly still arrive.
BEGINS: Final = timedelta(hours=-14)
ENDS: Final = timedelta(hours=74)
_DAY: Final = timedelta(days=1)

_known: Final[dict[str, dict[str, bytes]]] = {}


def current_salts() -> Mapping[str, bytes]:
    """Return the salt of each day that is in use, made now where it is missing.

    Days are ISO dates. TemporarilyUnavailableError when S3 did not answer.
    """
    bucket = settings.current().buckets[BUCKET]
    known = _known.get(bucket, {})
    days = [*_days_in_use(clock.now())]
    if known.keys() != set(days):
        known = {day: known.get(day) or _read_or_make(day) for day in days}
        _known[bucket] = known
    return known


def destroy_expired() -> int:
    """Delete the salts of days that are over; return how many there were."""
    oldest = min(_days_in_use(clock.now()))
    keys = [*objects.list_keys(BUCKET, PREFIX)]
    expired = [key for key in keys if key.removeprefix(PREFIX) < oldest]
    for key in expired:
        objects.delete(BUCKET, key)
    return len(expired)


def forget() -> None:
    """Drop the salts held in memory."""
    _known.clear()


def _days_in_use(now: datetime) -> Iterator[str]:
    day = (now - ENDS).date()
    while (begin := _begin(day)) + BEGINS <= now:
        if now < begin + ENDS:
            yield day.isoformat()
        day += _DAY


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _read_or_make(day: str) -> bytes:
    """Return the salt that all agree on: whoever writes first has made it."""
    fresh = secrets.token_bytes(BYTES)
    return fresh if objects.put(BUCKET, f"{PREFIX}{day}", fresh, if_absent=True) else _read(day)


def _read(day: str) -> bytes:
    return objects.get(BUCKET, f"{PREFIX}{day}")
