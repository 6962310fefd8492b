"""What a statement would cost at most, told from what it reads before it runs.

    Reads of the statement, rows that the indexes leave of each table  ->  Cost(rows, bytes)

The numbers are rounded up to whole granules: what stands in a granule beside a team's own rows is
nobody's affair.
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GRANULE: Final = 8192
_TEXT: Final = 40
_WIDTHS: Final[dict[str, int]] = {
    "uuid": 16,
    "id": 16,
    "team_id": 4,
    "event": 2,
    "timestamp": 8,
    "inserted_at": 8,
    "created_at": 8,
    "person_id": 16,
    "person_key": 8,
    "session_id": 16,
    "window_id": 16,
    "properties": 600,
    "person_properties": 300,
    "groups": 60,
    "elements_chain": 400,
    "message": 200,
    "is_deleted": 1,
    "version": 8,
    "cohort_id": 4,
    "old_key": 8,
    "new_key": 8,
}
"""Bytes of a value before compression, by column; any other counts as a short text."""


class Read(Struct, frozen=True, kw_only=True):
    """One guarded read of a physical table: its columns, and those its conditions narrow it by."""

    table: str
    columns: frozenset[str]
    bounded_by: frozenset[str]

    @property
    def width(self) -> int:
        """The bytes of one row, roughly."""
        return sum(_WIDTHS.get(column, _TEXT) for column in self.columns)


class Cost(Struct, frozen=True, kw_only=True):
    """The most that a statement reads."""

    rows: int
    bytes: int


def cost_of(reads: "Iterable[Read]", rows: "Mapping[str, int]") -> Cost:
    """The most that the reads take, from the rows that indexes leave of each table."""
    found = list(reads)
    widest = {read.table: 0 for read in found}
    for read in found:
        widest[read.table] = max(widest[read.table], read.width)
    whole = {table: -(-rows.get(table, 0) // GRANULE) * GRANULE for table in widest}
    return Cost(
        rows=sum(whole.values()),
        bytes=sum(count * widest[table] for table, count in whole.items()),
    )
