"""A uvicorn server inside our event loop: started and stopped by us, deaf to signals."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable, Callable, Iterator

GRACE_SECONDS: Final = 30
_PAUSE_SECONDS: Final = 0.01


class _Quiet(uvicorn.Server):
    """Leaves signals to the process: stopping has an order that only ``up`` knows."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Listener:
    """A running server on a socket."""

    def __init__(self, app: Callable[..., Awaitable[Any]], listener: socket.socket) -> None:
        """Prepare to serve ``app`` on a socket that listens already."""
        config = uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=GRACE_SECONDS,
            backlog=1024,
        )
        self._server: Final = _Quiet(config)
        self._socket: Final = listener
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self._socket.getsockname()[1]
        return port

    async def open(self) -> None:
        """Return once connections are accepted."""
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        while not self._server.started:
            if self._task.done():
                self._task.result()
            await asyncio.sleep(_PAUSE_SECONDS)

    async def close(self) -> None:
        """Accept no more, and return once the requests under way are answered."""
        if self._task is not None:
            self._server.should_exit = True
            await self._task
            self._task = None
