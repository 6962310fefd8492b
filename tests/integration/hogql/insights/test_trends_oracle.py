"""Random events, random trends: the product and the oracle agree on every number.

Ties in time, merged persons, days on which clocks change, missing and empty values, amounts that
are no numbers, events before the range. ``--hypothesis-profile=oracle`` tries 2,000 datasets.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count as counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hogql.context import Context
from hogql.insights.context import InsightContext
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import merge
from tests.oracle.trends import Happening, Question, begin, count, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(1000)
START = datetime(2020, 10, 14, tzinfo=UTC)
ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata"]
PROPERTIES = ["$browser", "$current_url", "plan"]
MERGED = {"ann-phone": "ann", "ann-tablet": "ann"}
COUNTS = ["total", "dau", "weekly_active", "monthly_active", "unique_group"]
COUNTS += ["first_time_for_user", "first_matching_event_for_user", "sum", "min", "max"]
COUNTS += ["min_count_per_actor", "max_count_per_actor"]
MEANS = ["avg", "median", "p75", "p90", "p95", "p99", "avg_count_per_actor", "p90_count_per_actor"]
TOTAL, LINE, CUMULATIVE = "BoldNumber", "ActionsLineGraph", "ActionsLineGraphCumulative"

minutes = st.one_of(
    st.integers(0, 21 * 24 * 60), st.integers(0, 21 * 8).map(lambda step: 180 * step)
)
happenings = st.builds(
    Happening,
    at=minutes.map(lambda minute: START + timedelta(minutes=minute)),
    who=st.sampled_from(["ann", "ann-phone", "ann-tablet", "ben", "cat"]),
    value=st.sampled_from([None, "", "a", "b", "c", "d"]),
    amount=st.sampled_from([None, "0", "2", "4.5", "-8", "1e1", "abc", "", "nan", "inf"]),
    is_chosen=st.booleans(),
    group=st.sampled_from(["", "o1", "o2"]),
)
questions = st.builds(
    Question,
    first=st.sampled_from([date(2020, 10, 24), date(2020, 10, 26)]),
    last=st.sampled_from([date(2020, 10, 26), date(2020, 11, 2)]),
    interval=st.sampled_from(["hour", "day", "week", "month"]),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    is_monday_first=st.booleans(),
    math=st.sampled_from([*COUNTS, *MEANS]),
    is_filtered=st.booleans(),
    is_cumulative=st.booleans(),
    is_total=st.booleans(),
    smoothing=st.sampled_from([1, 1, 3]),
    limit=st.sampled_from([None, 1, 2, 10]),
)


def possible(question: Question) -> Question:
    """A question that has one answer: means may be ranked by their last digit, so all are shown."""
    if question.is_total:
        question = replace(question, is_cumulative=False, smoothing=1, interval="day")
    if question.is_cumulative:
        question = replace(question, smoothing=1)
    if question.math in MEANS and question.limit is not None:
        question = replace(question, limit=10)
    return question


def node(question: Question, key: str) -> dict[str, "JsonValue"]:
    display = TOTAL if question.is_total else CUMULATIVE if question.is_cumulative else LINE
    until = f"{question.last}T23:59:59" if question.interval == "hour" else str(question.last)
    filters: JsonValue = [{"key": "k", "value": "y"}] if question.is_filtered else []
    series: dict[str, JsonValue] = {
        "kind": "EventsNode",
        "event": "e",
        "math": question.math,
        "properties": filters,
        "math_property": "amount",
        "math_group_type_index": 0,
    }
    fields: dict[str, JsonValue] = {
        "kind": "TrendsQuery",
        "series": [series],
        "interval": question.interval,
        "dateRange": {"date_from": str(question.first), "date_to": until},
        "trendsFilter": {"display": display, "smoothingIntervals": question.smoothing},
    }
    if question.limit is not None:
        fields["breakdownFilter"] = {"breakdown": key, "breakdown_limit": question.limit}
    return fields


def told(events: "Sequence[Happening]", key: str) -> list[GivenEvent]:
    found: list[GivenEvent] = []
    for one in events:
        properties = {key: one.value, "amount": one.amount, "k": "y" if one.is_chosen else "n"}
        found.append(
            GivenEvent(
                at=one.at,
                distinct_id=one.who,
                name="e",
                properties={name: text for name, text in properties.items() if text is not None},
                groups={"org": one.group} if one.group else {},
            )
        )
    return found


def seen(events: "Sequence[Happening]") -> list[Happening]:
    """The events as the oracle sees them: of persons, not of ids; numbers only if finite."""
    return [
        replace(
            one,
            who=MERGED.get(one.who, one.who),
            amount=None if one.amount in ("nan", "inf") else one.amount,
        )
        for one in events
    ]


def ask(question: Question, team: int, key: str) -> list[tuple["JsonValue", list["JsonValue"]]]:
    context = InsightContext(
        timezone=question.zone.key,
        week_start_day=int(question.is_monday_first),
        now=datetime(2020, 12, 1, tzinfo=UTC),
    )
    known = Context(
        team_id=team,
        timezone=context.timezone,
        week_start_day=context.week_start_day,
        group_types=("org",),
    )
    response = answer(node(question, key), team_id=team, context=context, known=known)
    assert isinstance(response, dict)
    results = response["results"]
    assert isinstance(results, list)
    found: list[tuple[JsonValue, list[JsonValue]]] = []
    for row in results:
        assert isinstance(row, dict)
        data = row["data"]
        assert isinstance(data, list)
        assert question.is_total or row["days"] == names(begin(question))
        found.append(
            (row["breakdown_value"], [row["aggregated_value"]] if question.is_total else data)
        )
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=questions.map(possible),
    events=st.lists(happenings, max_size=30),
    key=st.sampled_from(PROPERTIES),
)
def test_the_product_counts_like_the_oracle(
    shared_clickhouse: "Client", question: Question, events: list[Happening], key: str
) -> None:
    team = next(TEAMS)
    insert_events(shared_clickhouse, team, told(events, key))
    for old, new in MERGED.items():
        merge(shared_clickhouse, team, old=old, new=new)
    shared_clickhouse.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    found = ask(question, team, key)
    expected = count(begin(question), seen(events))
    if question.math in MEANS:
        found.sort(key=str)
        expected.sort(key=str)
    assert [value for value, _ in found] == [value for value, _ in expected]
    assert [data for _, data in found] == [pytest.approx(data) for _, data in expected]
