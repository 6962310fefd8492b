"""``./hedgerow up``: starts an instance, says where it is, and stops it when asked to.

options -> folder locked, leftovers ended, ports taken -> Instance -> demo -> wait -> stop

A process that ends by itself ends the whole: what was accepted is on the disk for the next start.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from typing import TYPE_CHECKING, Final

from local.addresses import LOOPBACK, listen
from local.demo.load import load_demo
from local.instance import Instance
from local.processes import ProcessFailedError, end_leftovers, last_lines
from local.stores.clickhouse import raise_file_limit

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

    from local.folder import Folder
    from local.options import Options
    from local.progress import Terminal

logger: Final = logging.getLogger(__name__)
FAILED: Final = 1
STOPPED: Final = 0


class PortInUseError(Exception):
    """Something else listens on the port we were asked to take."""


async def up(options: Options, *, project: Path, folder: Folder, terminal: Terminal) -> int:
    """Run until asked to stop; return the exit status."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    for name in await asyncio.to_thread(end_leftovers, folder):
        terminal.note(f"ended {name}, left behind by an instance that was killed")
    raise_file_limit()
    instance = Instance(
        options, project=project, folder=folder, terminal=terminal, python=sys.executable
    )
    running = asyncio.create_task(_run(instance, options, folder, terminal))
    stopping = asyncio.create_task(asked.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    terminal.note("stopping")
    running.cancel()
    stopping.cancel()
    (outcome, _) = await asyncio.gather(running, stopping, return_exceptions=True)
    await instance.stop()
    if asked.is_set():
        return STOPPED
    for error in _flat(outcome):
        logger.error("the instance failed", exc_info=error)
        terminal.failure(f"{error}" or type(error).__name__)
    return FAILED


async def _run(instance: Instance, options: Options, folder: Folder, terminal: Terminal) -> None:
    """Start everything, and raise when something that we need ends."""
    await instance.start(_take_port(options.port), listen(0))
    rows = {"Dashboard and API": instance.site_url}
    rows.update(
        await load_demo(
            f"http://{LOOPBACK}:{options.port}",
            folder=folder,
            terminal=terminal,
            is_wanted=not options.is_empty,
            pending=instance.pending,
        )
    )
    terminal.banner(rows)
    ended = await instance.first_to_end()
    raise ProcessFailedError(f"{ended.program.name} ended by itself.\n{last_lines(ended.log)}")


def _take_port(port: int) -> socket.socket:
    try:
        return listen(port)
    except OSError as error:
        raise PortInUseError(
            f"Port {port} is in use. Stop what listens there, or choose another with --port."
        ) from error


def _flat(outcome: object) -> Iterator[BaseException]:
    """Return the errors in an outcome; those of tasks that ran side by side come as a group."""
    if isinstance(outcome, BaseExceptionGroup):
        for error in outcome.exceptions:
            yield from _flat(error)
    elif isinstance(outcome, BaseException):
        yield outcome
