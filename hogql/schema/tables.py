"""Every table the compiler knows: those that queries may name, and its own.

name written after FROM  ->  TABLES  ->  Table, Computed or SystemTable, or "Unknown table"
"""

from typing import Final

from hogql.schema.cohorts import COHORT_PEOPLE, RAW_COHORT_PEOPLE, STATIC_COHORT_PEOPLE
from hogql.schema.columns import Computed, RawColumn, SystemTable, Table, VirtualTable
from hogql.schema.errors import EXCEPTIONS, FINGERPRINTS, RAW_FINGERPRINTS
from hogql.schema.events import EVENTS
from hogql.schema.persons import (
    GROUPS,
    PERSON_DISTINCT_ID_OVERRIDES,
    PERSON_DISTINCT_IDS,
    PERSONS,
    RAW_GROUPS,
    RAW_PERSON_DISTINCT_ID_OVERRIDES,
    RAW_PERSON_DISTINCT_IDS,
    RAW_PERSONS,
)
from hogql.schema.replay import (
    BATCH_EXPORT_LOGS,
    CONSOLE_LOGS,
    HEATMAPS,
    LOG_ENTRIES,
    RAW_SESSION_REPLAY_EVENTS,
    SESSION_REPLAY_EVENTS,
)
from hogql.schema.sessions import RAW_SESSIONS, SESSIONS
from hogql.schema.system import (
    APP_METRICS,
    INGESTION_WARNINGS,
    QUERY_LOG,
    RAW_QUERY_LOG,
    SYSTEM_TABLES,
)
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

_ALL: Final[tuple[VirtualTable, ...]] = (
    EVENTS,
    PERSONS,
    GROUPS,
    SESSIONS,
    PERSON_DISTINCT_IDS,
    PERSON_DISTINCT_ID_OVERRIDES,
    COHORT_PEOPLE,
    STATIC_COHORT_PEOPLE,
    SESSION_REPLAY_EVENTS,
    LOG_ENTRIES,
    CONSOLE_LOGS,
    BATCH_EXPORT_LOGS,
    HEATMAPS,
    EXCEPTIONS,
    FINGERPRINTS,
    APP_METRICS,
    QUERY_LOG,
    RAW_PERSONS,
    RAW_GROUPS,
    RAW_SESSIONS,
    RAW_PERSON_DISTINCT_IDS,
    RAW_PERSON_DISTINCT_ID_OVERRIDES,
    RAW_COHORT_PEOPLE,
    RAW_SESSION_REPLAY_EVENTS,
    RAW_FINGERPRINTS,
    RAW_QUERY_LOG,
    INGESTION_WARNINGS,
    *SYSTEM_TABLES.values(),
)
TABLES: Final[dict[str, VirtualTable]] = {table.name: table for table in _ALL}
"""The tables that a query may name."""


def _physical(table: VirtualTable) -> str | None:
    if isinstance(table, SystemTable):
        return None
    return table.base.physical if isinstance(table, Computed) else table.physical


PHYSICAL_TABLES: Final = frozenset(
    {name for table in _ALL if (name := _physical(table)) is not None} | {PERSON_OVERRIDES.physical}
)
"""The tables that generated SQL may read; the verifier holds its own copy of this list."""

PERSON_DICTIONARY: Final = "person_overrides_dict"
