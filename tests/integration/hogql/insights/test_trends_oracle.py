"""Random events, random trends: the product and the oracle agree on every number."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count as counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hogql.insights.context import InsightContext
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.oracle import Happening, Question, count, names
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(100)
START = datetime(2020, 10, 24, tzinfo=UTC)
ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata"]
PROPERTIES = ["$browser", "$current_url", "plan"]

happenings = st.builds(
    Happening,
    at=st.integers(0, 12 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    who=st.sampled_from(["ann", "ben", "cat"]),
    value=st.sampled_from([None, "", "a", "b", "c", "d"]),
)
questions = st.builds(
    Question,
    first=st.sampled_from([date(2020, 10, 24), date(2020, 10, 26)]),
    last=st.sampled_from([date(2020, 10, 26), date(2020, 11, 2)]),
    interval=st.sampled_from(["hour", "day", "week", "month"]),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    is_monday_first=st.booleans(),
    counts_users=st.booleans(),
    is_cumulative=st.booleans(),
    limit=st.sampled_from([None, 1, 2, 10]),
)


def node(question: Question, key: str) -> dict[str, "JsonValue"]:
    display = "ActionsLineGraphCumulative" if question.is_cumulative else "ActionsLineGraph"
    until = f"{question.last}T23:59:59" if question.interval == "hour" else str(question.last)
    math = "dau" if question.counts_users else "total"
    fields: dict[str, JsonValue] = {
        "kind": "TrendsQuery",
        "series": [{"kind": "EventsNode", "event": "e", "math": math}],
        "interval": question.interval,
        "dateRange": {"date_from": str(question.first), "date_to": until},
        "trendsFilter": {"display": display},
    }
    if question.limit is not None:
        fields["breakdownFilter"] = {"breakdown": key, "breakdown_limit": question.limit}
    return fields


def begin(question: Question) -> Question:
    """A range begins with the interval that its first day lies in (insights 2.1)."""
    first = question.first
    if question.interval == "week":
        days = first.weekday() if question.is_monday_first else first.isoweekday() % 7
        first -= timedelta(days=days)
    if question.interval == "month":
        first = first.replace(day=1)
    return replace(question, first=first)


def told(events: "Sequence[Happening]", key: str) -> list[GivenEvent]:
    return [
        GivenEvent(
            at=one.at,
            distinct_id=one.who,
            name="e",
            properties={} if one.value is None else {key: one.value},
        )
        for one in events
    ]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    question=questions,
    events=st.lists(happenings, max_size=30),
    key=st.sampled_from(PROPERTIES),
)
def test_the_product_counts_like_the_oracle(
    clickhouse: "Client", question: Question, events: list[Happening], key: str
) -> None:
    team = next(TEAMS)
    insert_events(clickhouse, team, told(events, key))
    context = InsightContext(
        timezone=question.zone.key,
        week_start_day=int(question.is_monday_first),
        now=datetime(2020, 12, 1, tzinfo=UTC),
    )
    response = answer(node(question, key), team_id=team, context=context)
    assert isinstance(response, dict)
    results = response["results"]
    assert isinstance(results, list)
    whole = begin(question)
    rows = [row for row in results if isinstance(row, dict)]
    assert [(row["breakdown_value"], row["data"]) for row in rows] == count(whole, events)
    assert all(row["days"] == names(whole) for row in rows)
