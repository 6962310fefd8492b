"""Counts events by name and hour: exactly, and anew for every hour that got events.

hours touched by what was inserted in a span --count uuids--> event_hours, in place of before
"""

from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.domain.spans import parameters_of
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from shared.domain.spans import Span

TOUCHED: Final = """
SELECT min(toStartOfHour(timestamp)), max(toStartOfHour(timestamp)), count() FROM events
WHERE inserted_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND inserted_at < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
"""
SQL: Final = """
INSERT INTO event_hours (team_id, event, hour, n, last_seen)
SELECT team_id, event, toStartOfHour(timestamp) AS hour, uniqExact(uuid), max(timestamp)
FROM events
WHERE timestamp >= {first:DateTime('UTC')} AND timestamp < {last:DateTime('UTC')} + INTERVAL 1 HOUR
  AND (team_id, event, toStartOfHour(timestamp)) IN (
    SELECT team_id, event, toStartOfHour(timestamp) FROM events
    WHERE inserted_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
      AND inserted_at < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
  )
GROUP BY team_id, event, hour
"""
SETTINGS: Final = {"max_threads": 2, "max_execution_time": 120}


def rebuild_hours(span: "Span") -> None:
    """Count the hours that got events in a span; doing it again changes nothing.

    TemporarilyUnavailableError when ClickHouse did not do it.
    """
    client, parameters = connect.client(), parameters_of(span)
    try:
        first, last, count = client.query(TOUCHED, parameters=parameters).result_rows[0]
        if count:
            bounds = {**parameters, "first": first, "last": last}
            client.command(SQL, parameters=bounds, settings=SETTINGS)
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not count hours.") from error
