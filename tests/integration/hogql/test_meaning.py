"""What queries answer: the same rows by hand and by HogQL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hogql.compile import compile_query
from hogql.context import Context
from tests.integration.hogql.test_two_teams import CONTEXT, ask

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT count() FROM events WHERE properties.plan = 'plan_of_team_7'", 60),
        ("SELECT count() FROM events WHERE properties.plan != 'plan_of_team_7'", 0),
        ("SELECT count() FROM events WHERE properties.nope != 'x'", 60),
        ("SELECT count() FROM events WHERE properties.nope NOT IN ('x', 'y')", 60),
        ("SELECT count() FROM events WHERE properties.nope = ''", 0),
        ("SELECT count() FROM events WHERE properties.nope LIKE '%'", 0),
        ("SELECT count() FROM events WHERE NOT properties.nope = 'x'", 60),
        ("SELECT count() FROM events WHERE properties.nope IS NULL", 60),
        ("SELECT count() FROM events WHERE properties.plan IS NOT NULL", 60),
        ("SELECT count() FROM events WHERE properties.$browser IS NOT NULL", 60),
        ("SELECT count() FROM events WHERE properties.$os IS NOT NULL", 0),
        ("SELECT count() FROM events WHERE properties.amount >= 90", 30),
        ("SELECT count() FROM events WHERE properties.cart.sku = 'sku_of_team_7'", 60),
        ("SELECT any(properties.cart.items.1.n) FROM events", "1"),
        ("SELECT any(properties.nope ?? 'none') FROM events", "none"),
        ("SELECT sum(properties.amount) FROM events", float(sum(range(0, 180, 3)))),
        ("SELECT count() FROM events WHERE toFloat(event) != 1", 60),
        ("SELECT count() FROM events WHERE event IN ('view_of_team_7', NULL)", 30),
        ("SELECT any($group_0) FROM events", "company_of_team_7"),
        ("SELECT any($group_1) FROM events", ""),
        ("SELECT count(DISTINCT $session_id) FROM events", 1),
        (
            "SELECT count() FROM events WHERE $session_id = '018f6f4e-0000-7000-8000-000000000007'",
            60,
        ),
        ("SELECT count() FROM events WHERE $session_id = 'no uuid'", 0),
        (
            "SELECT arraySort(arrayMap(pair -> tupleElement(pair, 1), "
            "any(JSONExtractKeysAndValues(properties, 'String')))) FROM events",
            ["$browser", "$session_id", "amount", "cart", "plan"],
        ),
        (
            "SELECT count() FROM events WHERE has("
            "JSONExtractKeysAndValues(properties, 'String'), ('$browser', 'browser_of_team_7'))",
            60,
        ),
        ("SELECT any(poe.properties.email) FROM events", "email_of_team_7"),
        ("SELECT any(elements_chain_href) FROM events", "/of_team_7"),
        ("SELECT count() FROM numbers(1 + 2)", 3),
        ("SELECT toString(person_mode) FROM events LIMIT 1", "full"),
    ],
)
def test_a_query_answers(three_teams: Client, query: str, expected: object) -> None:
    assert ask(three_teams, query)[0][0] == expected


def test_merged_persons_count_as_one(three_teams: Client) -> None:
    assert ask(
        three_teams, "SELECT uniqExact(person_id), count(DISTINCT distinct_id) FROM events"
    ) == [(9, 10)]


def test_a_merged_person_is_shown_by_the_id_it_belongs_to(three_teams: Client) -> None:
    rows = ask(
        three_teams,
        "SELECT person_id, count() AS c, groupUniqArray(person_id) FROM events "
        "GROUP BY person_id HAVING c > 6",
    )
    assert len(rows) == 1
    shown, count, ids = rows[0]
    assert count == 12
    assert ids == [shown]
    merged = ask(
        three_teams,
        "SELECT DISTINCT distinct_id FROM events WHERE person_id IN "
        f"(SELECT person_id FROM events WHERE person_id = '{shown}') ORDER BY distinct_id",
    )
    assert merged == [("person_0_of_team_7",), ("person_1_of_team_7",)]


def test_a_person_of_a_sub_query_is_shown_the_same_way(three_teams: Client) -> None:
    direct = ask(
        three_teams, "SELECT person_id FROM events GROUP BY person_id ORDER BY count() DESC"
    )
    nested = ask(
        three_teams,
        "SELECT p FROM (SELECT person_id AS p, count() AS c FROM events GROUP BY p) "
        "ORDER BY c DESC",
    )
    assert direct[0] == nested[0]
    assert set(direct) == set(nested)
    assert all(isinstance(row[0], UUID) for row in nested)


def test_all_properties_come_as_one_json_object(three_teams: Client) -> None:
    rows = ask(three_teams, "SELECT properties FROM events ORDER BY timestamp LIMIT 1")
    assert rows == [
        (
            '{"plan":"plan_of_team_7","amount":0,'
            '"cart":{"sku":"sku_of_team_7","items":[{"n":1}]},'
            '"$browser":"browser_of_team_7",'
            '"$session_id":"018f6f4e-0000-7000-8000-000000000007"}',
        )
    ]


@pytest.mark.parametrize(
    ("timezone", "day", "count"),
    [
        ("UTC", date(2026, 3, 1), 60),
        ("America/New_York", date(2026, 2, 28), 60),
        ("Asia/Kathmandu", date(2026, 3, 1), 60),
    ],
)
def test_days_are_those_of_the_project_s_zone(
    three_teams: Client, timezone: str, day: date, count: int
) -> None:
    context = Context(team_id=7, timezone=timezone)
    query = "SELECT toDate(timestamp) AS d, count() FROM events GROUP BY d"
    assert ask(three_teams, query, context) == [(day, count)]
    inside = f"SELECT count() FROM events WHERE toDate(timestamp) = '{day}'"
    assert ask(three_teams, inside, context) == [(count,)]


@pytest.mark.parametrize(
    ("timezone", "bound", "expected"),
    [
        ("UTC", "2026-03-01 01:00:00", 40),
        ("Europe/Berlin", "2026-03-01 02:00:00", 40),
        ("America/New_York", "2026-02-28 20:00:00", 40),
        ("America/New_York", "2026-03-01T01:00:00Z", 40),
    ],
)
def test_a_bound_is_a_time_of_the_project_s_zone(
    three_teams: Client, timezone: str, bound: str, expected: int
) -> None:
    query = f"SELECT count() FROM events WHERE timestamp >= '{bound}'"
    assert ask(three_teams, query, Context(team_id=7, timezone=timezone)) == [(expected,)]


def test_times_are_shown_in_the_project_s_zone(three_teams: Client) -> None:
    query = "SELECT toString(timestamp), timestamp FROM events ORDER BY timestamp LIMIT 1"
    shown, moment = ask(three_teams, query, Context(team_id=7, timezone="Asia/Tokyo"))[0]
    assert shown == "2026-03-01 09:00:00.000"
    assert moment.astimezone(UTC) == datetime(2026, 3, 1, tzinfo=UTC)


def test_the_index_still_serves_behind_the_guard(three_teams: Client) -> None:
    compiled = compile_query(
        "SELECT count() FROM events WHERE event = 'paid_of_team_7' AND timestamp >= '2026-03-01'",
        CONTEXT,
    )
    plan: Any = three_teams.query(
        f"EXPLAIN indexes = 1 {compiled.sql}", parameters=dict(compiled.parameters)
    )
    text = "\n".join(row[0] for row in plan.result_rows)
    keys = text[text.index("PrimaryKey") :]
    assert "event" in keys
    assert "team_id in [7, 7]" in keys
