"""Lazy joins as text, right after the source they start from.

    events, joined {person: ...}  ->  LEFT ANY JOIN (guard) AS events_person ON ...

What nobody reads is left out: a LEFT ANY JOIN changes neither the rows nor their number.
"""

from typing import TYPE_CHECKING

from hogql.plan.queries import Select
from hogql.plan.sources import NumbersSource, QuerySource, Source
from hogql.printer.expressions import write

if TYPE_CHECKING:
    from hogql.plan.queries import Join
    from hogql.printer.selects import Printer


def write_joined(source: Source, printer: "Printer") -> str:
    """The joins of a source; written before the source itself, as they decide what it reads."""
    if isinstance(source, NumbersSource) or not source.joined:
        return ""
    # From the last to the first: a later one may start from an earlier one's columns.
    found = [_write(join, printer) for join in reversed(source.joined.values())]
    return "".join(reversed(found))


def _write(join: "Join", printer: "Printer") -> str:
    further = write_joined(join.source, printer)
    if join.on is None or (join.kind == "LEFT ANY JOIN" and not _is_read(join.source)):
        return ""
    condition = write(join.on, printer)
    return f" {join.kind} {printer.source(join.source)} ON {condition}{further}"


def _is_read(source: Source) -> bool:
    if isinstance(source, QuerySource):
        return isinstance(source.query, Select) and bool(source.query.used)
    return isinstance(source, NumbersSource) or bool(source.needed)
