"""Runs the programs that install and build, quietly, and shows what they said when they fail."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


SHOWN_LINES: Final = 20


class CommandFailedError(Exception):
    """A program ended with an error; the message shows what it said."""


def run(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None
) -> str:
    """Run a program to its end and return its output; CommandFailedError when it fails."""
    return asyncio.run(_run(command, folder, environment))


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Say what goes on, and how long it took."""
    started = time.monotonic()
    _say(f"  … {name}")
    yield
    _say(f"  ✓ {name:<34} {time.monotonic() - started:6.1f} s")


async def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _end_with, process.pid)
    output, _ = await process.communicate()
    text = output.decode(errors="replace")
    if process.returncode != 0:
        said = _shortened(text.splitlines())
        raise CommandFailedError(f"{' '.join(command)}\nended with {process.returncode}\n{said}")
    return text


def _shortened(lines: Sequence[str]) -> str:
    """Return the first and the last lines: package managers say what is wrong at either end."""
    if len(lines) <= 2 * SHOWN_LINES:
        return "\n".join(lines)
    return "\n".join([*lines[:SHOWN_LINES], "...", *lines[-SHOWN_LINES:]])


def _end_with(group: int) -> None:
    """End the program with all that it started, then this process."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGTERM)
    raise SystemExit(1)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
