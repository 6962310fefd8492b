"""Asks every minute whether the canary's event of two minutes ago can be queried, and how soon.

    ClickHouse --latency--> metrics CanaryLate and CanaryLatency, error in the log

The first run adds the canary's project. A run after a pause says nothing of the pause.
"""

from typing import TYPE_CHECKING, Final

from aws_lambda_powertools.metrics import MetricUnit, single_metric

from shared import clock, settings
from shared.domain.canary.arrival import find_latency, minute_of
from shared.domain.canary.project import add_project
from shared.domain.canary.watched import watch_minute
from shared.domain.teams.publish import publish_snapshot
from shared.logs import logger
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACE: Final = "Hedgerow"
AFTER_MINUTES: Final = 2  # one in which it was sent, one in which it must have arrived
SETTLING_MINUTES: Final = 1  # in which the project becomes known everywhere
LATEST_MS: Final = 60_000

_log = logger("canary")


def handle(_event: "Mapping[str, object]", _context: object) -> dict[str, object]:
    """Return what was found of the event that is due."""
    if not settings.current().site_url:
        return {"minute": None, "latency": None, "is_late": False}
    minute = minute_of(clock.now())
    with transaction() as connection:
        is_new = add_project(connection)
        began = watch_minute(connection, minute)
    if is_new:
        publish_snapshot()
    due = minute - AFTER_MINUTES
    # Of a minute before that nobody knows whether its event was sent at all.
    if due <= began + SETTLING_MINUTES:
        return {"minute": None, "latency": None, "is_late": False}
    return _report(due)


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
