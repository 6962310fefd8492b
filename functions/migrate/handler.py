"""Brings both databases to this version's schema, then publishes the project snapshot.

A deployment runs it before new code serves; running it again changes nothing.
"""

from typing import TYPE_CHECKING

from shared.clickhouse import migrate as clickhouse
from shared.clickhouse.connect import client
from shared.domain.teams.publish import publish_snapshot
from shared.logs import logger
from shared.postgres import migrate as postgres

if TYPE_CHECKING:
    from collections.abc import Mapping


_log = logger("migrate")


def handle(_event: "Mapping[str, object]", _context: object) -> dict[str, object]:
    """Return the names of the migrations that were applied and the snapshot's version."""
    applied = {
        "postgres": postgres.migrate(),
        "clickhouse": clickhouse.migrate(client()),
        "snapshot": publish_snapshot(),
    }
    _log.info("databases migrated", extra=applied)
    return applied
