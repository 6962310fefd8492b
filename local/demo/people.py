"""The visitors of the demo's shop: who they are, when they come for the first time, how often.

seed -> Person...; days are counted from the beginning of the demo's time

Businesses have an account and a company; of the others some make an account when they order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from local.demo.rhythm import day_weights
from local.demo.shop import COMPANIES, COUNTRIES, DEVICES, FIRST_NAMES, LAST_NAMES

if TYPE_CHECKING:
    from datetime import date

    from local.demo.dice import Dice
    from local.demo.shop import Country, Device

COUNT: Final = 2_000
BUSINESS_SHARE: Final = 0.12
ACCOUNT_SHARE: Final = 0.45
# How many days pass between two visits, and how likely that kind of person is.
_HABITS: Final = ((1.6, 0.14), (4.0, 0.28), (9.0, 0.33), (24.0, 0.25))


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A visitor. ``user_id`` is what they are called once they log in, if they ever do."""

    number: int
    device_id: str
    user_id: str | None
    name: str
    email: str
    country: Country
    device: Device
    company: str | None
    first_day: int
    days_between_visits: float


def make_people(dice: Dice, start: date, days: int, count: int = COUNT) -> list[Person]:
    """Return ``count`` visitors; the later the day, the more of them come for the first time."""
    weights = day_weights(start, days)
    return [_make_person(dice, number, start, weights) for number in range(count)]


def _make_person(dice: Dice, number: int, start: date, weights: list[float]) -> Person:
    first_day = _first_day(dice, weights)
    arrived = datetime.combine(start, time(), UTC) + timedelta(days=first_day)
    first, last = dice.one(FIRST_NAMES), dice.one(LAST_NAMES)
    is_business = dice.happens(BUSINESS_SHARE)
    company = dice.one(COMPANIES)[0] if is_business else None
    has_account = is_business or dice.happens(ACCOUNT_SHARE)
    return Person(
        number=number,
        device_id=str(dice.uuid7(int(arrived.timestamp() * 1000))),
        user_id=f"customer-{number:05d}" if has_account else None,
        name=f"{first} {last}",
        email=f"{first}.{last}.{number}@customers.example".lower(),
        country=dice.weighted(COUNTRIES, [row.weight for row in COUNTRIES]),
        device=dice.weighted(DEVICES, [row.weight for row in DEVICES]),
        company=company,
        first_day=first_day,
        days_between_visits=dice.weighted(
            [days for days, _ in _HABITS], [share for _, share in _HABITS]
        ),
    )


def _first_day(dice: Dice, weights: list[float]) -> int:
    """Return the day of the first visit; a third of them knew the shop before the demo begins."""
    if dice.happens(1 / 3):
        return dice.number(0, min(6, len(weights) - 1))
    return dice.weighted(range(len(weights)), weights)
