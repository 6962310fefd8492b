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
from hogql.insights.funnels.written import ROWS_IN_A_TEXT
from tests.integration.hogql.insights.correlation.project import (
    Node,
    ask,
    correlation,
    funnel,
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
    assert MANY > 2 * ROWS_IN_A_TEXT
    odds = (bought + 1) * (1250 - others + 1) / ((1250 - bought + 1) * (others + 1))
    kind = "success" if odds > 1 else "failure"
    assert rows(crowd, QUERY) == [("look", bought, others, pytest.approx(odds), kind)]


def listed(crowd: World, query: Node, *, converted: bool) -> int:
    source = {
        "kind": "FunnelCorrelationActorsQuery",
        "source": query,
        "funnelCorrelationPersonConverted": converted,
        "funnelCorrelationPersonEntity": {"kind": "EventsNode", "event": "look"},
    }
    node = {"kind": "ActorsQuery", "source": source, "select": ["id"], "limit": MANY}
    return len({row[0] for row in ask(crowd, node)["results"]})


def test_everybody_is_listed(crowd: World) -> None:
    bought = sum(place % 2 for place in range(0, MANY, 3))
    assert listed(crowd, QUERY, converted=True) == bought
    assert listed(crowd, QUERY, converted=False) == len(range(0, MANY, 3)) - bought


@pytest.mark.parametrize("order", ["ordered", "unordered"])
def test_a_sample_lists_whom_it_counts(crowd: World, order: str) -> None:
    chosen: Node = {"funnelsFilter": {"funnelOrderType": order}, "samplingFactor": 0.5}
    query = correlation(funnel(series("open", "buy"), **chosen))
    ((_, bought, others, _, _),) = rows(crowd, query)
    assert 0 < bought + others < len(range(0, MANY, 3))
    assert listed(crowd, query, converted=True) == bought
    assert listed(crowd, query, converted=False) == others


def test_more_than_fit_are_refused_by_what_makes_them_too_many(
    crowd: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stays, "MOST_ROWS", MANY)
    assert rows(crowd, QUERY)
    monkeypatch.setattr(stays, "MOST_ROWS", MANY - 1)
    with pytest.raises(InsightError, match="entered this funnel") as refused:
        ask(crowd, QUERY)
    assert refused.value.attr == "source.source.series"
