"""Inserts sealed rows: ClickHouse itself splits the properties of each line into columns.

    JSON lines of the write-ahead log --INSERT SELECT--> hot columns + properties map of ``events``
                                                     --> ``heatmaps``, ``exceptions`` as they are

The bytes pass through untouched (clickhouse 8.4), so an old object still loads after a hot column
was added. ``properties`` is read as a map: as fast as JSONExtract from text (26.9, 20k rows of
1.1 kB, one core, level within the noise), and it keeps numbers as they were written (1.0, not 1).
The source differs by transport. Trap: the embedded engine accepts ``input()`` with inline data and
inserts nothing, so it reads a file.
"""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final, Literal

from clickhouse_connect.driver.exceptions import Error

from hogql.schema.hot import HOT_COLUMNS
from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Target = Literal["events", "heatmaps", "exceptions"]

# The fields of a line, in the order of the table's columns; properties is split on its way.
LINE_TYPES: Final = {
    "uuid": "UUID",
    "team_id": "UInt32",
    "event": "String",
    "at": "Int64",
    "distinct_id": "String",
    "person_id": "UUID",
    "properties": "Map(String, String)",
    "groups": "Map(String, String)",
    "elements_chain": "String",
    "person_mode": "String",
}
# What lines said themselves before ClickHouse took it out of ``at`` and the properties.
_OLD_TYPES: Final = {
    "timestamp": "DateTime64(3, 'UTC')",
    "session_id": "UUID",
    "window_id": "UUID",
}
# The other tables take the fields of their lines as they are.
_TYPES: Final[Mapping[Target, Mapping[str, str]]] = {
    "events": {**LINE_TYPES, **_OLD_TYPES},
    "heatmaps": {
        "team_id": "UInt32",
        "timestamp": "DateTime64(3, 'UTC')",
        "type": "String",
        "current_url": "String",
        "session_id": "String",
        "distinct_id": "String",
        "x": "Int16",
        "y": "Int16",
        "scale_factor": "Int16",
        "viewport_width": "Int16",
        "viewport_height": "Int16",
        "pointer_target_fixed": "Bool",
        "uuid": "UUID",
        "position": "UInt16",
    },
    "exceptions": {
        "team_id": "UInt32",
        "issue_id": "UUID",
        "fingerprint": "String",
        "timestamp": "DateTime64(3, 'UTC')",
        "uuid": "UUID",
        "distinct_id": "String",
        "person_id": "UUID",
        "session_id": "UUID",
        "types": "Array(String)",
        "values": "Array(String)",
        "sources": "Array(String)",
        "functions": "Array(String)",
        "level": "String",
        "handled": "Bool",
        "release": "String",
    },
}
TARGETS: Final[tuple[Target, ...]] = tuple(_TYPES)
NO_UUID: Final = "toUUID('00000000-0000-0000-0000-000000000000')"
# Every value of properties arrives as text: strings as they are, everything else as its JSON.
# One thread and one block per object: a repeated token must meet the same blocks. A batch may hold
# events of any number of months.
SETTINGS: Final[dict[str, str | int]] = {
    "async_insert": 0,
    "max_threads": 1,
    "max_insert_threads": 1,
    "max_partitions_per_insert_block": 0,
    "deduplicate_blocks_in_dependent_materialized_views": 1,
    "input_format_json_read_objects_as_strings": 1,
    "input_format_json_read_arrays_as_strings": 1,
    "input_format_json_read_numbers_as_strings": 1,
    "input_format_json_read_bools_as_strings": 1,
}


def _text(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _split() -> str:
    """Return the head of the statement that splits the properties of events.

    Ids of sessions and windows that are UUIDs get columns of their own, others stay properties.
    """
    hot = [column.name for column in HOT_COLUMNS]
    plain = [name for name in LINE_TYPES if name not in {"at", "properties"}]
    taken = ["timestamp", "session_id", "window_id", *(f"`{name}`" for name in hot), "properties"]
    is_hot = f"name IN ({', '.join(map(_text, hot))})"
    is_id = " OR ".join(
        f"(name = '${name}' AND {name} != {NO_UUID})" for name in ("session_id", "window_id")
    )
    values = [
        "if(at = 0, timestamp, fromUnixTimestamp64Milli(at, 'UTC'))",
        *("session_id", "window_id"),
        *(f"p[{_text(name)}]" for name in hot),
        f"mapFilter((name, value) -> NOT ({is_hot} OR {is_id}), p)",
    ]
    return (
        f"INSERT INTO events ({', '.join([*plain, *taken])}) "
        f"SELECT {', '.join([*plain, *values])} "
        "FROM (SELECT * EXCEPT (properties, session_id, window_id), properties AS p, "
        f"{_uuid('session_id')} AS session_id, {_uuid('window_id')} AS window_id FROM "
    )


def _uuid(name: str) -> str:
    """Return the UUID that a property is, in its canonical form alone; the empty one otherwise."""
    said = f"p['${name}']"
    read = f"if(length({said}) = 36, toUUIDOrZero({said}), {NO_UUID})"
    return f"if(line.{name} = {NO_UUID}, {read}, line.{name})"


def _as_they_are(target: Target) -> str:
    columns = ", ".join(f"`{name}`" for name in _TYPES[target])
    return f"INSERT INTO {target} ({columns}) SELECT {columns} FROM (SELECT * FROM "


_STATEMENTS: Final[Mapping[Target, str]] = {
    target: _split() if target == "events" else _as_they_are(target) for target in TARGETS
}
_STRUCTURES: Final[Mapping[Target, str]] = {
    target: _text(", ".join(f"{name} {type_}" for name, type_ in types.items()))
    for target, types in _TYPES.items()
}


def insert_now(content: bytes, token: str, target: Target = "events") -> None:
    """Insert JSON lines in one statement; a token seen before makes it do nothing."""
    options = {**SETTINGS, "insert_deduplication_token": token}
    try:
        if connect.is_embedded():
            _insert_from_file(content, options, target)
        else:
            source = f"input({_STRUCTURES[target]}) AS line) FORMAT JSONEachRow"
            connect.client().command(_STATEMENTS[target] + source, data=content, settings=options)
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not take the rows.") from error


_inserter: Final[list[Callable[[bytes, str, Target], None]]] = [insert_now]


def use_inserter(inserter: Callable[[bytes, str, Target], None]) -> None:
    """Insert by ``inserter(content, token, target)`` from now on: one machine groups contents."""
    _inserter[0] = inserter


def insert_sealed(content: bytes, *, token: str, target: Target = "events") -> None:
    """Insert the JSON lines of a sealed object; returns once they are committed.

    ``token`` says which bytes these are: the same again change nothing.
    TemporarilyUnavailableError when ClickHouse did not take them.
    """
    _inserter[0](content, token, target)


def _insert_from_file(content: bytes, options: dict[str, str | int], target: Target) -> None:
    with NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(content)
        file.flush()
        source = f"file({_text(file.name)}, 'JSONEachRow', {_STRUCTURES[target]}) AS line)"
        clause = ", ".join(f"{name} = {_text(str(value))}" for name, value in options.items())
        connect.client().command(f"{_STATEMENTS[target]}{source} SETTINGS {clause}")
