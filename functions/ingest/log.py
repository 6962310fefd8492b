"""The log of ingestion, and what it says of a store that failed."""

from __future__ import annotations

from typing import Final

from shared.logs import logger

log: Final = logger("ingest")


def store_failed(message: str, error: Exception) -> None:
    """Log that a store failed: what kind of failure, never its text, which may quote data."""
    cause = error.__cause__ or error
    facts = {"error": type(cause).__name__, "error_code": getattr(cause, "code", None)}
    log.warning(message, extra=facts)
