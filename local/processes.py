"""The child processes of an instance: started, watched, stopped, and never left behind.

Three things make sure that none outlives the instance: a clean stop ends them, the kernel ends them
when the host dies (Linux), and pid files let the next start end what is left anyway.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import os
import signal
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from local.folder import Folder

PATIENCE_SECONDS: Final = 5.0
SAME_START_SECONDS: Final = 1.0
_PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None) if sys.platform == "linux" else None


class ProcessFailedError(Exception):
    """A process we need did not start, ended, or answered with an error."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """The system user a process runs as instead of root."""

    uid: int
    gid: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """What to run. ``stop_signal`` asks for a clean end; the kernel sends ``orphan_signal``."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGTERM
    cwd: Path | None = None
    account: Account | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Child:
    """A running program and the files that speak of it."""

    program: Program
    process: asyncio.subprocess.Process
    log: Path
    pid_file: Path


async def start(program: Program, folder: Folder) -> Child:
    """Start a program in the background; its output goes to the log of that name.

    Trap: the kernel's signal is tied to the *thread* that starts the child, so this runs in the
    main thread's event loop.
    """
    log = folder.log(program.name)
    pid_file = folder.place("run") / f"{program.name}.json"
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *program.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=program.cwd or folder.root,
            env=dict(program.environment),
            start_new_session=True,
            preexec_fn=_bind_to_parent(program),
        )
    with contextlib.suppress(psutil.NoSuchProcess):
        started = psutil.Process(process.pid).create_time()
        pid_file.write_text(json.dumps({"pid": process.pid, "started": started}))
    return Child(program=program, process=process, log=log, pid_file=pid_file)


async def run(program: Program, folder: Folder) -> None:
    """Run a program to its end; ProcessFailedError with its last lines when it fails."""
    child = await start(program, folder)
    status = await child.process.wait()
    child.pid_file.unlink(missing_ok=True)
    if status != 0:
        raise ProcessFailedError(f"{program.name} failed ({status}).\n{last_lines(child.log)}")


async def stop(child: Child, patience_seconds: float | None = None) -> bool:
    """End a child: its own stop signal first, then SIGKILL for the whole group.

    Return whether it ended by itself, and so had the time to save what it holds.
    """
    patience = PATIENCE_SECONDS if patience_seconds is None else patience_seconds
    process = child.process
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(child.program.stop_signal)
        try:
            await asyncio.wait_for(process.wait(), patience)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    child.pid_file.unlink(missing_ok=True)
    return process.returncode != -signal.SIGKILL


def end_leftovers(folder: Folder) -> list[str]:
    """End what an instance that was killed left running on this folder; return the names.

    The dead whom nobody has buried yet are waited for too: PostgreSQL takes their number in its
    lock file for that of a running server, and refuses to start.
    """
    found: list[str] = []
    for pid_file in sorted(folder.place("run").glob("*.json")):
        process = _leftover(pid_file)
        if process is not None:
            if not _is_dead(process):
                found.append(pid_file.stem)
            _end(process)
        pid_file.unlink(missing_ok=True)
    return found


def last_lines(log: Path, count: int = 15) -> str:
    """Return the end of a log, for an error message."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def _leftover(pid_file: Path) -> psutil.Process | None:
    """Return the process that the file names, unless its number belongs to another one now."""
    try:
        record = json.loads(pid_file.read_text())
        process = psutil.Process(record["pid"])
        if abs(process.create_time() - record["started"]) > SAME_START_SECONDS:
            return None
    except (ValueError, KeyError, psutil.NoSuchProcess):
        return None
    return process


def _is_dead(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() == psutil.STATUS_ZOMBIE
    return True


def _end(process: psutil.Process) -> None:
    family = [process]
    with contextlib.suppress(psutil.NoSuchProcess):
        family += process.children(recursive=True)
    for ask in (psutil.Process.terminate, psutil.Process.kill):
        for member in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                ask(member)
        _, family = psutil.wait_procs(family, timeout=PATIENCE_SECONDS)
        if not family:
            return


def _bind_to_parent(program: Program) -> Callable[[], None]:
    """Return what the child does before it becomes the program: drop root, die with the host.

    The order matters: the kernel forgets the death signal when the user changes.
    """
    parent = os.getpid()
    account = program.account
    number = int(program.orphan_signal)

    def prepare() -> None:
        if account is not None:
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return prepare
