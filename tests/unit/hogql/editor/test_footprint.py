"""What a statement reads is taken from its SQL, guard by guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hogql.compile import compile_query
from hogql.context import Context
from hogql.editor.footprint import reads_of

if TYPE_CHECKING:
    from hogql.editor.cost import Read


def reads(text: str) -> list[Read]:
    return list(reads_of(compile_query(text, Context(team_id=7)).sql))


def test_a_read_lists_its_columns_and_what_narrows_it() -> None:
    (read,) = reads("SELECT event, properties.plan FROM events WHERE timestamp > '2026-01-01'")

    assert read.table == "events"
    assert read.columns == {"event", "properties"}
    assert read.bounded_by == {"timestamp"}


def test_a_condition_outside_of_the_guard_narrows_too() -> None:
    (read,) = reads("SELECT count() FROM events WHERE timestamp > now() - INTERVAL 1 DAY")

    assert read.bounded_by == {"timestamp"}


def test_a_condition_on_another_table_narrows_nothing() -> None:
    text = "SELECT 1 FROM events a JOIN events b ON a.uuid = b.uuid WHERE a.event = 'x'"

    assert [read.bounded_by for read in reads(text)] == [{"event"}, frozenset()]


def test_every_table_of_a_join_is_a_read() -> None:
    found = {read.table for read in reads("SELECT person.properties.email FROM events")}

    assert found == {"events", "person"}


def test_a_statement_without_tables_reads_nothing() -> None:
    assert reads("SELECT number FROM numbers(3)") == []
