"""Random journeys, random funnels: the product and the oracle agree on every number.

Ties in time, repeated steps, one event as several steps, exclusions, merged persons, days on which
clocks change, missing values; asked as a whole and in shards.
``python -m tests.oracle funnels --count 2000 --seed 1`` tries many.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count as counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hogql.context import Context
from hogql.insights.context import InsightContext
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import merge
from tests.oracle import funnel_answers as oracle
from tests.oracle.funnel_walks import Happening, Question, Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(5000)
ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe"]
PEOPLE = ["ann", "ann-phone", "ben", "cat"]
MERGED = {"ann-phone": "ann"}
WINDOWS = [("minute", 30), ("hour", 3), ("hour", 25), ("day", 1), ("week", 1)]
UNITS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}
ATTRIBUTIONS = [None, None, "first_touch", "last_touch", "all_events", "step"]


def random_events(random: "Random", first: date) -> list[Happening]:
    """Journeys of few moments, so that many events share one."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(hours=20)
    step = random.choice([30, 60, 180])
    return [
        Happening(
            at=start + timedelta(minutes=step * random.randint(0, 40)),
            who=random.choice(PEOPLE),
            name=random.choice(["a", "b", "c", "x", "noise"]),
            value=random.choice(["", "v", "w", "z"]),
            is_chosen=random.random() < 0.5,
        )
        for _ in range(random.randint(0, 30))
    ]


def random_question(random: "Random") -> Question:
    """A funnel of any kind; ``from`` and ``to`` stand for what bins and trends measure."""
    order = random.choice(["ordered", "ordered", "ordered", "strict", "unordered"])
    steps = random.choice([_plain_steps, _any_steps])(random)
    if order == "ordered" and random.random() < 0.4:
        steps = _with_optional(random, steps)
    first = random.choice([date(2020, 10, 3), date(2020, 10, 24), date(2020, 10, 31)])
    unit, number = random.choice(WINDOWS)
    to_step = random.randint(1, len(steps) - 1)
    attribution = random.choice(ATTRIBUTIONS)
    of_step = 0 if order == "unordered" else random.randint(0, len(steps) - 1)
    return Question(
        steps=steps,
        first=first,
        last=first + timedelta(days=random.choice([0, 2])),
        zone=ZoneInfo(random.choice(ZONES)),
        window=timedelta(seconds=UNITS[unit] * number),
        order=order,
        exclusions=_exclusions(random, len(steps)),
        attribution=attribution,
        attribution_step=of_step if attribution == "step" else 0,
        limit=random.choice([1, 2, 25]),
        from_step=random.randint(0, to_step - 1),
        to_step=to_step,
    )


def _plain_steps(random: "Random") -> tuple[Step, ...]:
    names = random.sample(["a", "b", "c"], random.randint(2, 3))
    return tuple(
        Step(name=name, is_chosen_only=random.random() < 0.2, is_first_only=random.random() < 0.1)
        for name in names
    )


def _any_steps(random: "Random") -> tuple[Step, ...]:
    return tuple(
        Step(
            name=random.choice(["a", "a", "b", "b", "c", None]),
            is_chosen_only=random.random() < 0.4,
            is_first_only=random.random() < 0.1,
        )
        for _ in range(random.randint(2, 5))
    )


def _with_optional(random: "Random", steps: tuple[Step, ...]) -> tuple[Step, ...]:
    chosen = (replace(step, is_optional=random.random() < 0.5) for step in steps[1:])
    return (steps[0], *chosen)


def _exclusions(random: "Random", steps: int) -> tuple[tuple[Step, int, int], ...]:
    found: list[tuple[Step, int, int]] = []
    for _ in range(random.choice([0, 0, 0, 1, 2])):
        end = random.randint(1, steps - 1)
        step = Step(name=random.choice(["x", "x", "b"]), is_chosen_only=random.random() < 0.3)
        found.append((step, random.randint(0, end - 1), end))
    return tuple(found)


def store(client: "Client", events: "Sequence[Happening]") -> int:
    """Make a project of these events, in which some people are merged; return its id."""
    team = next(TEAMS)
    insert_events(client, team, [told(one) for one in events])
    for old, new in MERGED.items():
        merge(client, team, old=old, new=new)
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    return team


def compare(client: "Client", question: Question, events: "Sequence[Happening]") -> None:
    """Raise AssertionError unless the product answers as the oracle, in every form there is."""
    team = store(client, events)
    seen = [replace(one, who=MERGED.get(one.who, one.who)) for one in events]
    expected = _close(oracle.steps(question, seen))
    total = [pytest.approx(each) for each in oracle.total(question, seen)]
    for shards in (1, 3):
        found = _ask(question, team, "steps", shards)
        assert _steps(question, found["results"]) == expected
        assert [found[f"total_{each}_conversion_time"] for each in ("average", "median")] == total
    if not any(step.is_optional for step in question.steps):
        _compare_bins_and_rates(question, team, seen)


