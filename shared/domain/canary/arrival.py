"""The event of each minute: how it is made, and when it arrived.

minute --event_of--> capture ... ClickHouse --find_latency--> milliseconds until it was stored
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.domain.canary.project import TEAM_ID
from shared.errors import TemporarilyUnavailableError
from shared.ids import event_uuid

if TYPE_CHECKING:
    from shared.json import Json

EVENT: Final = "canary"
MINUTE_MS: Final = 60_000
_SQL: Final = """
SELECT toUnixTimestamp64Milli(min(inserted_at)) - toUnixTimestamp64Milli(min(timestamp))
FROM events
WHERE team_id = {team_id:UInt32} AND event = {event:String} AND uuid = {uuid:UUID}
    AND timestamp >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
    AND timestamp < fromUnixTimestamp64Milli({last:Int64}, 'UTC')
HAVING count() > 0
"""


def minute_of(moment: datetime) -> int:
    """Return the number of a moment's minute since 1970."""
    return int(moment.timestamp()) // 60


def event_of(moment: datetime) -> "dict[str, Json]":
    """Return what to send: the uuid follows from the minute, so that it can be asked for."""
    return {
        "event": EVENT,
        "distinct_id": EVENT,
        "uuid": _uuid_of(minute_of(moment)),
        "timestamp": moment.astimezone(UTC).isoformat(),
        "properties": {"$process_person_profile": False},
    }


def find_latency(minute: int) -> int | None:
    """Return after how many milliseconds the event of a minute was stored; None when it is not.

    TemporarilyUnavailableError when ClickHouse did not answer.
    """
    parameters = {
        "team_id": TEAM_ID,
        "event": EVENT,
        "uuid": _uuid_of(minute),
        "first": minute * MINUTE_MS,
        "last": (minute + 1) * MINUTE_MS,
    }
    try:
        rows = connect.client().query(_SQL, parameters=parameters).result_rows
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not answer.") from error
    return int(rows[0][0]) if rows else None


def _uuid_of(minute: int) -> str:
    return str(event_uuid(EVENT, minute))
