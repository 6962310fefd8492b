"""Counts what projects have sent this month, and tells the SDK edge who has used up a quota.

ClickHouse --count--> usage in PostgreSQL --who crossed a limit--> snapshot
"""

from typing import TYPE_CHECKING

from shared import clock
from shared.domain.quotas.count import count_month
from shared.domain.quotas.models import month_of
from shared.domain.quotas.repository import list_used_up, store_usage
from shared.domain.teams.publish import publish_snapshot
from shared.logs import logger
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping


_log = logger("count_usage")


def handle(_event: "Mapping[str, object]", _context: object) -> dict[str, int]:
    """Return how many counts were stored and how many organizations are over a quota."""
    now = clock.now()
    month = month_of(now)
    counted = count_month(month)
    with transaction() as connection:
        before = list_used_up(connection, month)
        store_usage(connection, counted, month=month, at=now)
        after = list_used_up(connection, month)
    if after != before:
        publish_snapshot()
    _log.info("usage counted", extra={"counts": len(counted), "organizations_over": len(after)})
    return {"counts": len(counted), "organizations_over": len(after)}
