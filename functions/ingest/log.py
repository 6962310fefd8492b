"""The log of ingestion, and what it says of a store that failed."""

from __future__ import annotations

from typing import Final

from shared.logs import facts_of, logger

log: Final = logger("ingest")


def store_failed(message: str, error: Exception) -> None:
    """Log that a store failed, with the code it gave."""
    code = getattr(error.__cause__, "code", None)
    log.warning(message, extra={**facts_of(error), "error_code": code})
