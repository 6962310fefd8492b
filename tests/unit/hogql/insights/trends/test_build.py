"""TrendsQuery and the HogQL it becomes, in pairs."""

from typing import TYPE_CHECKING

import pytest

from hogql import ast
from hogql.insights.registry import read_node
from hogql.parser import parse_expr, parse_select
from hogql.property_filters.models import PropertyFilter
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.context import Query


PAGEVIEW: "JsonValue" = {"kind": "EventsNode", "event": "$pageview"}
DAU: "JsonValue" = {"kind": "EventsNode", "event": "$pageview", "math": "dau"}
JANUARY: "JsonValue" = {"date_from": "2020-01-01", "date_to": "2020-01-31"}
IN_JANUARY = """
    timestamp >= toDateTime('2020-01-01T00:00:00.000Z')
    AND timestamp < toDateTime('2020-02-01T00:00:00.000Z')
"""
OF_PAGEVIEWS = f"event = '$pageview' AND {IN_JANUARY}"
BROWSER = "ifNull(toString(properties.$browser), '')"
URL = "ifNull(toString(properties.$current_url), '')"


def build(
    *series: "JsonValue", timezone: str = "UTC", week_start_day: int = 0, **fields: "JsonValue"
) -> tuple["Query", ...]:
    body = {"kind": "TrendsQuery", "series": list(series), "dateRange": JANUARY, **fields}
    node = read_node(body)
    context = make_context(timezone, week_start_day=week_start_day)
    return node.insight.build(node.request, context)


def only(queries: tuple["Query", ...], text: str) -> None:
    (query,) = queries
    assert query.tree == parse_select(text)


def test_a_series_is_counted_by_day() -> None:
    only(
        build(PAGEVIEW),
        f"""
        SELECT toStartOfDay(timestamp, 'UTC') AS bucket, count() AS points
        FROM events WHERE {OF_PAGEVIEWS} GROUP BY bucket LIMIT 50000
        """,
    )


def test_unique_users_are_distinct_persons() -> None:
    only(
        build(DAU),
        f"""
        SELECT toStartOfDay(timestamp, 'UTC') AS bucket, count(DISTINCT person_id) AS points
        FROM events WHERE {OF_PAGEVIEWS} GROUP BY bucket LIMIT 50000
        """,
    )


def test_a_series_of_every_event_has_no_condition_on_the_event() -> None:
    only(
        build({"kind": "EventsNode", "event": None}),
        f"""
        SELECT toStartOfDay(timestamp, 'UTC') AS bucket, count() AS points
        FROM events WHERE {IN_JANUARY} GROUP BY bucket LIMIT 50000
        """,
    )


@pytest.mark.parametrize(
    ("interval", "week_start_day", "bucket"),
    [
        ("minute", 0, "toStartOfMinute(timestamp, 'UTC')"),
        ("hour", 0, "toStartOfHour(timestamp, 'UTC')"),
        ("day", 0, "toStartOfDay(timestamp, 'UTC')"),
        ("week", 0, "toStartOfWeek(timestamp, 0, 'UTC')"),
        ("week", 1, "toStartOfWeek(timestamp, 3, 'UTC')"),
        ("month", 0, "toStartOfMonth(timestamp, 'UTC')"),
    ],
)
def test_each_interval_has_its_bucket(interval: str, week_start_day: int, bucket: str) -> None:
    day: JsonValue = {"date_from": "2020-01-01T00:00:00", "date_to": "2020-01-01T10:00:00"}
    (query,) = build(PAGEVIEW, interval=interval, week_start_day=week_start_day, dateRange=day)
    assert isinstance(query.tree, ast.SelectQuery)
    assert query.tree.select[0] == parse_expr(f"{bucket} AS bucket")


def test_days_of_the_project_are_compared_in_utc() -> None:
    only(
        build(PAGEVIEW, timezone="America/Los_Angeles"),
        """
        SELECT toStartOfDay(timestamp, 'America/Los_Angeles') AS bucket, count() AS points
        FROM events
        WHERE event = '$pageview'
            AND timestamp >= toDateTime('2020-01-01T08:00:00.000Z')
            AND timestamp < toDateTime('2020-02-01T08:00:00.000Z')
        GROUP BY bucket LIMIT 50000
        """,
    )


def test_filters_of_the_series_and_of_the_query_both_apply() -> None:
    only(
        build(
            {
                "kind": "EventsNode",
                "event": "buy",
                "properties": [{"key": "plan", "value": "pro"}],
                "fixedProperties": [{"key": "k", "operator": "is_set"}],
            },
            properties={
                "type": "OR",
                "values": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}],
            },
        ),
        f"""
        SELECT toStartOfDay(timestamp, 'UTC') AS bucket, count() AS points
        FROM events
        WHERE event = 'buy' AND {IN_JANUARY}
            AND properties.plan = 'pro' AND properties.k IS NOT NULL
            AND (properties.a = '1' OR properties.b = '2')
        GROUP BY bucket LIMIT 50000
        """,
    )


def test_the_filters_of_test_accounts_apply_where_the_query_says_so() -> None:
    internal = PropertyFilter.model_validate(
        {"key": "$host", "operator": "not_icontains", "value": "localhost"}
    )
    context = make_context(test_account_filters=(internal,))
    body = {"kind": "TrendsQuery", "series": [PAGEVIEW], "dateRange": JANUARY}
    plain, filtered = read_node(body), read_node({**body, "filterTestAccounts": True})
    only(
        filtered.insight.build(filtered.request, context),
        f"""
        SELECT toStartOfDay(timestamp, 'UTC') AS bucket, count() AS points
        FROM events WHERE {OF_PAGEVIEWS} AND properties.$host NOT ILIKE '%localhost%'
        GROUP BY bucket LIMIT 50000
        """,
    )
    assert plain.insight.build(plain.request, context) == build(PAGEVIEW)


