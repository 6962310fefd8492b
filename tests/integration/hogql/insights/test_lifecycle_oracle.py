"""Random pasts: the product and the oracle agree on every number of a lifecycle.

Ties in time, merged persons, days on which clocks change, both week starts, more intervals than a
mask has bits. ``python -m tests.oracle lifecycle --count 2000 --seed 1`` tries many.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count as counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.test_retention_oracle import (
    DAYS,
    MERGED,
    PEOPLE,
    WHOLE_HOUR_ZONES,
    ZONES,
)
from tests.integration.hogql.insights.world import Told, ToldPerson, ToldTeam, make_world
from tests.oracle.lifecycle_statuses import statuses

if TYPE_CHECKING:
    from random import Random

    from clickhouse_connect.driver.client import Client

TEAMS = counter(8000)
HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720}


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A lifecycle of one event, None for all."""

    event: str | None
    unit: str
    first: date
    last: date
    zone: ZoneInfo
    week_start: int


def random_question(random: "Random") -> Question:
    """A question about days near which clocks change."""
    unit = random.choice(list(HOURS))
    last = random.choice(DAYS) + timedelta(days=random.randint(0, 2))
    return Question(
        event=random.choice(["a", None]),
        unit=unit,
        first=last - timedelta(days=random.choice([0, 1, 3, 20, 80])),
        last=last,
        zone=ZoneInfo(random.choice(WHOLE_HOUR_ZONES if unit == "hour" else ZONES)),
        week_start=random.choice([0, 1]),
    )


def random_events(random: "Random", question: Question) -> list[Told]:
    """Events of few moments around the last day, so that many share one."""
    step = timedelta(minutes=30 * HOURS[question.unit])
    middle = datetime(question.last.year, question.last.month, question.last.day, tzinfo=UTC)
    return [
        Told(
            distinct_id=random.choice(PEOPLE),
            event=random.choice(["a", "b"]),
            timestamp=middle + random.randint(-12, 6) * step,
        )
        for _ in range(random.randint(0, 30))
    ]


def compare(client: "Client", question: Question, events: list[Told]) -> None:
    """Raise AssertionError unless the product answers as the oracle."""
    world = make_world(
        client,
        next(TEAMS),
        events,
        persons=[ToldPerson(distinct_ids=[new, old]) for old, new in MERGED.items()],
        team=ToldTeam(timezone=question.zone.key, week_start_day=question.week_start),
    )
    found = answer(
        {
            "kind": "LifecycleQuery",
            "series": [{"kind": "EventsNode", "event": question.event}],
            "dateRange": {"date_from": str(question.first), "date_to": str(question.last)},
            "interval": question.unit,
        },
        team_id=world.team_id,
        context=world.context,
        known=world.known,
    )
    assert isinstance(found, dict)
    assert isinstance(found["results"], list)
    rows = [row["data"] for row in found["results"] if isinstance(row, dict)]
    assert rows == _expected(question, events)


def _expected(question: Question, events: list[Told]) -> list[list[int]]:
    seen: defaultdict[str, list[datetime]] = defaultdict(list)
    created: dict[str, datetime] = {}
    for event in events:
        who = MERGED.get(event.distinct_id, event.distinct_id)
        created[who] = min(event.timestamp, created.get(who, event.timestamp))
        if question.event in (None, event.event):
            seen[who].append(event.timestamp)
    return statuses(
        seen,
        created,
        days=(question.first, question.last),
        unit=question.unit,
        zone=question.zone,
        week_start=question.week_start,
    )


def compare_random(client: "Client", random: "Random") -> None:
    """Compare one random data set; the message of an AssertionError is all that it is made of."""
    question = random_question(random)
    events = random_events(random, question)
    try:
        compare(client, question, events)
    except AssertionError as error:
        error.add_note(f"{question}\n{events}")
        raise


@hypothesis_settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_every_number_is_that_of_the_oracle(shared_clickhouse: "Client", random: "Random") -> None:
    compare_random(shared_clickhouse, random)
