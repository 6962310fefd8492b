"""Our parser against sqlglot's, on texts that both accept (docs/decisions/0011)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import sqlglot

from hogql.parser import parse_select
from tools.bench.rows import MILLISECONDS, Goal, Row
from tools.bench.texts import BY_SIZE
from tools.bench.timing import interleaved

if TYPE_CHECKING:
    from tools.bench.rows import Options

GOAL: Final = Goal(of="ratio", bound=0.2)


def measure(options: Options) -> list[Row]:
    """Return a row for each size of query."""
    rounds = 9 if options.quick else 41
    return [_row(size, text, rounds) for size, text in BY_SIZE.items()]


def _row(size: str, text: str, rounds: int) -> Row:
    pair = interleaved(
        partial(parse_select, text),
        partial(sqlglot.parse_one, text, dialect="clickhouse"),
        rounds=rounds,
    )
    return Row(
        name=f"parse {size}",
        comparison=f"hogql.parser / sqlglot, {len(text.strip())} characters",
        measured=pair.ours * MILLISECONDS,
        reference=pair.theirs * MILLISECONDS,
        unit="ms",
        goal=GOAL,
    )
