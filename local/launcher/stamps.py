"""Remembers what was installed or built from what, and so when there is nothing to do.

    files -> fingerprint  ==  stamp of the last time?

Two commands in one checkout take turns.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def fingerprint(files: Iterable[Path], *, extra: str = "") -> str:
    """Return a hash of the files' paths and contents; missing ones count as absent."""
    digest = hashlib.sha256(extra.encode())
    for path in sorted(set(files)):
        if path.is_file():
            digest.update(str(path).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """Whether the last time was with the same input."""
    return stamp.is_file() and stamp.read_text() == wanted


def remember(stamp: Path, wanted: str) -> None:
    """Note that it was done with this input."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one command at a time install into a checkout; others wait, then find it done."""
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    with (folder / "install.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
