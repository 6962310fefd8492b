"""Random journeys, random funnels: the product and the oracle agree on every correlation.

Ties in time, repeated steps, one event as several steps, exclusions, optional steps, any order,
merged persons; asked as a whole and in shards, and who is behind the counts.
``python -m tests.oracle correlation --count 2000 --seed 1`` tries many.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count as counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hogql.context import Context
from hogql.insights.context import InsightContext
from shared.ids import person_id
from tests.integration.hogql.insights.events import insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.test_funnels_oracle import node_of, random_question, told
from tests.integration.hogql.insights.world import merge
from tests.oracle.correlation_counts import did, strongest
from tests.oracle.funnel_walks import Happening, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clickhouse_connect.driver.client import Client

Node = dict[str, Any]

TEAMS = counter(15000)
PEOPLE = ["ann", "ann-phone", *(f"person {n}" for n in range(14))]
MERGED = {"ann-phone": "ann"}
TRIES = 6
NAMES = ["a", "a", "a", "b", "b", "b", "c", "c", "x", "noise", "help", "late"]


def random_events(random: "Random", first: date) -> list[Happening]:
    """Journeys of few moments, so that many events share one."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(hours=10)
    step = random.choice([10, 30, 60])
    return [
        Happening(
            at=start + timedelta(minutes=step * random.randint(0, 40)),
            who=random.choice(PEOPLE),
            name=random.choice(NAMES),
            value=random.choice(["", "v", "v", "w"]),
            is_chosen=random.random() < 0.8,
        )
        for _ in range(random.randint(60, 220))
    ]


def random_case(random: "Random") -> tuple[Question, list[Happening]]:
    """A funnel that some complete and others do not, where one is found in a few tries."""
    question, events = _random_pair(random)
    for _ in range(TRIES):
        if strongest(question, _merged(events), did(question, _merged(events))):
            break
        question, events = _random_pair(random)
    return question, events


def _random_pair(random: "Random") -> tuple[Question, list[Happening]]:
    question = replace(random_question(random), attribution=None)
    return question, random_events(random, question.first)


def _merged(events: "Sequence[Happening]") -> list[Happening]:
    return [replace(one, who=MERGED.get(one.who, one.who)) for one in events]


def compare(client: "Client", question: Question, events: "Sequence[Happening]") -> None:
    """Raise AssertionError unless the product answers as the oracle, in every form there is."""
    team = next(TEAMS)
    insert_events(client, team, [told(one) for one in events])
    for old, new in MERGED.items():
        merge(client, team, old=old, new=new)
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    seen = _merged(events)
    for by_value in (False, True):
        counted = did(question, seen, by_value=by_value)
        expected = strongest(question, seen, counted)
        node = correlation(question, by_value=by_value)
        for shards in (1, 3):
            found = _ask(question, team, node, shards)["events"]
            rows = [
                (one["event"]["event"], one["success_count"], one["failure_count"]) for one in found
            ]
            assert rows == [row[:3] for row in expected]
            odds = [one["odds_ratio"] for one in found]
            assert odds == pytest.approx([row[3] for row in expected])
        for name, successes, failures, _ in [*expected[:1], *expected[-1:]]:
            lists = _people(question, team, node, name)
            assert (len(lists[True]), len(lists[False])) == (successes, failures)
            wanted = {str(person_id(team, who)) for who in counted[name]}
            assert lists[True] | lists[False] == wanted


def _people(question: Question, team: int, node: Node, name: str) -> dict[bool, set[str]]:
    """Who is behind the counts of a name, by success."""
    event, *pair = name.split("::")
    entity: Node = {"kind": "EventsNode", "event": event}
    if pair:
        entity["properties"] = [{"key": pair[0], "value": pair[1], "type": "event"}]
    found: dict[bool, set[str]] = {}
    for converted in (True, False):
        asked = {
            "kind": "FunnelCorrelationActorsQuery",
            "source": node,
            "funnelCorrelationPersonConverted": converted,
            "funnelCorrelationPersonEntity": entity,
        }
        found[converted] = {row[0] for row in _ask(question, team, asked)}
    return found


def _ask(question: Question, team: int, node: Node, shards: int = 1) -> Any:
    context = InsightContext(
        timezone=question.zone.key,
        week_start_day=0,
        now=datetime(2020, 12, 1, tzinfo=UTC),
        shards=shards,
    )
    known = Context(team_id=team, timezone=context.timezone, week_start_day=0)
    found: Any = answer(node, team_id=team, context=context, known=known)
    return found["results"]


def correlation(question: Question, *, by_value: bool) -> Node:
    """The question on the wire."""
    node: Node = {
        "kind": "FunnelCorrelationQuery",
        "source": {"kind": "FunnelsActorsQuery", "source": node_of(question, "steps")},
        "funnelCorrelationType": "events",
    }
    if by_value:
        node["funnelCorrelationType"] = "event_with_properties"
        node["funnelCorrelationEventNames"] = sorted(set(NAMES))
        node["funnelCorrelationEventExcludePropertyNames"] = ["k"]
    return node


def compare_random(client: "Client", random: "Random") -> None:
    """Compare one random data set; the message of an AssertionError is all that it is made of."""
    question, events = random_case(random)
    try:
        compare(client, question, events)
    except AssertionError as error:
        error.add_note(f"{question}\n{events}")
        raise


@hypothesis_settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(min_value=0, max_value=2**40))
def test_every_count_is_that_of_the_oracle(shared_clickhouse: "Client", seed: int) -> None:
    # Journeys are drawn from a seed: they are too many for the choices of one example.
    compare_random(shared_clickhouse, Random(seed))
