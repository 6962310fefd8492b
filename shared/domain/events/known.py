"""Which rows of a repeated delivery are in ClickHouse already?

Only what was delivered before is looked up (aws 4), by the sorting key of ``events``: team, event
and day, so that a look-up reads a few granules.
"""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.domain.events.rows import RowKey
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AT_ONCE: Final = 1000
DAY_MS: Final = 24 * 3_600_000
SQL: Final = """
SELECT team_id, event, toUnixTimestamp64Milli(timestamp), distinct_id, toString(uuid)
FROM events
PREWHERE team_id = {team_id:UInt32} AND event IN {events:Array(String)}
WHERE timestamp >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
  AND timestamp <= fromUnixTimestamp64Milli({last:Int64}, 'UTC')
  AND uuid IN {uuids:Array(UUID)}
"""


def find_known(keys: Iterable[RowKey]) -> set[RowKey]:
    """Return those of the keys that are stored; TemporarilyUnavailableError without an answer."""
    found: set[RowKey] = set()
    ordered = sorted(set(keys), key=_team_and_day)
    for _, same_day in groupby(ordered, key=_team_and_day):
        while part := list(islice(same_day, AT_ONCE)):
            found.update(_look_up(part))
    return found


def _team_and_day(key: RowKey) -> tuple[int, int]:
    return key.team_id, key.at // DAY_MS


def parameters_of(keys: Sequence[RowKey]) -> dict[str, Any]:
    """Return what ``SQL`` asks for: keys of one team and day."""
    moments = [key.at for key in keys]
    return {
        "team_id": keys[0].team_id,
        "events": sorted({key.event for key in keys}),
        "first": min(moments),
        "last": max(moments),
        "uuids": [key.uuid for key in keys],
    }


def _look_up(keys: Sequence[RowKey]) -> Iterator[RowKey]:
    try:
        rows = connect.client().query(SQL, parameters=parameters_of(keys)).result_rows
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not answer.") from error
    return (RowKey(*row) for row in rows)
