"""Counts what projects have sent this month, by resource.

    rows of events, sessions of recordings --count_month--> Counted

Rows count as they are stored: a row that was stored twice and is not merged yet counts twice for
that while, which is cheaper than looking, and the next count sets it right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.domain.events.resources import EVENTS, MODEL_EVENTS, MODEL_PREFIX, NAMES, RECORDINGS
from shared.domain.quotas.models import Counted
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from datetime import date

EVENTS_SQL: Final = """
SELECT team_id,
    transform(event, {names:Array(String)}, {resources:Array(String)},
        if(startsWith(event, {prefix:String}), {of_models:String}, {of_others:String})
    ) AS resource,
    count()
FROM events
WHERE timestamp >= {month:Date} AND timestamp < addMonths({month:Date}, 1)
GROUP BY team_id, resource
ORDER BY team_id, resource
"""
RECORDINGS_SQL: Final = """
SELECT team_id, {resource:String}, uniq(session_id)
FROM session_replay_events
WHERE session_day >= {month:Date} AND session_day < addMonths({month:Date}, 1)
GROUP BY team_id
ORDER BY team_id
"""


def count_month(month: date) -> list[Counted]:
    """Return what all projects have sent; ``month`` is its first day.

    TemporarilyUnavailableError without an answer.
    """
    parameters = {
        "month": month,
        "names": list(NAMES),
        "resources": list(NAMES.values()),
        "prefix": MODEL_PREFIX,
        "of_models": MODEL_EVENTS,
        "of_others": EVENTS,
    }
    client = connect.client()
    try:
        rows = client.query(EVENTS_SQL, parameters=parameters).result_rows
        recordings = {"month": month, "resource": RECORDINGS}
        sessions = client.query(RECORDINGS_SQL, parameters=recordings).result_rows
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not answer.") from error
    return [Counted(int(team), str(what), int(amount)) for team, what, amount in (*rows, *sessions)]
