"""Every table of the schema: known answers, current versions only, one team only (hogql 6)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from hogql.context import Context
from hogql.schema.columns import SystemTable
from hogql.schema.tables import TABLES
from tests.integration.hogql.tables_data import (
    ANNA,
    CARL,
    EVE,
    FIRST,
    ISSUE,
    LONG_AGO,
    MOVED,
    SECOND,
    ask,
)

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # persons: the newest version; merged and deleted ones are gone
        ("SELECT id FROM persons ORDER BY id", [(UUID(ANNA),), (UUID(CARL),)]),
        ("SELECT properties.email FROM persons ORDER BY id", [("new_7",), (None,)]),
        ("SELECT id FROM persons WHERE properties.email = 'old_7'", []),
        ("SELECT id FROM persons WHERE properties.email IS NULL", [(UUID(CARL),)]),
        ("SELECT avg(properties.age), any(is_identified) FROM persons", [(30.0, 1)]),
        (f"SELECT properties.plan FROM persons WHERE id = '{ANNA}'", [("pro",)]),
        (
            f"SELECT JSONExtractString(properties, 'plan') FROM persons WHERE id = '{ANNA}'",
            [("pro",)],
        ),
        ("SELECT id FROM persons WHERE created_at > '2026-01-15'", [(UUID(CARL),)]),
        ("SELECT count(), max(version) FROM raw_persons", [(2, 2)]),
        # distinct ids
        (
            "SELECT distinct_id, person_id FROM person_distinct_ids ORDER BY distinct_id",
            [("a", UUID(ANNA)), ("b", UUID(ANNA)), ("c", UUID(CARL))],
        ),
        ("SELECT distinct_id FROM person_distinct_id_overrides", [("b",)]),
        ("SELECT count() FROM raw_person_distinct_id_overrides", [(2,)]),
        # groups
        (
            "SELECT index, key, properties.name FROM groups ORDER BY index",
            [(0, "acme", "Acme_7"), (1, "acme", "Project_7")],
        ),
        ("SELECT properties.name FROM groups WHERE index = 1", [("Project_7",)]),
        # cohorts: the current version, members as the persons they are now
        (
            "SELECT cohort_id, person_id FROM cohort_people ORDER BY cohort_id",
            [(5, UUID(ANNA)), (6, UUID(CARL))],
        ),
        ("SELECT count() FROM raw_cohort_people", [(4,)]),
        (
            "SELECT person_id FROM static_cohort_people WHERE cohort_id = 9 ORDER BY person_id",
            [(UUID(ANNA),), (UUID(CARL),)],
        ),
        # sessions: one row each, whatever number of rows it was written in
        ("SELECT count(), uniq(session_id) FROM sessions", [(3, 3)]),
        (
            "SELECT $pageview_count, $session_duration, $is_bounce, $num_uniq_urls FROM sessions "
            f"WHERE session_id = '{FIRST}'",
            [(2, 600, 0, 3)],
        ),
        (
            "SELECT $entry_current_url, $entry_pathname, $entry_hostname, $entry_utm_source, "
            "$entry_utm_term, $entry_msclkid, $entry_ttclid, $exit_pathname, $end_current_url, "
            f"$entry_referring_domain FROM sessions WHERE id = '{FIRST}'",
            [
                (
                    "https://h7.com/in?msclkid=M7",
                    "/in",
                    "h7.com",
                    "source_7",
                    None,
                    "M7",
                    None,
                    "/out",
                    "https://h7.com/out?x=1",
                    "ref_7",
                )
            ],
        ),
        (
            "SELECT session_id, $is_bounce FROM sessions WHERE $start_timestamp >= '2026-03-01' "
            "ORDER BY $start_timestamp",
            [(UUID(FIRST), 0), (UUID(SECOND), 1)],
        ),
        (
            "SELECT session_id FROM sessions WHERE $end_timestamp < '2026-01-01'",
            [(UUID(LONG_AGO),)],
        ),
        (
            "SELECT $start_timestamp FROM sessions ORDER BY $start_timestamp LIMIT 1",
            [(datetime(2025, 8, 1, 12, tzinfo=UTC),)],
        ),
        ("SELECT uniqExactMerge(pageviews), uniq(session_id) FROM raw_sessions", [(4, 3)]),
        # recordings: folded, deleted ones gone
        (
            "SELECT session_id, distinct_id, click_count, size, duration, first_url, "
            "length(all_urls) FROM session_replay_events",
            [(FIRST, "b", 5, 30, 600, "https://h7.com/in", 2)],
        ),
        ("SELECT sum(click_count), max(is_deleted) FROM raw_session_replay_events", [(6, 1)]),
        ("SELECT count() FROM session_replay_events WHERE start_time > '2026-03-02'", [(0,)]),
        # logs, heatmaps, errors, metrics
        ("SELECT message FROM log_entries ORDER BY message", [("console_7",), ("export_7",)]),
        ("SELECT message FROM console_logs_log_entries", [("console_7",)]),
        ("SELECT message FROM batch_export_log_entries", [("export_7",)]),
        ("SELECT x, y, type FROM heatmaps", [(7, 2, "click")]),
        (
            "SELECT fingerprint, issue_id FROM exceptions ORDER BY fingerprint",
            [("f1", UUID(MOVED)), ("f2", UUID(ISSUE))],
        ),
        ("SELECT fingerprint FROM error_tracking_issue_fingerprint_overrides", [("f1",)]),
        ("SELECT sum(count) FROM app_metrics", [(8,)]),
        ("SELECT type FROM system.ingestion_warnings", [("type_7",)]),
        ("SELECT query, created_by FROM query_log", [("query_7_5", 5)]),
        ("SELECT query FROM query_log WHERE user_id = 6", []),
        ("SELECT query FROM raw_query_log WHERE user_id = 6 OR 1", [("query_7_5",)]),
        ("SELECT sum(number) FROM numbers(5)", [(10,)]),
        # rows of the context
        (
            "SELECT id, name, deleted, count, created_by_id, created_at FROM system.cohorts",
            [
                (5, "five's", False, 2, 1, datetime(2026, 1, 1, 10, tzinfo=UTC)),
                (6, "six", True, None, None, datetime(2026, 1, 2, tzinfo=UTC)),
            ],
        ),
        ("SELECT name FROM system.cohorts WHERE count IS NULL", [("six",)]),
        ("SELECT count() FROM system.dashboards", [(0,)]),
        # saved queries
        ("SELECT name, who FROM carls", [("carl_7", UUID(CARL))]),
        ("SELECT c.name FROM carls AS c JOIN persons AS p ON p.id = c.who", [("carl_7",)]),
    ],
)
def test_a_table_answers(tables: Client, query: str, expected: list[tuple[object, ...]]) -> None:
    assert ask(tables, query) == expected


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_star_of_each_table_runs_and_shows_one_team_s_rows(tables: Client, name: str) -> None:
    shown = repr(ask(tables, f"SELECT * FROM {name}"))
    assert "_8" not in shown
    assert "h8.com" not in shown
    if not isinstance(TABLES[name], SystemTable):
        assert shown != "[]"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_field_of_each_table_can_be_read(tables: Client, name: str) -> None:
    table = TABLES[name]
    states = {"pageviews", "screens", "autocaptures"}
    fields = [
        f"`{field}`"
        for field, kind in table.fields.items()
        if type(kind).__name__ not in {"LazyJoin", "Nested", "Traverser"} and field not in states
    ]
    rows = ask(tables, f"SELECT {', '.join(fields)} FROM {name}")
    assert all(len(row) == len(fields) for row in rows)


def test_what_the_plan_does_not_keep_is_not_read(tables: Client) -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    context = Context(team_id=7, events_since=since)
    assert ask(tables, "SELECT count() FROM events", context) == [(5,)]
    assert ask(tables, "SELECT count() FROM events") == [(6,)]


def test_the_person_of_old_events_is_told_by_its_own_id(tables: Client) -> None:
    rows = ask(tables, "SELECT person_id FROM events WHERE distinct_id = 'e'")
    assert rows == [(UUID(EVE),)]


def test_a_project_without_group_types_has_no_places_for_its_groups(tables: Client) -> None:
    rows = ask(tables, "SELECT index, key FROM groups ORDER BY key LIMIT 1", Context(team_id=7))
    assert rows == [(-1, "acme")]
