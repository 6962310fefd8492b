"""How a statement would be answered, line by line, in our own words.

Compiled, Findings, Cost  ->  ("Reads events: event, timestamp; narrowed by timestamp.", ...)

ClickHouse's own plan is not shown: it counts parts and granules of every team's rows.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.compile import Compiled
    from hogql.editor.cost import Cost, Read

_UNITS: Final = ("bytes", "kB", "MB", "GB", "TB")


def explain(
    compiled: "Compiled", reads: "tuple[Read, ...]", cost: "Cost | None"
) -> tuple[str, ...]:
    """The lines, from what is read to what is answered."""
    return tuple(_lines(compiled, reads, cost))


def _lines(compiled: "Compiled", reads: "tuple[Read, ...]", cost: "Cost | None") -> "Iterator[str]":
    for read in reads:
        columns = ", ".join(sorted(read.columns)) or "no column"
        bounds = ", ".join(sorted(read.bounded_by)) or "nothing but the project"
        yield f"Reads {read.table}: {columns}; narrowed by {bounds}."
    if cost is not None:
        yield f"At most {cost.rows:,} rows, about {size(cost.bytes)}, are read."
    if compiled.limit is not None:
        yield f"At most {compiled.limit:,} rows are answered."
    seconds, memory = (compiled.settings.get(name) for name in _BOUNDS)
    if isinstance(seconds, int) and isinstance(memory, int):
        yield f"It may run for {seconds} s and use {size(memory)} of memory."


_BOUNDS: Final = ("max_execution_time", "max_memory_usage")


def size(count: int) -> str:
    """A number of bytes for people: ``1.5 MB``."""
    value, unit = float(count), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.3g} {_UNITS[unit]}"
