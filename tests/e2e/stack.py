"""A running Hedgerow for the end-to-end tests: started once per run, shared by all workers.

first worker to ask: ./hedgerow up --empty on a free port, in a folder of its own
every other one:     the same instance          last one to finish: stops it
"""

from __future__ import annotations

import fcntl
import json
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx
import psutil

from local.addresses import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT: Final = Path(__file__).parents[2]
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

    The status of an instance that another worker started is not known, and taken for 0.
    """
    process = psutil.Process(stack.pid)
    process.send_signal(signal.SIGTERM)
    ours = _started.pop(stack.pid, None)
    deadline = time.monotonic() + STOP_SECONDS
    while is_running(stack.pid) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    if is_running(stack.pid):
        process.kill()
        return None
    return 0 if ours is None else ours.wait()


def is_running(pid: int) -> bool:
    """Whether the process is there, and not a zombie."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def new_folder() -> Path:
    """Return a folder outside of pytest's own, which other users may not pass through."""
    return Path(tempfile.mkdtemp(prefix="hedgerow-e2e-"))


@contextmanager
def shared_stack(meeting_place: Path) -> Iterator[Stack]:
    """Join the run's instance, starting it when nobody has; the last to leave stops it."""
    state = meeting_place / "stack.json"
    with _locked(meeting_place):
        found = _read(state)
        stack = _start() if found is None else _stack_of(found)
        _write(state, stack, 1 if found is None else found["users"] + 1)
    try:
        yield stack
    finally:
        with _locked(meeting_place):
            users: int = json.loads(state.read_text())["users"] - 1
            _write(state, stack, users)
            if users == 0:
                state.unlink()
                stop(stack)
                shutil.rmtree(stack.folder, ignore_errors=True)


def _start() -> Stack:
    stack = launch(new_folder(), "--empty")
    try:
        wait_until_ready(stack)
    except StackError:
        with suppress(psutil.NoSuchProcess):
            stop(stack)
        raise
    return stack


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/_readyz", timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _read(state: Path) -> dict[str, Any] | None:
    """Return what another worker wrote, unless that instance is gone."""
    if not state.exists():
        return None
    found: dict[str, Any] = json.loads(state.read_text())
    return found if is_running(found["pid"]) else None


def _stack_of(found: dict[str, Any]) -> Stack:
    return Stack(url=found["url"], folder=Path(found["folder"]), pid=found["pid"])


def _write(state: Path, stack: Stack, users: int) -> None:
    state.write_text(json.dumps({**asdict(stack), "folder": str(stack.folder), "users": users}))


@contextmanager
def _locked(meeting_place: Path) -> Iterator[None]:
    with (meeting_place / "stack.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
