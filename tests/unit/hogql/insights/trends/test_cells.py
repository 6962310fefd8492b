"""The query of each form of math, by day of January 2020."""

from typing import TYPE_CHECKING

import pytest

from hogql.insights.registry import read_node
from hogql.parser import parse_select
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql import ast

START, END = "toDateTime('2020-01-01T00:00:00.000Z')", "toDateTime('2020-02-01T00:00:00.000Z')"
DAY = "toStartOfDay(timestamp, 'UTC')"
FIRST_DAY = "toStartOfDay(first_at, 'UTC')"
N = "toFloat(properties.n)"
RANGE = f"timestamp >= {START} AND timestamp < {END}"
EVENTS = f"event = 'e' AND {RANGE}"


def build(series: dict[str, "JsonValue"], **fields: "JsonValue") -> "ast.Query":
    body = {
        "kind": "TrendsQuery",
        "series": [{"kind": "EventsNode", "event": "e", **series}],
        "dateRange": {"date_from": "2020-01-01", "date_to": "2020-01-31"},
        **fields,
    }
    node = read_node(body)
    (query,) = node.insight.build(node.request, make_context())
    return query.tree


FORMS: "list[tuple[dict[str, JsonValue], str]]" = [
    (
        {"math": "avg", "math_property": "n"},
        f"SELECT {DAY} AS bucket, ifNull(avgIf({N}, isFinite({N})), 0) AS points "
        f"FROM events WHERE {EVENTS} GROUP BY bucket",
    ),
    (
        {"math": "p90_count_per_actor"},
        "SELECT bucket, quantileExactInclusive(0.9)(number) AS points "
        f"FROM (SELECT {DAY} AS bucket, count() AS number FROM events WHERE {EVENTS} "
        "GROUP BY bucket, person_id) GROUP BY bucket",
    ),
    (
        {"math": "weekly_active"},
        "SELECT bucket, uniqExactMerge(users) AS points FROM ("
        "SELECT toDate(timestamp) AS cut, uniqExactState(person_id) AS users FROM events "
        "WHERE event = 'e' AND timestamp >= toDateTime('2019-12-26T00:00:00.000Z') "
        f"AND timestamp < {END} GROUP BY cut) "
        "ARRAY JOIN [cut + 0, cut + 1, cut + 2, cut + 3, cut + 4, cut + 5, cut + 6] AS bucket "
        "WHERE bucket >= toDate('2020-01-01') AND bucket <= toDate('2020-01-31') GROUP BY bucket",
    ),
    (
        {"math": "first_time_for_user", "properties": [{"key": "k", "value": "y"}]},
        f"SELECT {FIRST_DAY} AS bucket, count() AS points FROM (SELECT min(timestamp) AS first_at, "
        "minIf(timestamp, properties.k = 'y') AS matched_at FROM events "
        f"WHERE event = 'e' AND timestamp < {END} GROUP BY person_id "
        f"HAVING first_at = matched_at AND first_at >= {START}) GROUP BY bucket",
    ),
    (
        {"math": "first_matching_event_for_user", "properties": [{"key": "k", "value": "y"}]},
        f"SELECT {FIRST_DAY} AS bucket, count() AS points FROM (SELECT min(timestamp) AS first_at "
        f"FROM events WHERE event = 'e' AND timestamp < {END} AND properties.k = 'y' "
        f"GROUP BY person_id HAVING first_at >= {START}) GROUP BY bucket",
    ),
    (
        {"math": "avg", "math_property": "$session_duration"},
        "SELECT bucket, ifNull(avgIf(number, isFinite(number)), 0) AS points FROM ("
        f"SELECT {DAY} AS bucket, toFloat(any(session.$session_duration)) AS number FROM events "
        f"WHERE {EVENTS} AND $session_id IS NOT NULL GROUP BY bucket, $session_id) GROUP BY bucket",
    ),
]


@pytest.mark.parametrize(("series", "text"), FORMS)
def test_each_form_of_math_has_its_query(series: dict[str, "JsonValue"], text: str) -> None:
    assert build(series) == parse_select(f"{text} LIMIT 50000")


def test_a_total_of_active_users_looks_back_too() -> None:
    tree = build({"math": "monthly_active"}, trendsFilter={"display": "BoldNumber"})
    assert tree == parse_select(
        "SELECT count(DISTINCT person_id) AS points FROM events WHERE event = 'e' "
        f"AND timestamp >= toDateTime('2019-12-03T00:00:00.000Z') AND timestamp < {END} "
        "LIMIT 50000"
    )


@pytest.mark.parametrize(
    ("math", "interval"),
    [("weekly_active", "week"), ("weekly_active", "month"), ("monthly_active", "month")],
)
def test_nobody_looks_back_from_a_bucket_as_long_as_the_window(math: str, interval: str) -> None:
    assert build({"math": math}, interval=interval) == build({"math": "dau"}, interval=interval)


def test_events_of_no_group_have_no_actor() -> None:
    tree = build({"math": "dau"}, aggregation_group_type_index=0)
    assert tree == parse_select(
        f"SELECT {DAY} AS bucket, count(DISTINCT $group_0) AS points "
        f"FROM events WHERE {EVENTS} AND $group_0 != '' GROUP BY bucket LIMIT 50000"
    )


def test_a_sample_is_taken_from_the_events() -> None:
    assert build({}, samplingFactor=0.25) == parse_select(
        f"SELECT {DAY} AS bucket, count() AS points FROM events SAMPLE 0.25 "
        f"WHERE {EVENTS} GROUP BY bucket LIMIT 50000"
    )
