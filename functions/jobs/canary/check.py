"""Asks every minute whether the canary's event of two minutes ago can be queried, and how soon.

    ClickHouse --latency--> metrics CanaryLate and CanaryLatency, error in the log

The first run adds the canary's project. A run after a pause says nothing of the pause.
"""

from typing import TYPE_CHECKING, Final

from aws_lambda_powertools.metrics import MetricUnit, single_metric

from shared import clock, settings
from shared.domain.canary.arrival import MINUTE_MS, find_latency, minute_of
from shared.domain.canary.project import add_project
from shared.domain.teams.publish import publish_snapshot
from shared.logs import logger
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg import Connection

LAST: Final = "canary"
BEGAN: Final = "canary_began"
NAMESPACE: Final = "Hedgerow"
AFTER_MINUTES: Final = 2  # one in which it was sent, one in which it must have arrived
LONGEST_PAUSE_MINUTES: Final = 2
SETTLING_MINUTES: Final = 1  # in which the project becomes known everywhere
LATEST_MS: Final = 60_000
_FIND: Final = "SELECT done_until FROM job_progress WHERE job = %s FOR UPDATE"
_NOTE: Final = """
INSERT INTO job_progress (job, done_until) VALUES (%s, %s)
ON CONFLICT (job) DO UPDATE SET done_until = excluded.done_until
"""

_log = logger("canary")


def handle(_event: "Mapping[str, object]", _context: object) -> dict[str, object]:
    """Return what was found of the event that is due."""
    if not settings.current().site_url:
        return {"minute": None, "latency": None, "is_late": False}
    minute = minute_of(clock.now())
    with transaction() as connection:
        is_new = add_project(connection)
        began = _began(connection, minute)
    if is_new:
        publish_snapshot()
    due = minute - AFTER_MINUTES
    # Of a minute before that nobody knows whether its event was sent at all.
    if due <= began + SETTLING_MINUTES:
        return {"minute": None, "latency": None, "is_late": False}
    return _report(due)


def _began(connection: "Connection", minute: int) -> int:
    """Note that this minute is checked; return since which one none was left out."""
    last = _minute(connection, LAST)
    began = _minute(connection, BEGAN)
    if last is None or began is None or minute - last > LONGEST_PAUSE_MINUTES:
        began = minute
        connection.execute(_NOTE, (BEGAN, began * MINUTE_MS))
    connection.execute(_NOTE, (LAST, minute * MINUTE_MS))
    return began


def _minute(connection: "Connection", job: str) -> int | None:
    row = connection.execute(_FIND, (job,)).fetchone()
    return None if row is None else int(row[0]) // MINUTE_MS


def _report(minute: int) -> dict[str, object]:
    latency = find_latency(minute)
    is_late = latency is None or latency > LATEST_MS
    _measure("CanaryLate", MetricUnit.Count, int(is_late))
    if latency is not None:
        _measure("CanaryLatency", MetricUnit.Milliseconds, latency)
    facts = {"minute": minute, "latency": latency}
    if is_late:
        _log.error("canary late", extra=facts)
    else:
        _log.info("canary arrived", extra=facts)
    return {**facts, "is_late": is_late}


def _measure(name: str, unit: MetricUnit, value: int) -> None:
    with single_metric(name=name, unit=unit, value=value, namespace=NAMESPACE):
        pass
