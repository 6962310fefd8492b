"""Destroys every hour the salts of days that are over: what was made with them stays unknowable.

The bucket's own expiry takes whole days and is only the fence behind this job.
"""

from typing import TYPE_CHECKING

from shared.domain.cookieless.salts import destroy_expired
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Mapping


_log = logger("destroy_salts")


def handle(_event: "Mapping[str, object]", _context: object) -> dict[str, int]:
    """Return how many salts were destroyed."""
    destroyed = destroy_expired()
    _log.info("salts destroyed", extra={"destroyed": destroyed})
    return {"destroyed": destroyed}
