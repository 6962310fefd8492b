"""Random pasts, random questions: the product and the oracle agree on every cell of retention.

Ties in time, merged persons, days on which clocks change, both week starts, more intervals than a
mask has bits. ``python -m tests.oracle retention --count 2000 --seed 1`` tries many.
"""

import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count as counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hogql.context import Context
from hogql.insights.context import InsightContext
from shared import settings
from shared.clickhouse import connect
from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import merge
from tests.oracle.retention_tables import Happening, Question, Wanted, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(7000)
WHOLE_HOUR_ZONES = ["UTC", "America/New_York", "Europe/Berlin"]
ZONES = [*WHOLE_HOUR_ZONES, "Asia/Kolkata", "Australia/Lord_Howe"]
DAYS = [date(2020, 3, 8), date(2020, 3, 29), date(2020, 10, 4), date(2020, 10, 25)]
LENGTHS = {"Hour": 1, "Day": 24, "Week": 168, "Month": 720}
KINDS = ["retention_recurring", "retention_first_time", "retention_first_ever_occurrence"]
PEOPLE = ["ann", "ann-phone", "ben", "cat"]
MERGED = {"ann-phone": "ann"}


def random_question(random: Random) -> Question:
    """A question of any kind about days near which clocks change."""
    unit = random.choice(list(LENGTHS))
    last = random.choice(DAYS) + timedelta(days=random.randint(0, 2))
    has_start = random.random() < 0.4
    return Question(
        unit=unit,
        total=random.choice([1, 3, 5, 8, 70]),
        first=last - timedelta(days=random.randint(0, 2)) if has_start else None,
        last=last,
        zone=ZoneInfo(random.choice(WHOLE_HOUR_ZONES if unit == "Hour" else ZONES)),
        week_start=random.choice([0, 1]),
        kind=random.choice(KINDS),
        target=_wanted(random),
        returning=_wanted(random),
        is_cumulative=random.random() < 0.3,
        occurrences=random.choice([1, 1, 2, 3]),
        brackets=random.choice([(), (), (1, 2), (3, 1, 4)]),
    )


def _wanted(random: Random) -> Wanted:
    return Wanted(name=random.choice(["a", "b", None]), is_chosen_only=random.random() < 0.4)


def random_events(random: Random, question: Question) -> list[Happening]:
    """Events of few moments around the last day, so that many share one."""
    step = timedelta(minutes=30 * LENGTHS[question.unit])
    middle = datetime(question.last.year, question.last.month, question.last.day, tzinfo=UTC)
    return [
        Happening(
            at=middle + random.randint(-14, 8) * step + timedelta(minutes=random.choice([0, 90])),
            who=random.choice(PEOPLE),
            name=random.choice(["a", "b", "noise"]),
            is_chosen=random.random() < 0.5,
        )
        for _ in range(random.randint(0, 40))
    ]


def compare(client: "Client", question: Question, events: "Sequence[Happening]") -> None:
    """Raise AssertionError unless the product answers as the oracle."""
    team = next(TEAMS)
    insert_events(client, team, [_told(one) for one in events])
    for old, new in MERGED.items():
        merge(client, team, old=old, new=new)
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    seen = [replace(one, who=MERGED.get(one.who, one.who)) for one in events]
    assert _ask(question, team) == table(question, seen)


def _told(one: Happening) -> GivenEvent:
    properties: dict[str, JsonValue] = {"k": "y" if one.is_chosen else "n"}
    return GivenEvent(at=one.at, distinct_id=one.who, name=one.name, properties=properties)


def _ask(question: Question, team: int) -> list[list[object]]:
    context = InsightContext(
        timezone=question.zone.key,
        week_start_day=question.week_start,
        now=datetime(2020, 12, 1, tzinfo=UTC),
    )
    known = Context(team_id=team, timezone=context.timezone, week_start_day=context.week_start_day)
    found = answer(_node(question), team_id=team, context=context, known=known)
    assert isinstance(found, dict)
    assert isinstance(found["results"], list)
    return [_cells(row) for row in found["results"]]


def _cells(row: "JsonValue") -> list[object]:
    assert isinstance(row, dict)
    assert isinstance(row["values"], list)
    return [value["count"] if isinstance(value, dict) else None for value in row["values"]]


def _node(question: Question) -> "dict[str, JsonValue]":
    dates: dict[str, JsonValue] = {"date_to": str(question.last)}
    if question.first is not None:
        dates["date_from"] = str(question.first)
    return {
        "kind": "RetentionQuery",
        "dateRange": dates,
        "retentionFilter": {
            "period": question.unit,
            "totalIntervals": question.total,
            "retentionType": question.kind,
            "targetEntity": _entity(question.target),
            "returningEntity": _entity(question.returning),
            "cumulative": question.is_cumulative,
            "minimumOccurrences": question.occurrences,
            "retentionCustomBrackets": list(question.brackets),
        },
    }


def _entity(wanted: Wanted) -> "dict[str, JsonValue]":
    properties: list[JsonValue] = [{"key": "k", "value": "y"}] if wanted.is_chosen_only else []
    return {"id": wanted.name, "type": "events", "properties": properties}


@hypothesis_settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_every_cell_is_that_of_the_oracle(shared_clickhouse: "Client", random: Random) -> None:
    question = random_question(random)
    compare(shared_clickhouse, question, random_events(random, question))


def compare_many(count: int, seed: int) -> None:
    """Compare ``count`` random data sets, and name the first that is answered otherwise."""
    with open_database() as client:
        for at in range(count):
            random = Random(f"{seed} {at}")
            question = random_question(random)
            events = random_events(random, question)
            try:
                compare(client, question, events)
            except AssertionError:
                sys.stdout.write(f"data set {at} of seed {seed}: {question}\n{events}\n")
                raise
    sys.stdout.write(f"{count} data sets of seed {seed}: all answers agree\n")


@contextmanager
def open_database() -> "Iterator[Client]":
    """A database of its own, also the one that the settings name."""
    with tempfile.TemporaryDirectory() as folder:
        for url in new_database(Path(folder)):
            client = open_client(url)
            with settings.use(replace(settings.current(), clickhouse_url=url)):
                yield client
            connect.close()
            client.close()
