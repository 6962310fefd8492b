"""The threads that handlers run in, counted, so that a stop can wait for the last one."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS: Final = 20.0
logger: Final = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


class Threads:
    """A pool that coroutines hand their blocking calls to."""

    def __init__(self, name: str, size: int) -> None:
        """Start no thread before one is needed."""
        self._pool: Final = ThreadPoolExecutor(max_workers=size, thread_name_prefix=name)

    async def run(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what ``call`` returns, run in a thread of the pool."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, partial(call, *args, **kwargs))

    async def finish(self) -> None:
        """Wait for the running calls, but not for ever, and take no more."""
        ended = asyncio.to_thread(self._pool.shutdown, wait=True)
        try:
            await asyncio.wait_for(ended, PATIENCE_SECONDS)
        except TimeoutError:
            logger.exception("a call did not end")
