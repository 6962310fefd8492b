"""The schema on a real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hogql.schema.hot import HOT_COLUMNS
from shared.clickhouse.migrate import FOLDER, migrate, render

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TABLES = {
    *("events", "event_hours", "sessions", "person", "person_distinct_id"),
    *("person_distinct_id_overrides", "person_overrides", "person_overrides_dict", "groups"),
    *("cohort_people", "person_static_cohort", "session_replay_events"),
    *("session_recording_blocks", "heatmaps", "exceptions"),
    *("error_tracking_issue_fingerprint_overrides", "property_values", "property_definitions"),
    *("app_metrics", "log_entries", "events_dead_letter", "ingestion_warnings"),
    *("query_log", "sessions_of_events"),
    "reconciliations",
    "person_ids_dict",
    "summed_up",
    "schema_migrations",
}


def test_a_migrated_database_has_every_table_and_nothing_left_to_apply(clickhouse: Client) -> None:
    found = clickhouse.query("SELECT name FROM system.tables WHERE database = currentDatabase()")
    assert {name for (name,) in found.result_rows} == TABLES
    assert migrate(clickhouse) == []


def test_every_statement_may_run_again_over_an_existing_schema(clickhouse: Client) -> None:
    for path in sorted(FOLDER.glob("*.sql")):
        for statement in render(path.read_text(), database=str(clickhouse.database), cluster=False):
            clickhouse.command(statement)
    clickhouse.command("TRUNCATE TABLE schema_migrations")
    assert migrate(clickhouse) == sorted(path.stem for path in FOLDER.glob("*.sql"))


def test_the_hot_columns_of_the_table_are_those_of_the_list(clickhouse: Client) -> None:
    found = clickhouse.query(
        "SELECT name, type FROM system.columns WHERE database = currentDatabase()"
        " AND table = 'events' ORDER BY position"
    ).result_rows
    start = [name for name, _ in found].index("window_id") + 1
    hot = found[start : start + len(HOT_COLUMNS)]
    assert list(hot) == [(column.name, column.type) for column in HOT_COLUMNS]
    assert found[start + len(HOT_COLUMNS)][0] == "properties"


def test_the_overrides_dictionary_resolves_a_merged_person(clickhouse: Client) -> None:
    clickhouse.command(
        "INSERT INTO person_overrides (team_id, old_key, new_key, version) VALUES (1, 5, 9, 1)"
    )
    clickhouse.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    resolved = clickhouse.query(
        "SELECT dictGetOrDefault('person_overrides_dict', 'new_key', toUInt64(5), toUInt64(5)),"
        " dictGetOrDefault('person_overrides_dict', 'new_key', toUInt64(6), toUInt64(6))"
    ).result_rows
    assert list(resolved) == [(9, 6)]
