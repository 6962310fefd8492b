"""Random pasts, random questions: the product and the oracle agree on every size of stickiness.

Ties in time, merged persons, groups, days on which clocks change, both week starts, groups of
intervals, more intervals than a mask has bits, a shifted period beside the asked one.
``python -m tests.oracle stickiness --count 2000 --seed 1`` tries many.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count as counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hogql.context import Context
from hogql.insights.context import InsightContext
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.test_retention_oracle import (
    DAYS,
    MERGED,
    PEOPLE,
    WHOLE_HOUR_ZONES,
    ZONES,
)
from tests.integration.hogql.insights.world import merge
from tests.oracle.stickiness_sizes import Happening, Question, sizes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(9000)
HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720}
HOUR_ZONES = [*WHOLE_HOUR_ZONES, "Asia/Kolkata"]
GROUPS = ["", "o1", "o2", "o3"]


def random_question(random: "Random") -> Question:
    """A question of any kind about days near which clocks change."""
    unit = random.choice(list(HOURS))
    last = random.choice(DAYS) + timedelta(days=random.randint(0, 2))
    return Question(
        event=random.choice(["a", "b", None]),
        is_chosen_only=random.random() < 0.3,
        unit=unit,
        first=last - timedelta(days=random.choice([0, 1, 2, 3, 9, 80])),
        last=last,
        zone=ZoneInfo(random.choice(HOUR_ZONES if unit == "hour" else ZONES)),
        week_start=random.choice([0, 1]),
        width=random.choice([1, 1, 2, 3, 7]),
        operator=random.choice(["gte", "gte", "lte", "exact"]),
        value=random.choice([1, 1, 2, 3]),
        is_cumulative=random.random() < 0.3,
    )


def random_events(random: "Random", question: Question) -> list[GivenEvent]:
    """Events of few moments around the last day, so that many share one."""
    step = timedelta(minutes=30 * HOURS[question.unit])
    middle = datetime(question.last.year, question.last.month, question.last.day, tzinfo=UTC)
    return [
        GivenEvent(
            at=middle + random.randint(-14, 6) * step + timedelta(minutes=random.choice([0, 90])),
            distinct_id=random.choice(PEOPLE),
            name=random.choice(["a", "b", "noise"]),
            properties={"k": random.choice(["y", "n"])},
            groups={"org": group} if (group := random.choice(GROUPS)) else {},
        )
        for _ in range(random.randint(0, 40))
    ]


def compare(
    client: "Client",
    question: Question,
    events: "Sequence[GivenEvent]",
    *,
    is_of_groups: bool,
    days_back: int,
) -> None:
    """Raise AssertionError unless the product answers as the oracle."""
    team = next(TEAMS)
    insert_events(client, team, events)
    for old, new in MERGED.items():
        merge(client, team, old=old, new=new)
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    seen = [_seen(one, is_of_groups=is_of_groups) for one in events]
    expected = [sizes(question, seen)]
    if days_back:
        back = timedelta(days=days_back)
        earlier = replace(question, first=question.first - back, last=question.last - back)
        expected.append(sizes(earlier, seen))
    asked = _node(question, is_of_groups=is_of_groups, days_back=days_back)
    assert _ask(asked, question, team) == expected


def _seen(one: GivenEvent, *, is_of_groups: bool) -> Happening:
    person = MERGED.get(one.distinct_id, one.distinct_id)
    return Happening(
        at=one.at,
        who=one.groups.get("org", "") if is_of_groups else person,
        name=one.name,
        is_chosen=one.properties["k"] == "y",
    )


def _ask(
    asked: "dict[str, JsonValue]", question: Question, team: int
) -> "list[list[JsonValue] | None]":
    context = InsightContext(
        timezone=question.zone.key,
        week_start_day=question.week_start,
        now=datetime(2020, 12, 1, tzinfo=UTC),
    )
    known = Context(
        team_id=team,
        timezone=context.timezone,
        week_start_day=context.week_start_day,
        group_types=("org",),
    )
    found = answer(asked, team_id=team, context=context, known=known)
    assert isinstance(found, dict)
    assert isinstance(found["results"], list)
    rows = [row for row in found["results"] if isinstance(row, dict)]
    return [row["data"] if isinstance(row["data"], list) else None for row in rows]


def _node(question: Question, *, is_of_groups: bool, days_back: int) -> "dict[str, JsonValue]":
    properties: list[JsonValue] = [{"key": "k", "value": "y"}] if question.is_chosen_only else []
    chosen: dict[str, JsonValue] = {
        "computedAs": "cumulative" if question.is_cumulative else "non_cumulative"
    }
    if (question.operator, question.value) != ("gte", 1):
        chosen["stickinessCriteria"] = {"operator": question.operator, "value": question.value}
    node: dict[str, JsonValue] = {
        "kind": "StickinessQuery",
        "series": [{"kind": "EventsNode", "event": question.event, "properties": properties}],
        "dateRange": {"date_from": str(question.first), "date_to": str(question.last)},
        "interval": question.unit,
        "intervalCount": question.width,
        "stickinessFilter": chosen,
    }
    if is_of_groups:
        node["aggregation_group_type_index"] = 0
    if days_back:
        node["compareFilter"] = {"compare": True, "compare_to": f"-{days_back}d"}
    return node


def compare_random(client: "Client", random: "Random") -> None:
    """Compare one random data set; the message of an AssertionError is all that it is made of."""
    question = random_question(random)
    events = random_events(random, question)
    is_of_groups, days_back = random.random() < 0.2, random.choice([0, 0, 1, 7, 30])
    try:
        compare(client, question, events, is_of_groups=is_of_groups, days_back=days_back)
    except AssertionError as error:
        error.add_note(f"{question}\n{events}\ngroups: {is_of_groups}, days back: {days_back}")
        raise


@hypothesis_settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_every_size_is_that_of_the_oracle(shared_clickhouse: "Client", random: "Random") -> None:
    compare_random(shared_clickhouse, random)
