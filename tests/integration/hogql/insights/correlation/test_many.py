"""Walked funnels of many people: their stays are written into the statement, in several texts.

Of 2500 people every other one buys; every third one looks around in between.
"""

from datetime import UTC, datetime
from itertools import count as counter
from typing import TYPE_CHECKING

import pytest

from hogql.context import Context
from hogql.insights.context import InsightContext
from hogql.insights.correlation import stays
from hogql.insights.errors import InsightError
from tests.integration.hogql.insights.correlation.project import (
    Node,
    ask,
    correlation,
    funnel,
    people,
    rows,
    series,
)
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client

TEAMS = counter(14700)
MANY = 2500
QUERY: Node = correlation(
    funnel(series("open", "buy"), funnelsFilter={"funnelOrderType": "unordered"})
)


def past() -> "Iterator[GivenEvent]":
    for place in range(MANY):
        names = ["open", *(["look"] if place % 3 == 0 else []), *(["buy"] if place % 2 else [])]
        for minute, name in enumerate(names):
            at = datetime(2020, 1, 2, 10, minute, tzinfo=UTC)
            yield GivenEvent(at=at, distinct_id=f"person {place}", name=name)


@pytest.fixture
def crowd(shared_clickhouse: "Client") -> World:
    team = next(TEAMS)
    insert_events(shared_clickhouse, team, past())
    context = InsightContext(timezone="UTC", week_start_day=0, now=datetime(2022, 1, 1, tzinfo=UTC))
    return World(team_id=team, context=context, known=Context(team_id=team), cohort_ids={})


def test_everybody_counts(crowd: World) -> None:
    looked = range(0, MANY, 3)
    bought = sum(place % 2 for place in looked)
    others = len(looked) - bought
    assert MANY > 2 * stays.MOST_IN_A_TEXT
    odds = (bought + 1) * (1250 - others + 1) / ((1250 - bought + 1) * (others + 1))
    kind = "success" if odds > 1 else "failure"
    assert rows(crowd, QUERY) == [("look", bought, others, pytest.approx(odds), kind)]


def test_everybody_is_listed(crowd: World) -> None:
    entity = {"kind": "EventsNode", "event": "look"}
    found = ask(
        crowd,
        {
            "kind": "ActorsQuery",
            "source": {
                "kind": "FunnelCorrelationActorsQuery",
                "source": QUERY,
                "funnelCorrelationPersonConverted": True,
                "funnelCorrelationPersonEntity": entity,
            },
            "select": ["id"],
            "limit": MANY,
        },
    )
    assert len({row[0] for row in found["results"]}) == sum(n % 2 for n in range(0, MANY, 3))
    assert len(people(crowd, QUERY, converted=False, PersonEntity=entity)) == 100


def test_more_than_fit_are_refused_by_what_makes_them_too_many(
    crowd: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stays, "MOST_WALKED", MANY)
    assert rows(crowd, QUERY)
    monkeypatch.setattr(stays, "MOST_WALKED", MANY - 1)
    with pytest.raises(InsightError, match="entered this funnel") as refused:
        ask(crowd, QUERY)
    assert refused.value.attr == "source.source.series"
