"""An explanation is in our words: what is read, how much of it, and the bounds of the run."""

from __future__ import annotations

import pytest

from hogql.compile import compile_query
from hogql.context import Context
from hogql.editor.cost import Cost
from hogql.editor.explain import explain, size
from hogql.editor.footprint import reads_of

TEXT = "SELECT event FROM events WHERE timestamp > '2026-01-01' LIMIT 5"


def test_the_lines_go_from_what_is_read_to_what_is_answered() -> None:
    compiled = compile_query(TEXT, Context(team_id=7))

    assert explain(compiled, reads_of(compiled.sql), Cost(rows=8192, bytes=81_920)) == (
        "Reads events: event; narrowed by timestamp.",
        "At most 8,192 rows, about 81.9 kB, are read.",
        "At most 5 rows are answered.",
        "It may run for 60 s and use 4 GB of memory.",
    )


def test_without_an_estimate_nothing_is_said_of_it() -> None:
    compiled = compile_query(TEXT, Context(team_id=7))

    assert "are read" not in " ".join(explain(compiled, (), None))


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (2 * 10**12, "2 TB")]
)  # fmt: skip
def test_sizes_are_for_people(count: int, text: str) -> None:
    assert size(count) == text
