"""A running Hedgerow of one's own, for the benchmarks and the end-to-end tests.

folder --start: ./hedgerow up on a free port--> Stack --stop--> its exit status
"""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx
import psutil

from local.addresses import free_port

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).parents[1]
START_SECONDS: Final = 280.0
STOP_SECONDS: Final = 60.0
POLL_SECONDS: Final = 0.2
_started: Final[dict[int, subprocess.Popen[bytes]]] = {}


class StackError(AssertionError):
    """The instance did not start; the message holds what it printed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stack:
    """A running instance. ``folder`` holds its data and, in ``output``, what it printed."""

    url: str
    folder: Path
    pid: int

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def printed(self) -> str:
        """What the terminal showed so far."""
        return (self.folder / "output").read_text()


def new_folder() -> Path:
    """Return a folder outside of pytest's own, which other users may not pass through."""
    return Path(tempfile.mkdtemp(prefix="hedgerow-"))


def start(folder: Path) -> Stack:
    """Return an instance without demo data once every part of it answers."""
    stack = launch(folder, "--empty")
    try:
        wait_until_ready(stack)
    except BaseException:  # also when the person who waits gives up: it runs in its own session
        with suppress(psutil.NoSuchProcess):
            stop(stack)
        raise
    return stack


def launch(folder: Path, *arguments: str, port: int | None = None) -> Stack:
    """Start ``./hedgerow up`` on ``folder`` and return at once."""
    port = port or free_port()
    with (folder / "output").open("ab") as output:
        process = subprocess.Popen(
            [
                *(str(ROOT / "hedgerow"), "up", "--port", str(port)),
                *("--data-dir", str(folder / "data"), *arguments),
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    _started[process.pid] = process  # kept: a forgotten one warns while it runs
    return Stack(url=f"http://localhost:{port}", folder=folder, pid=process.pid)


def wait_until_ready(stack: Stack) -> None:
    """Return once every part answers; StackError when it ends before, or time is up."""
    wait_until(stack, lambda: _is_ready(stack.url))


def wait_until(stack: Stack, condition: Callable[[], bool]) -> None:
    """Return once the condition holds; StackError when the instance ends, or time is up."""
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        if not is_running(stack.pid):
            raise StackError(f"./hedgerow up ended.\n{stack.printed}")
        if time.monotonic() > deadline:
            raise StackError(f"./hedgerow up took {START_SECONDS:.0f} s.\n{stack.printed}")
        time.sleep(POLL_SECONDS)


def stop(stack: Stack) -> int | None:
    """Ask the instance to stop; return its exit status, None when it had to be killed.

    The status of an instance that another process started is not known, and taken for 0.
    """
    psutil.Process(stack.pid).send_signal(signal.SIGTERM)
    return wait_for_exit(stack)


def wait_for_exit(stack: Stack) -> int | None:
    """Wait until the instance ended; return its exit status as ``stop`` does."""
    ours = _started.pop(stack.pid, None)
    deadline = time.monotonic() + STOP_SECONDS
    while is_running(stack.pid) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    if is_running(stack.pid):
        psutil.Process(stack.pid).kill()
        return None
    return 0 if ours is None else ours.wait()


def is_running(pid: int) -> bool:
    """Whether the process is there, and not a zombie."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/_readyz", timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False
