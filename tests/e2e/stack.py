"""A running Hedgerow for the end-to-end tests: started once per run, shared by all workers.

first worker to ask: ./hedgerow up --empty on a free port, in a folder of its own
every other one:     the same instance          last one to finish: stops it
"""

from __future__ import annotations

import fcntl
import json
import shutil
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.stack import Stack, is_running, new_folder, start, stop

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def shared_stack(meeting_place: Path) -> Iterator[Stack]:
    """Join the run's instance, starting it when nobody has; the last to leave stops it."""
    state = meeting_place / "stack.json"
    with _locked(meeting_place):
        found = _read(state)
        stack = start(new_folder()) if found is None else _stack_of(found)
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
