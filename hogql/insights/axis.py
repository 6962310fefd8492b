"""The time axis of a chart: rows that name their bucket become one number for every bucket.

(bucket as the store writes it, number)...  ->  numbers, oldest first, 0 where no row came
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hogql.insights.intervals import BucketKey
    from hogql.insights.periods import Bucket, Period

Number: TypeAlias = int | float
Cell: TypeAlias = tuple[object, object]


class Axis:
    """The buckets of a period, ready to be filled as often as there are lines."""

    def __init__(self, period: "Period") -> None:
        self.buckets: tuple[Bucket, ...] = period.buckets()
        self.days = tuple(bucket.day for bucket in self.buckets)
        self.labels = tuple(bucket.label for bucket in self.buckets)
        self.starts = tuple(bucket.start.isoformat() for bucket in self.buckets)
        self._period = period
        self._places = {bucket.key: place for place, bucket in enumerate(self.buckets)}
        self._place_of: dict[object, int] = {}

    def fill(self, cells: "Iterable[Cell]") -> tuple[Number, ...]:
        """Return the number of every bucket. Cells of one bucket are added."""
        numbers: list[Number] = [0] * len(self.buckets)
        for name, number in cells:
            numbers[self.place_of(name)] += as_number(number)
        return tuple(numbers)

    def place_of(self, name: object) -> int:
        """Return which bucket the store means by a name."""
        # Trap: the two hours of one name, when a clock goes back, are equal but for their fold.
        known = (name, name.fold) if isinstance(name, datetime) else name
        place = self._place_of.get(known)
        if place is None:
            place = self._place_of[known] = self._places[self._key(name)]
        return place

    def _key(self, name: object) -> "BucketKey":
        """The key of a bucket; a datetime without a zone is in UTC, as drivers hand them out."""
        if isinstance(name, datetime):
            return self._period.key_of(name if name.tzinfo else name.replace(tzinfo=UTC))
        if isinstance(name, date):
            return name
        raise TypeError(f"A bucket is a date or a datetime, not {type(name).__name__}.")


def as_number(value: object) -> Number:
    """Return a number of a row; what is missing or beyond all numbers is 0 (insights 3.3.2)."""
    if value is None:
        return 0
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, int | float):
        return value if isinstance(value, int) or isfinite(value) else 0
    raise TypeError(f"Expected a number, got {type(value).__name__}.")
