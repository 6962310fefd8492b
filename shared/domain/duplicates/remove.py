"""Removes copies too many of events, without ever removing the last one.

    span of insertions --find_extra--> copies --DELETE by part and mark--> one row an event

Why the last copy stays: a copy is removed only inside the part in which it was found. A merge that
makes equal rows one in the meantime writes a new part, whose name no statement holds. The lock of
``progress`` keeps runs apart, and a run begins only when the statements of a killed one are done.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.domain.duplicates.find import MARK_SQL, MOST_AT_ONCE, PART_SQL, find_extra
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.duplicates.find import Extra, Span
    from shared.domain.duplicates.progress import Progress

MOST_ROUNDS: Final = 10
SETTINGS: Final = {"lightweight_deletes_sync": 2, "max_query_size": 64 * 1024 * 1024}

UNFINISHED_SQL: Final = """
SELECT count() FROM system.mutations
WHERE database = currentDatabase() AND table = 'events' AND NOT is_done
    AND command LIKE '%sipHash64(team_id, event, timestamp, distinct_id, uuid%'
"""
DELETE_SQL: Final = f"""
DELETE FROM events IN PARTITION ID {{partition:String}}
WHERE team_id IN {{teams:Array(UInt32)}}
    AND inserted_at >= fromUnixTimestamp64Milli({{inserted_from:Int64}}, 'UTC')
    AND uuid IN {{uuids:Array(UUID)}}
    AND {PART_SQL} IN {{parts:Array(String)}}
    AND {MARK_SQL.replace("part)", f"{PART_SQL})")} IN {{marks:Array(UInt64)}}
"""


def is_settled() -> bool:
    """Return whether every removal that was ever begun is done; one that was killed goes on."""
    try:
        rows = connect.client().query(UNFINISHED_SQL).result_rows
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not answer.") from error
    return int(rows[0][0]) == 0


def remove_extra(span: Span, progress: Progress) -> int:
    """Leave one copy of each event of which one was inserted in the span; return how many went.

    TemporarilyUnavailableError when copies are left: the span must be seen to again.
    """
    removed = 0
    for _ in range(MOST_ROUNDS):
        found = find_extra(span)
        if not found:
            return removed
        for partition, rows in groupby(found, key=lambda extra: extra.partition):
            removed += _remove(partition, list(rows), progress)
    raise TemporarilyUnavailableError(f"More than {MOST_ROUNDS * MOST_AT_ONCE} copies, or moving.")


def _remove(partition: str, rows: Sequence[Extra], progress: Progress) -> int:
    parameters: dict[str, Any] = {
        "partition": partition,
        "teams": sorted({row.team_id for row in rows}),
        "inserted_from": min(row.inserted_at for row in rows),
        "uuids": sorted({row.uuid for row in rows}),
        "parts": sorted({row.part for row in rows}),
        "marks": sorted(row.mark for row in rows),
    }
    progress.check()
    try:
        connect.client().command(DELETE_SQL, parameters=parameters, settings=SETTINGS)
    except Error as error:
        raise TemporarilyUnavailableError("The event store removed no copies.") from error
    return len(rows)
