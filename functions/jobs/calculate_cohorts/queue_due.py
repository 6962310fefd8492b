"""Queues the cohorts that nobody calculated for a day, and those whose calculation got lost.

cohorts in PostgreSQL --ask_due--> queue ``cohorts`` --> {"queued": n, "is_done": bool}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shared.domain.cohorts.calculations import ask_due, tell
from shared.logs import logger
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

AT_ONCE: Final = 500

_logger: Final = logger("calculate_cohorts")


def handle(_event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Queue those who wait longest; the state machine comes again until nobody waits."""
    with transaction() as connection:
        due = ask_due(connection, limit=AT_ONCE)
    tell(due)
    _logger.info("cohorts queued", extra={"cohorts": len(due)})
    return {"queued": len(due), "is_done": len(due) < AT_ONCE}
