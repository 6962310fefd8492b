"""When people visit: more every week, more at week-ends, in the evening more than at night.

person -> moments of their visits, in order

Moments are UTC; the hours of the day are those of the visitor's country.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from local.demo.dice import Dice
    from local.demo.people import Person

GROWTH_A_DAY: Final = 0.012
_WEEKDAYS: Final = (0.95, 0.9, 0.92, 0.98, 1.05, 1.3, 1.35)  # Monday first
_HOURS: Final = (
    *(0.6, 0.3, 0.2, 0.1, 0.1, 0.3, 1.0, 2.2, 3.0, 3.4, 3.8, 4.0),
    *(4.6, 4.2, 3.8, 3.6, 3.8, 4.4, 5.2, 6.4, 7.2, 6.6, 4.2, 1.8),
)


def day_weights(start: date, days: int) -> list[float]:
    """Return how busy each day is."""
    return [
        _WEEKDAYS[(start + timedelta(days=day)).weekday()] * (1 + GROWTH_A_DAY) ** day
        for day in range(days)
    ]


def visits_of(person: Person, dice: Dice, start: date, days: int) -> Iterator[datetime]:
    """Return the moments (UTC) when a person's visits begin."""
    busiest = max(_WEEKDAYS)
    day = float(person.first_day)
    while day < days:
        today = start + timedelta(days=int(day))
        if day == person.first_day or dice.happens(_WEEKDAYS[today.weekday()] / busiest):
            yield _moment(dice, today, person.country.offset_hours)
        day = int(day) + max(1.0, dice.wait(person.days_between_visits))


def _moment(dice: Dice, day: date, offset_hours: int) -> datetime:
    hour = dice.weighted(range(24), _HOURS)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight + timedelta(hours=hour - offset_hours, seconds=dice.share() * 3600)
