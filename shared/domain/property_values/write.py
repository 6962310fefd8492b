"""Writes which values properties have, for whoever types one into a filter.

    what was inserted in five minutes --ClickHouse--> values and how often --max--> property_values

ClickHouse reads what it has: nothing of this is in the way of an event. What is written again has
the same number or a larger one of the same minutes, and the larger one stays (ADR 0032).
"""

from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from hogql.schema.hot import HOT_COLUMNS
from shared.clickhouse import connect
from shared.domain.property_values.private import PRIVATE_NAME, PRIVATE_VALUE
from shared.domain.spans import parameters_of
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from shared.domain.spans import Span

LONGEST_VALUE: Final = 256
MOST_VALUES: Final = 1000  # of one property, in one span
SETTINGS: Final = {
    "max_threads": 2,
    "max_execution_time": 120,
    "max_bytes_before_external_group_by": 500_000_000,
    "max_bytes_before_external_sort": 500_000_000,
}


def _hot_pairs() -> str:
    pairs = (f"('{column.name}', toString(`{column.name}`))" for column in HOT_COLUMNS)
    return f"[{', '.join(pairs)}]"


def _of_map(properties: str) -> str:
    return f"arrayZip(mapKeys({properties}), mapValues({properties}))"


def _of_group(properties: str) -> str:
    """Properties of two types of groups may have one name: ``group_property`` tells them apart."""
    name = "concat(group_type, '.', pair.1)"
    return f"arrayMap(pair -> ({name}, pair.2), {_of_map(properties)})"


SOURCES: Final = {
    "event": ("events", f"arrayConcat({_of_map('properties')}, {_hot_pairs()})", "timestamp"),
    "person": ("person", _of_map("properties"), "inserted_at"),
    "group": ("groups", _of_group("properties"), "inserted_at"),
}
"""For each kind: the table, the pairs of name and value in a row, when they were true."""

# A property that nearly always has another value (the second half of the condition) has no kinds.
SQL: Final = """
INSERT INTO property_values (team_id, kind, name, value, n, last_seen)
SELECT team_id, '%(kind)s', name, value, n, seen
FROM (
  SELECT team_id, name, value, n, seen,
    count() OVER (PARTITION BY team_id, name) AS distinct,
    sum(n) OVER (PARTITION BY team_id, name) AS total
  FROM (
    SELECT team_id, toString(pair.1) AS name, pair.2 AS value,
      count() AS n, toDate(max(moment)) AS seen
    FROM (
      SELECT team_id, %(moment)s AS moment, arrayJoin(%(pairs)s) AS pair
      FROM %(table)s
      WHERE inserted_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND inserted_at < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
    )
    WHERE value != '' AND lengthUTF8(value) <= {longest:UInt32}
      AND NOT match(name, {private_name:String}) AND NOT match(value, {private_value:String})
    GROUP BY team_id, name, value
  )
)
WHERE distinct <= {most:UInt32} OR total > 2 * distinct
ORDER BY team_id, name, n DESC, value
LIMIT {most:UInt32} BY team_id, name
"""
STATEMENTS: Final = tuple(
    SQL % {"kind": kind, "table": table, "pairs": pairs, "moment": moment}
    for kind, (table, pairs, moment) in SOURCES.items()
)


def write_values(span: "Span") -> None:
    """Store the values of what was inserted in a span; doing it again changes nothing.

    TemporarilyUnavailableError when ClickHouse did not do it all.
    """
    parameters = {
        **parameters_of(span),
        "longest": LONGEST_VALUE,
        "most": MOST_VALUES,
        "private_name": PRIVATE_NAME,
        "private_value": PRIVATE_VALUE,
    }
    try:
        for statement in STATEMENTS:
            connect.client().command(statement, parameters=parameters, settings=SETTINGS)
    except Error as error:
        raise TemporarilyUnavailableError("The event store took no values.") from error
