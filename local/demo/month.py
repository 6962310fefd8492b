"""The demo's whole month of events, reproducible: the same seed and end give the same bytes.

(seed, end) -> people -> visits -> events, in the order of their times

Every person has dice of their own, so that one more visit of one changes nothing for the others.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from local.demo.dice import Dice
from local.demo.people import COUNT, make_people
from local.demo.rhythm import visits_of
from local.demo.visit import make_visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from local.demo.people import Person
    from local.demo.visit import Event

DAYS: Final = 30
SEED: Final = 20_261_122


def make_month(end: datetime, *, seed: int = SEED, people: int = COUNT) -> list[Event]:
    """Return the events of the 30 days before ``end`` (UTC), oldest first."""
    dice = Dice(seed)
    begin = end - timedelta(days=DAYS)
    first_day = begin.date()
    everybody = make_people(dice, first_day, DAYS + 1, people)
    events = [
        event
        for person in everybody
        for event in _events_of(person, Dice(dice.bits()), begin=begin, end=end)
    ]
    return sorted(events, key=lambda event: str(event["timestamp"]))


def _events_of(person: Person, dice: Dice, *, begin: datetime, end: datetime) -> Iterator[Event]:
    is_known = False
    for moment in visits_of(person, dice, begin.date(), DAYS + 1):
        visit = make_visit(person, dice, moment, is_known=is_known)
        last = visit[-1]["timestamp"]
        if begin <= moment and last <= end.isoformat(timespec="milliseconds"):
            yield from visit
            is_known = is_known or any(event["event"] == "$identify" for event in visit)
