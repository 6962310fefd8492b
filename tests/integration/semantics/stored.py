"""Reads back what the cases came to, from the tables of ClickHouse and PostgreSQL themselves.

tables --read_all--> {team_id: Stored}
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, LiteralString

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client
    from psycopg import Connection

Record = dict[str, Any]

NO_UUID: Final = "00000000-0000-0000-0000-000000000000"
# Not properties of their own: the table's other columns.
PLAIN: Final = frozenset(
    {
        *("uuid", "team_id", "event", "timestamp", "distinct_id", "person_id", "person_key"),
        *("session_id", "window_id", "properties", "groups", "person_properties"),
        *("elements_chain", "person_mode", "inserted_at"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """All that the stores hold of one project. ``columnar_*`` is ClickHouse's idea of the same.

    ``overrides`` are merged persons: own id to that of the person whose events they are now;
    ``owner_overrides`` say the same by distinct id.
    """

    events: list[Record] = field(default_factory=list)
    persons: list[Record] = field(default_factory=list)
    columnar_persons: list[Record] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    columnar_owners: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    owner_overrides: dict[str, str] = field(default_factory=dict)
    groups: list[Record] = field(default_factory=list)
    group_types: dict[str, int] = field(default_factory=dict)
    event_definitions: dict[str, Record] = field(default_factory=dict)
    property_definitions: dict[str, dict[str, str | None]] = field(default_factory=dict)
    event_properties: dict[str, set[str]] = field(default_factory=dict)
    heatmaps: list[Record] = field(default_factory=list)
    exceptions: list[Record] = field(default_factory=list)
    sessions: list[Record] = field(default_factory=list)
    warnings: list[Record] = field(default_factory=list)


def read_all(client: Client, connection: Connection) -> dict[int, Stored]:
    """Return what is stored of every project."""
    found: dict[int, Stored] = defaultdict(Stored)
    for row in _rows(client, "SELECT * FROM events FINAL ORDER BY timestamp, event, uuid"):
        found[row["team_id"]].events.append(_event(row))
    _read_columnar_persons(client, found)
    for table in ("heatmaps", "exceptions"):
        for row in _rows(client, f"SELECT * FROM {table} FINAL ORDER BY timestamp, uuid"):
            getattr(found[row["team_id"]], table).append(row)
    for row in _rows(client, "SELECT * FROM groups FINAL ORDER BY group_type, group_key"):
        found[row["team_id"]].groups.append(row)
    for row in _rows(client, SESSIONS):
        found[row["team_id"]].sessions.append(row)
    for row in _rows(client, "SELECT team_id, source, type, details FROM ingestion_warnings"):
        found[row["team_id"]].warnings.append({**row, "details": orjson.loads(row["details"])})
    _read_persons(connection, found)
    _read_definitions(connection, found)
    return found


SESSIONS: Final = """
SELECT team_id, toString(session_id) AS session_id, min(session_start) AS start,
  uniqExactMerge(pageviews) AS pageviews, min(min_timestamp) AS began, max(max_timestamp) AS ended
FROM sessions GROUP BY team_id, session_id
"""


def _rows(client: Client, statement: str) -> Iterator[Record]:
    result = client.query(statement)
    for row in result.result_rows:
        yield dict(zip(result.column_names, map(_plain, row), strict=True))


def _plain(value: Any) -> Any:
    """Return UUIDs and moments as text, everything else as it is."""
    if hasattr(value, "isoformat"):
        return value.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    return str(value) if hasattr(value, "hex") and hasattr(value, "fields") else value


def _event(row: Record) -> Record:
    """Return the row with its properties together, wherever the table keeps them."""
    hot = {name: value for name, value in row.items() if name not in PLAIN and value != ""}
    plain = {name: value for name, value in row.items() if name in PLAIN}
    return {**plain, "properties": {**row["properties"], **hot}}


def _read_columnar_persons(client: Client, found: dict[int, Stored]) -> None:
    for row in _rows(client, "SELECT * FROM person FINAL"):
        found[row["team_id"]].columnar_persons.append(row)
    for row in _rows(client, "SELECT * FROM person_distinct_id FINAL"):
        found[row["team_id"]].columnar_owners[row["distinct_id"]] = row["person_id"]
    for row in _rows(client, "SELECT * FROM person_overrides FINAL"):
        found[row["team_id"]].overrides[row["old_person_id"]] = row["person_id"]
    for row in _rows(client, "SELECT * FROM person_distinct_id_overrides FINAL"):
        found[row["team_id"]].owner_overrides[row["distinct_id"]] = row["person_id"]


def _read_persons(connection: Connection, found: dict[int, Stored]) -> None:
    for row in _records(
        connection,
        "SELECT team_id, id, properties, created_at AT TIME ZONE 'UTC' AS created_at, is_identified"
        " FROM persons WHERE NOT is_deleted",
    ):
        found[row["team_id"]].persons.append(row)
    for row in _records(connection, "SELECT * FROM person_distinct_ids WHERE NOT is_deleted"):
        found[row["team_id"]].owners[row["distinct_id"]] = row["person_id"]
    for row in _records(connection, "SELECT * FROM group_types"):
        found[row["team_id"]].group_types[row["group_type"]] = row["group_type_index"]


def _read_definitions(connection: Connection, found: dict[int, Stored]) -> None:
    for row in _records(
        connection,
        "SELECT team_id, name, first_seen_at AT TIME ZONE 'UTC' AS first_seen_at,"
        " last_seen_at AT TIME ZONE 'UTC' AS last_seen_at FROM event_definitions",
    ):
        found[row["team_id"]].event_definitions[row["name"]] = row
    for row in _records(
        connection,
        "SELECT team_id, type, group_type_index, name, property_type FROM property_definitions",
    ):
        place = "" if row["group_type_index"] < 0 else f" {row['group_type_index']}"
        of_kind = found[row["team_id"]].property_definitions.setdefault(row["type"] + place, {})
        of_kind[row["name"]] = row["property_type"]
    for row in _records(connection, "SELECT team_id, event, property FROM event_properties"):
        found[row["team_id"]].event_properties.setdefault(row["event"], set()).add(row["property"])


def _records(connection: Connection, statement: LiteralString) -> Iterator[Record]:
    cursor = connection.execute(statement)
    names = [column.name for column in cursor.description or ()]
    for row in cursor.fetchall():
        yield dict(zip(names, map(_plain, row), strict=True))
