"""Queries of other languages, translated, compiled and run: the answers are those of the original.

Team 7 has 60 events, one every three minutes from midnight: ``view_of_team_7`` and
``paid_of_team_7`` in turn, of ten distinct ids, with the amounts 0, 3, 6, ... 177.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hogql.translate import translate
from tests.integration.hogql.test_two_teams import ask

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

CASES = [
    (
        "postgres",
        "SELECT COUNT(*), COUNT(DISTINCT distinct_id) FROM public.events",
        [(60, 10)],
    ),
    (
        "postgres",
        "SELECT event, COUNT(*) AS n FROM events GROUP BY 1 ORDER BY 1",
        [("paid_of_team_7", 30), ("view_of_team_7", 30)],
    ),
    (
        "postgres",
        "SELECT SUM((properties->>'amount')::numeric), MAX(properties->'cart'->>'sku') FROM events",
        [(5310.0, "sku_of_team_7")],
    ),
    (
        "postgres",
        "SELECT EXTRACT(EPOCH FROM (MAX(timestamp) - MIN(timestamp))) FROM events",
        [(10_620,)],
    ),
    (
        "postgres",
        "SELECT DISTINCT ON (event) event, distinct_id FROM events ORDER BY event, timestamp",
        [("paid_of_team_7", "person_1_of_team_7"), ("view_of_team_7", "person_0_of_team_7")],
    ),
    (
        "postgres",
        "SELECT COUNT(*) FILTER (WHERE event LIKE 'paid%'), BOOL_OR(event ~* 'PAID'), "
        "SPLIT_PART('a-b-c', '-', 2) FROM events",
        [(30, 1, "b")],
    ),
    (
        "postgres",
        "SELECT n FROM (SELECT ROW_NUMBER() OVER (ORDER BY timestamp) AS n FROM events) t "
        "WHERE n > 58 ORDER BY n",
        [(59,), (60,)],
    ),
    (
        "postgres",
        "SELECT COUNT(*) FROM generate_series('2026-03-01'::date, '2026-03-07'::date, "
        "INTERVAL '1 day') AS day",
        [(7,)],
    ),
    (
        "postgres",
        "WITH first AS (SELECT distinct_id, MIN(timestamp) AS at FROM events GROUP BY 1) "
        "SELECT COUNT(*) FROM first WHERE at < TIMESTAMP '2026-03-01 00:00:00' + "
        "INTERVAL '15 minutes'",
        [(5,)],
    ),
    (
        "redshift",
        "SELECT TO_CHAR(MIN(timestamp), 'YYYY-MM-DD HH24:MI:SS'), NVL(NULL, 'x') FROM events",
        [("2026-03-01 00:00:00", "x")],
    ),
    (
        "bigquery",
        "SELECT COUNTIF(STARTS_WITH(event, 'paid')), SAFE_DIVIDE(1, 0), "
        "STRING_AGG(DISTINCT SPLIT(event, '_')[OFFSET(0)], '|') = 'x' FROM `p.d.events`",
        [(30, None, 0)],
    ),
    (
        "bigquery",
        "SELECT d FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2026-03-01', DATE '2026-03-03')) AS d "
        "WHERE EXTRACT(DAYOFWEEK FROM d) = 1",
        [("2026-03-01",)],
    ),
    (
        "snowflake",
        "SELECT DATEDIFF('minute', MIN(TIMESTAMP), MAX(TIMESTAMP)), "
        "MAX(IFF(EVENT = 'x', 1, 2)), MIN(DECODE(EVENT, 'paid_of_team_7', 'p', 'v')) "
        "FROM ANALYTICS.PUBLIC.EVENTS",
        [(177, 2, "p")],
    ),
    (
        "snowflake",
        "SELECT DATE_TRUNC('hour', timestamp) AS hour, COUNT(*) FROM events GROUP BY ALL "
        "ORDER BY hour",
        [("2026-03-01 00:00:00", 20), ("2026-03-01 01:00:00", 20), ("2026-03-01 02:00:00", 20)],
    ),
    (
        "duckdb",
        "SELECT x * 2 FROM unnest([1, 2, 3]) AS t(x) WHERE x > 1 ORDER BY 1",
        [(4,), (6,)],
    ),
    (
        "duckdb",
        "SELECT list_filter([1, 2, 3], x -> x > 1), 7 // 2, date_diff('day', DATE '2026-03-01', "
        "DATE '2026-03-08') FROM events LIMIT 1",
        [([2, 3], 3, 7)],
    ),
    (
        "mysql",
        "SELECT GROUP_CONCAT(DISTINCT LEFT(event, 4) ORDER BY LEFT(event, 4) SEPARATOR ';'), "
        "DAYOFWEEK('2026-03-01'), DATE_FORMAT(MAX(timestamp), '%H:%i') FROM events",
        [("paid;view", 1, "02:57")],
    ),
    (
        "mysql",
        "SELECT `event` FROM `events` WHERE `event` REGEXP '^paid' UNION SELECT 'none' "
        "ORDER BY 1 LIMIT 2",
        [("none",), ("paid_of_team_7",)],
    ),
]


@pytest.mark.parametrize(
    ("dialect", "query", "expected"), CASES, ids=[f"{case[0]}: {case[1][:50]}" for case in CASES]
)
def test_a_translated_query_answers_what_the_original_means(
    three_teams: Client, dialect: str, query: str, expected: list[tuple[object, ...]]
) -> None:
    rows = ask(three_teams, translate(query, dialect).sql)
    assert [tuple(map(plain, row)) for row in rows] == expected


def plain(value: object) -> object:
    """Times as text, the rest as it is."""
    is_simple = value is None or isinstance(value, str | int | float | list)
    return value if is_simple else str(value).removesuffix("+00:00")
