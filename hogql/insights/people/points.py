"""Which bucket of a period a request for actors names, and the period that it is.

"2020-01-12", "2020-01-12 13:00:00", "2020-01-12T00:00:00Z"  ->  3  ->  Period
"""

from datetime import datetime, timedelta
from typing import Final

from hogql.insights.errors import InsightError
from hogql.insights.intervals import next_start
from hogql.insights.periods import Bucket, Period
from hogql.insights.relative_dates import normalise

_MICROSECOND: Final = timedelta(microseconds=1)


def place_of(day: str, period: Period, *, attr: str = "day") -> int:
    """Return which bucket of a period is meant by a day as charts name it, or by an instant.

    Raises InsightError for a time outside of the period.
    """
    buckets = period.buckets()
    for place, bucket in enumerate(buckets):
        if day == bucket.day:
            return place
    at = _read(day, period, attr)
    for place, bucket in enumerate(buckets):
        if bucket.start <= at < _after(bucket, period):
            return place
    raise InsightError(f"The insight has no point at '{day[:40]}'.", attr=attr)


def narrowed(period: Period, place: int, *, from_first: bool = False) -> Period:
    """Return the part of a period that one bucket is; ``from_first``, up to the end of it."""
    bucket = period.buckets()[place]
    return Period(
        start=period.start if from_first else max(period.start, bucket.start),
        end=min(period.end, _after(bucket, period) - _MICROSECOND),
        interval=period.interval,
        project=period.project,
    )


def _after(bucket: Bucket, period: Period) -> datetime:
    return next_start(bucket.start, period.interval, period.project)


def _read(day: str, period: Period, attr: str) -> datetime:
    try:
        at = datetime.fromisoformat(day)
    except ValueError as error:
        raise InsightError(f"'{day[:40]}' is no day.", attr=attr) from error
    # Clients write the label of a bucket with a Z that nobody means: midnight is the project's.
    try:
        return normalise(at.replace(tzinfo=period.start.tzinfo))
    except OverflowError as error:
        raise InsightError(f"'{day[:40]}' is no day of a calendar.", attr=attr) from error
