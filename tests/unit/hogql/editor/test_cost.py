"""Costs are told in whole granules, whatever else stands in them."""

from __future__ import annotations

from hogql.editor.cost import Read, cost_of


def read(table: str, *columns: str) -> Read:
    return Read(table=table, columns=frozenset(columns), bounded_by=frozenset())


def test_rows_are_rounded_up_to_whole_granules() -> None:
    assert cost_of([read("events", "uuid")], {"events": 1}).rows == 8192
    assert cost_of([read("events", "uuid")], {"events": 8193}).rows == 16384


def test_bytes_follow_the_columns() -> None:
    narrow = cost_of([read("events", "event")], {"events": 8192})
    wide = cost_of([read("events", "event", "properties")], {"events": 8192})

    assert narrow.bytes == 8192 * 2
    assert wide.bytes > 100 * narrow.bytes


def test_a_table_that_has_no_rows_costs_nothing() -> None:
    assert cost_of([read("person", "id")], {}).rows == 0


def test_a_table_that_is_read_twice_counts_its_rows_once() -> None:
    reads = [read("events", "event"), read("events", "uuid")]

    assert cost_of(reads, {"events": 8192}).rows == 8192
