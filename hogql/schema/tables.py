"""Every table the compiler knows: those that queries may name, and its own.

name written after FROM  ->  TABLES  ->  Table, or "Unknown table"
"""

from typing import Final

from hogql.schema.columns import RawColumn, Table
from hogql.schema.events import EVENTS
from hogql.types import INT, UUID

PERSON_OVERRIDES: Final = Table(
    name="person_overrides",
    physical="person_overrides",
    fields={
        "old_key": RawColumn(physical="old_key", type=INT),
        "person_id": RawColumn(physical="person_id", type=UUID),
    },
    final=True,
)
"""Not for users: gives the UUID of a merged person for output rows (clickhouse 7.7)."""

TABLES: Final[dict[str, Table]] = {"events": EVENTS}
"""The tables that a query may name."""

PHYSICAL_TABLES: Final = frozenset({EVENTS.physical, PERSON_OVERRIDES.physical})
"""The tables that generated SQL may read; the verifier holds its own copy of this list."""

PERSON_DICTIONARY: Final = "person_overrides_dict"
