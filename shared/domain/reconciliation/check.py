"""Was everything that was accepted in an hour stored? The write-ahead log says what was accepted.

    sealed objects of an hour --different events--> looked up in ClickHouse --> Findings by project

Events are looked up by their rows' keys, and those that are not found once more whatever their
timestamp: of an event that was sent twice only one row is kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.domain.events.known import DAY_MS, find_known
from shared.domain.events.load import read_sealed
from shared.domain.events.rows import read_key
from shared.domain.events.seal import BUCKET, prefix_of
from shared.errors import TemporarilyUnavailableError
from shared.s3 import objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from shared.domain.events.rows import RowKey

AT_ONCE: Final = 1000
SQL: Final = """
SELECT DISTINCT event, distinct_id, toString(uuid)
FROM events
PREWHERE team_id = {team_id:UInt32} AND event IN {events:Array(String)}
WHERE timestamp >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
  AND timestamp <= fromUnixTimestamp64Milli({last:Int64}, 'UTC')
  AND uuid IN {uuids:Array(UUID)}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """How many different events each project had accepted in an hour, and how many are missing."""

    hour: datetime
    accepted: Counter[int] = field(default_factory=Counter)
    missing: Counter[int] = field(default_factory=Counter)


def check_hour(hour: datetime) -> Findings:
    """Compare an hour (UTC) of the log with ClickHouse.

    InvalidRequestError when a sealed object is damaged, TemporarilyUnavailableError when a store
    did not answer.
    """
    findings = Findings(hour=hour)
    seen: set[int] = set()
    for key in objects.list_keys(BUCKET, f"{prefix_of('events')}{hour:%Y/%m/%d/%H}/"):
        fresh = [row for row in _rows(key) if _is_new(row, seen)]
        findings.accepted.update(row.team_id for row in fresh)
        findings.missing.update(row.team_id for row in _missing(fresh))
    return findings


def _rows(key: str) -> Iterator[RowKey]:
    return map(read_key, read_sealed(key).splitlines())


def _is_new(row: RowKey, seen: set[int]) -> bool:
    """Whether the event was met for the first time; eight bytes remember it, millions an hour."""
    mark = hash((row.team_id, row.event, row.distinct_id, row.uuid))
    if mark in seen:
        return False
    seen.add(mark)
    return True


def _missing(rows: Iterable[RowKey]) -> Iterator[RowKey]:
    wanted = set(rows)
    left = sorted(wanted - find_known(wanted), key=_team)
    for _, of_team in groupby(left, key=_team):
        while part := list(islice(of_team, AT_ONCE)):
            found = _find_at_any_time(part)
            yield from (row for row in part if (row.event, row.distinct_id, row.uuid) not in found)


def _team(row: RowKey) -> int:
    return row.team_id


def _find_at_any_time(rows: list[RowKey]) -> set[tuple[str, str, str]]:
    """Return which events of one project are stored within a day of their timestamps."""
    moments = [row.at for row in rows]
    parameters = {
        "team_id": rows[0].team_id,
        "events": sorted({row.event for row in rows}),
        "first": min(moments) - DAY_MS,
        "last": max(moments) + DAY_MS,
        "uuids": [row.uuid for row in rows],
    }
    try:
        answer = connect.client().query(SQL, parameters=parameters)
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not answer.") from error
    return {(event, who, uuid) for event, who, uuid in answer.result_rows}
