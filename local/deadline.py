"""Waiting for something outside, with an end: a start that hangs is an error, not a silence."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from local.processes import ProcessFailedError, last_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.processes import Child

PAUSE_SECONDS: Final = 0.05


async def poll(ready: Callable[[], bool], *, seconds: float, what: str, child: Child) -> None:
    """Return once ``ready()``; ProcessFailedError when ``child`` ends before, or time is up."""
    end = time.monotonic() + seconds
    while not await asyncio.to_thread(ready):
        status = child.process.returncode
        if status is not None:
            raise ProcessFailedError(f"{what} ended with {status}.\n{last_lines(child.log)}")
        if time.monotonic() > end:
            raise ProcessFailedError(
                f"{what} did not answer in {seconds:.0f} s.\n{last_lines(child.log)}"
            )
        await asyncio.sleep(PAUSE_SECONDS)
