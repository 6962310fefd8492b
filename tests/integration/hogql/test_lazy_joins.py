"""Tables reached through others: values now, missing rows, sets in place of joins (hogql 6.6)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from hogql.compile import compile_query
from tests.integration.hogql.tables_data import (
    ANNA,
    CARL,
    CONTEXT,
    FIRST,
    ISSUE,
    MOVED,
    SECOND,
    ask,
)

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # of each event, in order: a a b(merged into a) c e(nobody) c
        (
            "SELECT person.properties.email FROM events ORDER BY uuid",
            [("new_7",), ("new_7",), ("new_7",), (None,), (None,), (None,)],
        ),
        (
            "SELECT person.created_at, person.is_identified FROM events WHERE event = 'paid' "
            "ORDER BY uuid",
            [(datetime(2026, 2, 1, tzinfo=UTC), 0), (None, None)],
        ),
        ("SELECT poe.properties.email FROM events ORDER BY uuid LIMIT 2", [("then_7",), (None,)]),
        (
            "SELECT pdi.person_id FROM events ORDER BY uuid",
            [(UUID(ANNA),)] * 3 + [(UUID(CARL),), (None,), (UUID(CARL),)],
        ),
        (
            "SELECT pdi.person.properties.plan, count() FROM events GROUP BY 1 ORDER BY 2, 1",
            [(None, 1), ("free", 2), ("pro", 3)],
        ),
        (
            "SELECT group_0.properties.name, company.properties.seats, project.properties.name "
            "FROM events ORDER BY uuid LIMIT 4",
            [("Acme_7", 12.0, None), (None,) * 3, (None,) * 3, (None, None, "Project_7")],
        ),
        (
            "SELECT session.$entry_pathname, session.$session_duration, session.$pageview_count, "
            "session.session_id, session.$start_timestamp FROM events "
            "WHERE timestamp > '2026-03-01' AND event != '$exception' ORDER BY uuid",
            [
                ("/in", 600, 2, UUID(FIRST), datetime(2026, 3, 1, 10, tzinfo=UTC)),
                ("/in", 600, 2, UUID(FIRST), datetime(2026, 3, 1, 10, tzinfo=UTC)),
                ("/only", 5, 1, UUID(SECOND), datetime(2026, 3, 2, 10, tzinfo=UTC)),
                (None,) * 5,
            ],
        ),
        ("SELECT avg(session.$session_duration) FROM events WHERE distinct_id = 'c'", [(None,)]),
        (
            "SELECT override.person_id FROM events WHERE distinct_id IN ('a', 'b') ORDER BY uuid",
            [(None,), (None,), (UUID(ANNA),)],
        ),
        (
            "SELECT issue_id FROM events WHERE properties.$exception_fingerprint IS NOT NULL "
            "ORDER BY uuid",
            [(UUID(MOVED),), (UUID(ISSUE),)],
        ),
        ("SELECT pdi.distinct_id FROM persons ORDER BY 1", [("a",), ("b",), ("c",)]),
        (
            "SELECT person.properties.email FROM person_distinct_ids ORDER BY distinct_id",
            [("new_7",), ("new_7",), (None,)],
        ),
        (
            "SELECT person.properties.email, person.id FROM session_replay_events",
            [("new_7", UUID(ANNA))],
        ),
        ("SELECT session.$entry_pathname FROM session_replay_events", [("/in",)]),
        ("SELECT console_logs.message FROM session_replay_events", [("console_7",)]),
        (
            "SELECT events.properties.n FROM session_replay_events ORDER BY 1",
            [("1",), ("2",)],
        ),
        (
            "SELECT session_id, event.properties.n FROM sessions "
            "WHERE $start_timestamp > '2026-03-01' ORDER BY 2",
            [(UUID(FIRST), "1"), (UUID(FIRST), "2"), (UUID(SECOND), "3")],
        ),
        (
            "SELECT person.properties.plan FROM cohort_people ORDER BY cohort_id",
            [("pro",), ("free",)],
        ),
        (
            "SELECT person.properties.plan FROM exceptions ORDER BY fingerprint",
            [("pro",), ("free",)],
        ),
        ("SELECT person.properties.plan FROM heatmaps", [("pro",)]),
        # joins that the author writes
        (
            "SELECT p.properties.plan, count() FROM events AS e JOIN persons AS p "
            "ON e.person_id = p.id GROUP BY 1 ORDER BY 1",
            [("free", 2), ("pro", 3)],
        ),
        (
            "SELECT count() FROM events AS e LEFT JOIN persons AS p ON p.id = e.person_id "
            "WHERE p.id = e.person_id",
            [(5,)],
        ),
        (
            "SELECT e.event, e.person.properties.plan FROM persons AS p JOIN events AS e "
            "ON p.id = e.person_id WHERE p.properties.plan = 'free' ORDER BY e.uuid",
            [("paid", "free"), ("$exception", "free")],
        ),
        (
            "SELECT p.properties.name FROM events AS e JOIN persons AS p "
            "ON p.pdi.distinct_id = e.distinct_id WHERE e.event = 'paid'",
            [("carl_7",)],
        ),
        # sub-queries hand on what is asked for
        (
            "SELECT q.props.plan FROM (SELECT person.properties AS props, uuid FROM events) AS q "
            "ORDER BY q.uuid LIMIT 1",
            [("pro",)],
        ),
        (
            "SELECT uniq(person.properties.plan) FROM events WHERE person_id IN "
            "(SELECT id FROM persons WHERE properties.plan = 'pro')",
            [(1,)],
        ),
        (
            "SELECT id FROM persons "
            "WHERE id IN (SELECT person_id FROM events WHERE event = 'view')",
            [(UUID(ANNA),)],
        ),
        (
            "SELECT count() FROM events WHERE person_id IN "
            "(SELECT person_id FROM cohort_people WHERE cohort_id = 5)",
            [(3,)],
        ),
        (
            "SELECT count() FROM events WHERE person_id NOT IN "
            "(SELECT person_id FROM static_cohort_people WHERE cohort_id = 9)",
            [(1,)],
        ),
        ("SELECT count() FROM events WHERE person['properties']['plan'] = 'pro'", [(3,)]),
        (
            "SELECT pdi.* FROM events WHERE distinct_id = 'c' LIMIT 1",
            [("c", UUID(CARL))],
        ),
        (
            "SELECT poe.created_at, poe.id FROM events WHERE distinct_id = 'c' LIMIT 1",
            [(datetime(2026, 2, 1, tzinfo=UTC), UUID(CARL))],
        ),
        (
            "SELECT count(), min(s.$session_duration) FROM sessions AS s JOIN events AS e "
            "ON e.$session_id = s.session_id WHERE e.timestamp >= '2026-03-02'",
            [(1, 5)],
        ),
        (
            "SELECT count() FROM events AS e LEFT JOIN sessions AS s ON s.id = e.$session_id "
            "WHERE e.timestamp >= '2026-03-01' AND s.$session_duration = 600",
            [(2,)],
        ),
        # a session that a bound leaves out must not count as one that is missing
        (
            "SELECT count() FROM events AS e LEFT JOIN sessions AS s "
            "ON e.$session_id = s.session_id WHERE s.$start_timestamp < '2026-01-01'",
            [(3,)],
        ),
    ],
)
def test_a_table_is_reached(tables: Client, query: str, expected: list[tuple[object, ...]]) -> None:
    assert ask(tables, query) == expected


CONDITIONS = (
    "person.properties.email = 'new_7'",
    "person.properties.email != 'new_7'",
    "person.properties.email IS NULL",
    "person.properties.email IS NOT NULL",
    "person.properties.email LIKE '%new%'",
    "person.properties.email NOT LIKE '%new%'",
    "person.properties.email IN ('new_7', 'x')",
    "person.properties.email NOT IN ('new_7', 'x')",
    "NOT person.properties.email = 'new_7'",
    "person.properties.age > 20",
    "person.properties.age <= 30",
    "NOT (person.properties.age > 20)",
    "person.created_at > '2026-01-15'",
    "NOT person.created_at > '2026-01-15'",
    "person.created_at IS NULL",
    "person.properties.email = 'new_7' OR person.properties.plan = 'free'",
    "person.properties.email != 'new_7' AND person.properties.plan != 'free'",
    "person.properties.email = 'new_7' OR event = '$exception'",
    "NOT (person.properties.email = 'new_7' OR event = '$exception')",
    "lower(person.properties.email) = 'new_7'",
    "lower(person.properties.email) != 'new_7'",
    "(person.properties.email ?? 'none') = 'none'",
    "concat(person.properties.email, 'x') = 'new_7x'",
    "if(person.properties.email = 'new_7', event = 'view', event = 'paid')",
    "person.properties.plan = 'pro' AND NOT (event = 'view' AND person.properties.age = 31)",
)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_set_of_keys_answers_what_the_join_answers(tables: Client, condition: str) -> None:
    """The form in the SELECT list always joins: it is the oracle of the one in WHERE."""
    filtered = ask(tables, f"SELECT uuid FROM events WHERE {condition} ORDER BY uuid")
    joined = ask(
        tables,
        f"SELECT uuid, {condition} AS c FROM events ORDER BY uuid",
    )
    assert filtered == [(uuid,) for uuid, holds in joined if holds]
    assert 0 < len(filtered) < 6


OF_GROUPS = (
    "group_0.properties.name = 'Acme_7'",
    "company.properties.name != 'Acme_7'",
    "company.properties.name IS NULL",
    "company.created_at > '2025-01-01'",
    "company.properties.seats >= 12 OR project.properties.name = 'Project_7'",
)


@pytest.mark.parametrize("condition", OF_GROUPS)
def test_a_set_of_groups_answers_what_the_join_answers(tables: Client, condition: str) -> None:
    filtered = ask(tables, f"SELECT uuid FROM events WHERE {condition} ORDER BY uuid")
    joined = ask(tables, f"SELECT uuid, {condition} AS c FROM events ORDER BY uuid")
    assert filtered == [(uuid,) for uuid, holds in joined if holds]
    assert 0 < len(filtered) < 6


def test_a_group_type_that_the_project_lacks_has_no_groups(tables: Client) -> None:
    query = "SELECT group_4.properties.name, group_4.created_at, $group_4 FROM events LIMIT 1"
    assert ask(tables, query) == [(None, None, "")]
    filtered = "SELECT count() FROM events WHERE group_4.properties.name = 'x'"
    assert ask(tables, filtered) == [(0,)]


def test_a_filter_on_persons_reads_no_join() -> None:
    compiled = compile_query(
        "SELECT count() FROM events WHERE person.properties.plan = 'pro'", CONTEXT
    )
    assert "JOIN" not in compiled.sql
    assert "IN (SELECT cityHash64(" in compiled.sql


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("s.$start_timestamp >= '2026-03-02'", [(UUID(SECOND),)]),
        (
            "s.$start_timestamp >= '2026-03-01' AND s.$start_timestamp < '2026-03-02'",
            [(UUID(FIRST),)],
        ),
        ("toDate(s.$start_timestamp) = '2026-03-02'", [(UUID(SECOND),)]),
    ],
)
def test_times_bound_the_sessions_that_are_read(
    tables: Client, condition: str, expected: list[tuple[object, ...]]
) -> None:
    assert ask(tables, f"SELECT s.session_id FROM sessions AS s WHERE {condition}") == expected


def test_the_index_serves_the_bound_of_sessions(tables: Client) -> None:
    compiled = compile_query(
        "SELECT count() FROM sessions WHERE $start_timestamp >= '2026-03-01'", CONTEXT
    )
    plan = tables.query(f"EXPLAIN indexes = 1 {compiled.sql}", parameters=dict(compiled.parameters))
    text = "\n".join(row[0] for row in plan.result_rows)
    assert "session_start" in text[text.index("PrimaryKey") :]
