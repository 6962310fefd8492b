"""Finds events that are stored more than once: an SDK did not hear our answer and sent them again.

    rows inserted in a span --same team, event, person and uuid, a day around--> copies too many

An event is known by its team, name, distinct id and uuid, as at PostHog; its timestamp may differ
between two deliveries, because the clock of the client is corrected anew for each request. Of the
copies the one with the earliest timestamp stays, and of those the one inserted first, so that what
is removed lies in the small parts of the last minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_AT_ONCE: Final = 20_000
SETTINGS: Final = {"max_execution_time": 50, "max_threads": 4}

# A part keeps the first four pieces of its name when rows of it are masked, and gets new ones when
# it is merged: then the copies in it may have become one, and nothing may be removed by this name.
PART_SQL: Final = "arrayStringConcat(arraySlice(splitByChar('_', _part), 1, 4), '_')"
MARK_SQL: Final = "sipHash64(team_id, event, timestamp, distinct_id, uuid, part)"

_SPAN: Final = """
    inserted_at >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
    AND inserted_at < fromUnixTimestamp64Milli({last:Int64}, 'UTC')
"""
COUNT_SQL: Final = f"SELECT count() FROM events WHERE {_SPAN}"
NOW_SQL: Final = "SELECT toUnixTimestamp64Milli(now64(3))"
FIND_SQL: Final = f"""
WITH
    fresh AS (
        SELECT team_id, event, toDate(timestamp) AS day, person_key, uuid FROM events WHERE {_SPAN}
    ),
    around AS (
        SELECT team_id, event, arrayJoin([day - 1, day, day + 1]), person_key FROM fresh
    ),
    {PART_SQL} AS part
SELECT team_id, extra.1, extra.2, extra.3, toString(uuid), extra.4
FROM (
    SELECT team_id, uuid, arraySort(groupArray((
        toUnixTimestamp64Milli(timestamp), inserted_at, _partition_id, part, {MARK_SQL}
    ))) AS copies
    FROM events
    PREWHERE (team_id, event, toDate(timestamp), person_key) IN around
    WHERE uuid IN (SELECT uuid FROM fresh)
    GROUP BY team_id, event, distinct_id, uuid
    HAVING count() > 1
)
ARRAY JOIN arrayMap(
    copy -> (copy.3, copy.4, copy.5, toUnixTimestamp64Milli(copy.2)),
    arrayFilter(copy -> copy.5 != copies[1].5, copies)
) AS extra
ORDER BY extra.1
LIMIT {MOST_AT_ONCE}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Insertions from ``first`` on and before ``last``, by ClickHouse's clock, in milliseconds."""

    first: int
    last: int


class Extra(NamedTuple):
    """A copy too many: where it lies, and the mark that no other row of that part has.

    ``inserted_at`` is in milliseconds since 1970.
    """

    team_id: int
    partition: str
    part: str
    mark: int
    uuid: str
    inserted_at: int


def now() -> int:
    """Return the time of ClickHouse's clock, which stamps insertions."""
    return int(_ask(NOW_SQL, {})[0][0])


def count_inserted(span: Span) -> int:
    """Return how many rows were inserted in a span."""
    return int(_ask(COUNT_SQL, _parameters(span))[0][0])


def find_extra(span: Span) -> list[Extra]:
    """Return copies too many of events of which one copy was inserted in the span, some at once.

    TemporarilyUnavailableError when ClickHouse did not answer.
    """
    return [Extra(*row) for row in _ask(FIND_SQL, _parameters(span))]


def _parameters(span: Span) -> dict[str, int]:
    return {"first": span.first, "last": span.last}


def _ask(sql: str, parameters: Mapping[str, int]) -> Sequence[Sequence[Any]]:
    try:
        answer = connect.client().query(sql, parameters=dict(parameters), settings=SETTINGS)
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not answer.") from error
    return answer.result_rows
