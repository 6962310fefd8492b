"""Inserts sealed rows: ClickHouse itself splits the properties of each line into columns.

    JSON lines of the write-ahead log --INSERT SELECT--> hot columns + properties map of ``events``

The bytes pass through untouched (clickhouse 8.4), so an old object still loads after a hot column
was added. ``properties`` is read as a map: as fast as JSONExtract from text (26.9, 20k rows of
1.1 kB, one core, level within the noise), and it keeps numbers as they were written (1.0, not 1).
The source differs by transport. Trap: the embedded engine accepts ``input()`` with inline data and
inserts nothing, so it reads a file.
"""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from hogql.schema.hot import HOT_COLUMNS
from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

# The fields of a line, in the order of the table's columns; properties is split on its way.
LINE_TYPES: Final = {
    "uuid": "UUID",
    "team_id": "UInt32",
    "event": "String",
    "timestamp": "DateTime64(3, 'UTC')",
    "distinct_id": "String",
    "person_id": "UUID",
    "session_id": "UUID",
    "window_id": "UUID",
    "properties": "Map(String, String)",
    "groups": "Map(String, String)",
    "elements_chain": "String",
    "person_mode": "String",
}
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


def _statement() -> str:
    hot = [column.name for column in HOT_COLUMNS]
    plain = [name for name in LINE_TYPES if name != "properties"]
    columns = ", ".join([*plain, *(f"`{name}`" for name in hot), "properties"])
    values = ", ".join([*plain, *(f"p[{_text(name)}]" for name in hot)])
    is_hot = f"name IN ({', '.join(map(_text, hot))})"
    return (
        f"INSERT INTO events ({columns}) "
        f"SELECT {values}, mapFilter((name, value) -> NOT ({is_hot}), p) "
        f"FROM (SELECT * EXCEPT properties, properties AS p FROM "
    )


_STATEMENT: Final = _statement()
_STRUCTURE: Final = _text(", ".join(f"{name} {type_}" for name, type_ in LINE_TYPES.items()))


def insert_now(content: bytes, token: str) -> None:
    """Insert JSON lines in one statement; a token seen before makes it do nothing."""
    options = {**SETTINGS, "insert_deduplication_token": token}
    try:
        if connect.is_embedded():
            _insert_from_file(content, options)
        else:
            source = f"input({_STRUCTURE})) FORMAT JSONEachRow"
            connect.client().command(_STATEMENT + source, data=content, settings=options)
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not take the rows.") from error


_inserter: Final[list[Callable[[bytes, str], None]]] = [insert_now]


def use_inserter(inserter: Callable[[bytes, str], None]) -> None:
    """Insert by ``inserter(content, token)`` from now on: one machine groups callers' contents."""
    _inserter[0] = inserter


def insert_sealed(content: bytes, *, token: str) -> None:
    """Insert the JSON lines of a sealed object; returns once they are committed.

    ``token`` is the SHA-256 of ``content``: the same bytes again change nothing.
    TemporarilyUnavailableError when ClickHouse did not take them.
    """
    _inserter[0](content, token)


def _insert_from_file(content: bytes, options: dict[str, str | int]) -> None:
    with NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(content)
        file.flush()
        source = f"file({_text(file.name)}, 'JSONEachRow', {_STRUCTURE}))"
        clause = ", ".join(f"{name} = {_text(str(value))}" for name, value in options.items())
        connect.client().command(f"{_STATEMENT}{source} SETTINGS {clause}")
