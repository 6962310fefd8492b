"""Waiting for what comes soon, with an end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

POLL_SECONDS: Final = 0.1


def eventually(condition: Callable[[], object], *, what: str, seconds: float = 30.0) -> None:
    """Return once the condition holds; AssertionError saying ``what`` did not come in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(POLL_SECONDS)
