"""The one place that reads the time, so that a test can say what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant in UTC."""
    return datetime.now(UTC)  # the only reading of the clock (C12)
