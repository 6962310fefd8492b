"""The task of the deletion: removes some people who were deleted from the event store.

    person_deletions --some of them--> DELETE in ClickHouse --> {"removed": n, "is_done": bool}

Who is removed is forgotten here only afterwards, so that a task that failed is run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shared.domain.persons.deletions import end_deletions, list_deletions, remove
from shared.logs import logger
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

AT_ONCE: Final = 500

_logger: Final = logger("delete_persons")


def handle(_event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Remove those who wait longest; the state machine comes again until nobody waits."""
    with transaction() as connection:
        waiting = list_deletions(connection, limit=AT_ONCE)
    remove(waiting)
    with transaction() as connection:
        end_deletions(connection, waiting)
    _logger.info("persons removed", extra={"persons": len(waiting)})
    return {"removed": len(waiting), "is_done": len(waiting) < AT_ONCE}
