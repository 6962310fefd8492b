"""Stops asking a store that keeps failing, for a while."""

from __future__ import annotations

from typing import Final

MAX_FAILURES: Final = 3
OPEN_SECONDS: Final = 30.0


class Breaker:
    """Open after three failures in a row; after 30 seconds one more try decides.

    Times are those of a monotonic clock. Threads may share one: a lost count only delays it.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._closes_at = 0.0

    def is_open(self, now: float) -> bool:
        """Whether the store should be left alone."""
        return self._failures >= MAX_FAILURES and now < self._closes_at

    def succeed(self) -> None:
        """Note that the store did its work."""
        self._failures = 0

    def fail(self, now: float) -> None:
        """Note that the store did not do its work."""
        self._failures += 1
        self._closes_at = now + OPEN_SECONDS
