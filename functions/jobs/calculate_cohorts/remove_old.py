"""Removes members of versions that no longer count, once no query can still be reading them.

cohorts in PostgreSQL --list_outdated--> DELETE in ClickHouse --> {"removed": n, "is_done": bool}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shared.domain.cohorts.calculations import list_outdated, note_removed
from shared.domain.cohorts.members import remove_older
from shared.logs import logger
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

AT_ONCE: Final = 500

_logger: Final = logger("calculate_cohorts")


def handle(_event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Remove them for some cohorts; the state machine comes again until none has any."""
    with transaction() as connection:
        outdated = list_outdated(connection, limit=AT_ONCE)
    remove_older(outdated)
    with transaction() as connection:
        note_removed(connection, outdated)
    _logger.info("old members removed", extra={"cohorts": len(outdated)})
    return {"removed": len(outdated), "is_done": len(outdated) < AT_ONCE}
