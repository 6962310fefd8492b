"""Publishes the project snapshot every minute: the repair for a publication that failed.

The API publishes at once what it changes; this job makes sure that a lost publication, or one that
was written over, is never older than a minute.
"""

from typing import TYPE_CHECKING

from shared.domain.teams.publish import publish_snapshot
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Mapping


_log = logger("publish_snapshot")


def handle(_event: "Mapping[str, object]", _context: object) -> dict[str, int]:
    """Return the version that was published."""
    version = publish_snapshot()
    _log.info("snapshot published", extra={"version": version})
    return {"version": version}