def test_a_total_value_display_asks_for_one_number() -> None:
    only(
        build(DAU, trendsFilter={"display": "BoldNumber"}),
        f"SELECT count(DISTINCT person_id) AS points FROM events WHERE {OF_PAGEVIEWS} LIMIT 50000",
    )


def test_a_cumulative_line_of_users_counts_each_on_its_first_day() -> None:
    only(
        build(DAU, trendsFilter={"display": "ActionsLineGraphCumulative"}),
        f"""
        SELECT toStartOfDay(first_at, 'UTC') AS bucket, count() AS points
        FROM (SELECT min(timestamp) AS first_at FROM events WHERE {OF_PAGEVIEWS} GROUP BY person_id)
        GROUP BY bucket LIMIT 50000
        """,
    )


def test_a_breakdown_with_few_values_is_ranked_after_one_pass() -> None:
    only(
        build(PAGEVIEW, breakdownFilter={"breakdown": "$browser", "breakdown_type": "event"}),
        f"""
        SELECT shown AS value, tupleElement(line, 1) AS buckets, tupleElement(line, 2) AS counts
        FROM (
            SELECT if(place <= 25, value, NULL) AS shown, sumMap(buckets, counts) AS line
            FROM (
                SELECT value, buckets, counts,
                    row_number() OVER (ORDER BY total DESC, value) AS place
                FROM (
                    SELECT value, groupArray(bucket) AS buckets, groupArray(points) AS counts,
                        sum(points) AS total
                    FROM (
                        SELECT {BROWSER} AS value, toStartOfDay(timestamp, 'UTC') AS bucket,
                            count() AS points
                        FROM events WHERE {OF_PAGEVIEWS} GROUP BY value, bucket
                    )
                    GROUP BY value
                )
            )
            GROUP BY shown
        )
        LIMIT 50000
        """,
    )


def test_a_breakdown_with_many_values_finds_the_most_frequent_first() -> None:
    only(
        build(
            PAGEVIEW,
            breakdownFilter={
                "breakdown": "$current_url",
                "breakdown_type": "event",
                "breakdown_limit": 3,
            },
        ),
        f"""
        SELECT value, groupArray(bucket) AS buckets, groupArray(points) AS counts
        FROM (
            SELECT if({URL} IN (
                    SELECT {URL} AS value FROM events WHERE {OF_PAGEVIEWS}
                    GROUP BY value ORDER BY count() DESC, value LIMIT 3
                ), {URL}, NULL) AS value,
                toStartOfDay(timestamp, 'UTC') AS bucket, count() AS points
            FROM events WHERE {OF_PAGEVIEWS} GROUP BY value, bucket
        )
        GROUP BY value LIMIT 50000
        """,
    )


def test_users_by_value_are_counted_in_two_passes_because_users_do_not_add_up() -> None:
    cells = f"""
        SELECT {BROWSER} AS value, toStartOfDay(timestamp, 'UTC') AS bucket,
            count(DISTINCT person_id) AS points
        FROM events WHERE {OF_PAGEVIEWS} GROUP BY value, bucket
    """
    only(
        build(DAU, breakdownFilter={"breakdown": "$browser"}),
        f"""
        SELECT value, groupArray(bucket) AS buckets, groupArray(points) AS counts
        FROM (
            SELECT if({BROWSER} IN (
                    SELECT value FROM ({cells})
                    GROUP BY value ORDER BY sum(points) DESC, value LIMIT 25
                ), {BROWSER}, NULL) AS value,
                toStartOfDay(timestamp, 'UTC') AS bucket, count(DISTINCT person_id) AS points
            FROM events WHERE {OF_PAGEVIEWS} GROUP BY value, bucket
        )
        GROUP BY value LIMIT 50000
        """,
    )


def test_a_total_for_each_value_is_ranked_after_one_pass() -> None:
    only(
        build(
            PAGEVIEW,
            trendsFilter={"display": "ActionsPie"},
            breakdownFilter={"breakdowns": [{"property": "$browser", "type": "event"}]},
        ),
        f"""
        SELECT if(place <= 25, value, NULL) AS shown, sum(points) AS total
        FROM (
            SELECT value, points, row_number() OVER (ORDER BY points DESC, value) AS place
            FROM (
                SELECT {BROWSER} AS value, count() AS points
                FROM events WHERE {OF_PAGEVIEWS} GROUP BY value
            )
        )
        GROUP BY shown LIMIT 50000
        """,
    )


def test_a_breakdown_may_be_an_expression() -> None:
    (query,) = build(
        PAGEVIEW,
        trendsFilter={"display": "ActionsBarValue"},
        breakdownFilter={"breakdown": "toHour(timestamp)", "breakdown_type": "hogql"},
    )
    hour = "ifNull(toString(toHour(timestamp)), '')"
    assert query.tree == parse_select(
        f"""
        SELECT if({hour} IN (
                SELECT {hour} AS value FROM events WHERE {OF_PAGEVIEWS}
                GROUP BY value ORDER BY count() DESC, value LIMIT 25
            ), {hour}, NULL) AS value, count() AS points
        FROM events WHERE {OF_PAGEVIEWS} GROUP BY value LIMIT 50000
        """
    )


def test_there_is_a_query_for_each_series_and_period() -> None:
    queries = build(PAGEVIEW, DAU, compareFilter={"compare": True})
    assert [query.name for query in queries] == [
        "series 0, current",
        "series 1, current",
        "series 0, previous",
        "series 1, previous",
    ]


def test_no_series_is_no_query() -> None:
    assert build() == ()