def _compare_bins_and_rates(question: Question, team: int, seen: "Sequence[Happening]") -> None:
    alone = replace(question, attribution=None)
    bins, average = oracle.times(alone, seen, None)
    for shards in (1, 3):
        found = _ask(alone, team, "time_to_convert", shards)["results"]
        assert isinstance(found, dict)
        assert found["bins"] == [list(pair) for pair in bins]
        assert found["average_conversion_time"] == pytest.approx(average)
    rates = _ask(alone, team, "trends")["results"]
    assert isinstance(rates, list)
    assert isinstance(rates[0], dict)
    assert rates[0]["data"] == pytest.approx(oracle.rates(alone, seen))


def told(one: Happening) -> GivenEvent:
    """The event as a test writes it."""
    properties: dict[str, JsonValue] = {"k": "y" if one.is_chosen else "n"}
    if one.value:
        properties["plan"] = one.value
    return GivenEvent(at=one.at, distinct_id=one.who, name=one.name, properties=properties)


def _ask(question: Question, team: int, viz: str, shards: int = 1) -> "dict[str, JsonValue]":
    return ask(node_of(question, viz), question, team, shards)


def ask(
    node: "dict[str, JsonValue]", question: Question, team: int, shards: int = 1
) -> "dict[str, JsonValue]":
    """Return the answer to a node in the project of a question."""
    context = InsightContext(
        timezone=question.zone.key,
        week_start_day=0,
        now=datetime(2020, 12, 1, tzinfo=UTC),
        shards=shards,
    )
    known = Context(team_id=team, timezone=context.timezone, week_start_day=0)
    found = answer(node, team_id=team, context=context, known=known)
    assert isinstance(found, dict)
    return found


def node_of(question: Question, viz: str) -> "dict[str, JsonValue]":
    """Return the question on the wire."""
    funnel: dict[str, JsonValue] = {
        "funnelVizType": viz,
        "funnelOrderType": question.order,
        "funnelWindowInterval": int(question.window.total_seconds()),
        "funnelWindowIntervalUnit": "second",
        "exclusions": [
            {**_series(step), "funnelFromStep": start, "funnelToStep": end}
            for step, start, end in question.exclusions
        ],
        "funnelFromStep": question.from_step,
        "funnelToStep": question.to_step,
    }
    node: dict[str, JsonValue] = {
        "kind": "FunnelsQuery",
        "series": [_series(step) for step in question.steps],
        "dateRange": {"date_from": str(question.first), "date_to": str(question.last)},
        "funnelsFilter": funnel,
    }
    if question.attribution is not None:
        funnel["breakdownAttributionType"] = question.attribution
        funnel["breakdownAttributionValue"] = question.attribution_step
        node["breakdownFilter"] = {"breakdown": "plan", "breakdown_limit": question.limit}
    return node


def _series(step: Step) -> "dict[str, JsonValue]":
    series: dict[str, JsonValue] = {"kind": "EventsNode", "event": step.name}
    if step.is_chosen_only:
        series["properties"] = [{"key": "k", "value": "y"}]
    if step.is_optional:
        series["optionalInFunnel"] = True
    if step.is_first_only:
        series["math"] = "first_time_for_user"
    return series


def _steps(question: Question, results: "JsonValue") -> "list[JsonValue]":
    """The results as the oracle gives them: (value, numbers of each step)."""
    assert isinstance(results, list)
    lists = results if question.attribution else [results] if results else []
    found: list[JsonValue] = []
    for each in lists:
        assert isinstance(each, list)
        assert isinstance(each[0], dict)
        numbers: list[JsonValue] = []
        for step in each:
            assert isinstance(step, dict)
            times = (step["average_conversion_time"], step["median_conversion_time"])
            numbers.append([step["count"], *times])
        found.append([_name(each[0]["breakdown"]), numbers])
    return found


def _name(value: "JsonValue") -> str:
    assert value is None or isinstance(value, list)
    text = str(value[0]) if value else ""
    return {"$$_posthog_breakdown_other_$$": "rest", "$$_posthog_breakdown_null_$$": ""}.get(
        text, text
    )


def _close(expected: "list[tuple[str, list[oracle.Numbers]]]") -> list[object]:
    return [
        [
            value,
            [[count, pytest.approx(mean), pytest.approx(median)] for count, mean, median in each],
        ]
        for value, each in expected
    ]


def compare_random(client: "Client", random: "Random") -> None:
    """Compare one random data set; the message of an AssertionError is all that it is made of."""
    question = random_question(random)
    events = random_events(random, question.first)
    try:
        compare(client, question, events)
    except AssertionError as error:
        error.add_note(f"{question}\n{events}")
        raise


@hypothesis_settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_the_product_walks_like_the_oracle(shared_clickhouse: "Client", random: "Random") -> None:
    compare_random(shared_clickhouse, random)
