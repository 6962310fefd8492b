"""Random pasts, random questions: the product and the oracle agree on every cell of retention.

Ties in time, merged persons, days on which clocks change, both week starts, more intervals than a
mask has bits, windows that roll, sums and means, and the people behind some cells.
``python -m tests.oracle retention --count 2000 --seed 1`` tries many.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count as counter
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hogql.context import Context
from hogql.insights.context import InsightContext
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import merge
from tests.oracle.retention_amounts import worths
from tests.oracle.retention_tables import Happening, Question, Wanted, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(7000)
WHOLE_HOUR_ZONES = ["UTC", "America/New_York", "Europe/Berlin"]
ROLLING_ZONES = [*WHOLE_HOUR_ZONES, "Asia/Kolkata"]
ZONES = [*WHOLE_HOUR_ZONES, "Asia/Kolkata", "Australia/Lord_Howe"]
DAYS = [date(2020, 3, 8), date(2020, 3, 29), date(2020, 10, 4), date(2020, 10, 25)]
LENGTHS = {"Hour": 1, "Day": 24, "Week": 168, "Month": 720}
KINDS = ["retention_recurring", "retention_first_time", "retention_first_ever_occurrence"]
PEOPLE = ["ann", "ann-phone", "ben", "cat"]
MERGED = {"ann-phone": "ann"}


def random_question(random: Random) -> Question:
    """A question of any kind about days near which clocks change."""
    unit = random.choice(list(LENGTHS))
    rolls = random.random() < 0.35
    zones = WHOLE_HOUR_ZONES if unit == "Hour" else ROLLING_ZONES if rolls else ZONES
    last = random.choice(DAYS) + timedelta(days=random.randint(0, 2))
    has_start = random.random() < 0.4
    return Question(
        unit=unit,
        total=random.choice([1, 3, 5, 8, 70]),
        first=last - timedelta(days=random.randint(0, 2)) if has_start else None,
        last=last,
        zone=ZoneInfo(random.choice(zones)),
        week_start=random.choice([0, 1]),
        kind=random.choice(KINDS),
        target=_wanted(random),
        returning=_wanted(random),
        is_cumulative=random.random() < 0.3,
        occurrences=random.choice([1, 1, 2, 3]),
        brackets=random.choice([(), (), (1, 2), (3, 1, 4)]),
        rolls=rolls,
        amount=None if rolls else random.choice([None, "sum", "avg"]),
    )


def _wanted(random: Random) -> Wanted:
    return Wanted(name=random.choice(["a", "b", None]), is_chosen_only=random.random() < 0.4)


def random_events(random: Random, question: Question) -> list[Happening]:
    """Events of few moments around the last day, so that many share one."""
    step = timedelta(minutes=30 * LENGTHS[question.unit])
    first, last = random.choice([(-14, 8), (-3, 4)])
    jitters = random.choice([[0, 90], [0, 20, 59, 90, -61]])
    middle = datetime(question.last.year, question.last.month, question.last.day, tzinfo=UTC)
    return [
        Happening(
            at=middle
            + random.randint(first, last) * step
            + timedelta(minutes=random.choice(jitters)),
            who=random.choice(PEOPLE),
            name=random.choice(["a", "b", "noise"]),
            is_chosen=random.random() < 0.5,
            worth=random.choice([0, 0.5, 1, 2, -3, 40]),
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
    told = ask(_node(question), question, team)
    counts = cells(told, "count")
    assert counts == table(question, seen)
    if question.amount is not None:
        assert cells(told, "aggregation_value") == worths(question, seen)
    for row, column in some_cells(counts, Random(f"{question} {team}")):
        asked = people_of(_node(question), row, column)
        found = ask(asked, question, team)
        assert len({str(who) for who in found}) == len(found)
        assert len(found) == counts[row][column], (row, column)


def some_cells(counts: "list[list[float]]", random: Random) -> "list[tuple[int, int]]":
    """A few cells, those with people first."""
    places = [(row, column) for row, line in enumerate(counts) for column in range(len(line))]
    random.shuffle(places)
    return sorted(places, key=lambda place: not counts[place[0]][place[1]])[:2]


def people_of(node: "JsonValue", row: int, column: int) -> "dict[str, JsonValue]":
    """The question for the people of a cell."""
    return {"kind": "InsightActorsQuery", "source": node, "interval": row, "day": column}


def _told(one: Happening) -> GivenEvent:
    properties: dict[str, JsonValue] = {"k": "y" if one.is_chosen else "n"}
    # What is no number, or not there, is worth nothing.
    if one.worth or one.is_chosen:
        properties["n"] = one.worth or "none"
    return GivenEvent(at=one.at, distinct_id=one.who, name=one.name, properties=properties)


def ask(node: "dict[str, JsonValue]", question: Question, team: int) -> "list[JsonValue]":
    """Return the results of a node in the question's project."""
    context = InsightContext(
        timezone=question.zone.key,
        week_start_day=question.week_start,
        now=datetime(2020, 12, 1, tzinfo=UTC),
    )
    known = Context(team_id=team, timezone=context.timezone, week_start_day=context.week_start_day)
    found = answer(node, team_id=team, context=context, known=known)
    assert isinstance(found, dict)
    assert isinstance(found["results"], list)
    return found["results"]


def cells(rows: "list[JsonValue]", field: str) -> list[list[float]]:
    """Return one number of every cell."""
    return [_numbers(row, field) for row in rows]


def _numbers(row: "JsonValue", field: str) -> list[float]:
    assert isinstance(row, dict)
    assert isinstance(row["values"], list)
    found = [value[field] for value in row["values"] if isinstance(value, dict)]
    assert all(isinstance(one, int | float) for one in found)
    return [one for one in found if isinstance(one, int | float)]


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
            "timeWindowMode": "24_hour_windows" if question.rolls else "strict_calendar_dates",
            "aggregationType": question.amount or "count",
            "aggregationProperty": "n" if question.amount else None,
        },
    }


def _entity(wanted: Wanted) -> "dict[str, JsonValue]":
    properties: list[JsonValue] = [{"key": "k", "value": "y"}] if wanted.is_chosen_only else []
    return {"id": wanted.name, "type": "events", "properties": properties}


def compare_random(client: "Client", random: Random) -> None:
    """Compare one random data set; the message of an AssertionError is all that it is made of."""
    question = random_question(random)
    events = random_events(random, question)
    try:
        compare(client, question, events)
    except AssertionError as error:
        error.add_note(f"{question}\n{events}")
        raise


@hypothesis_settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_every_cell_is_that_of_the_oracle(shared_clickhouse: "Client", random: Random) -> None:
    compare_random(shared_clickhouse, random)
