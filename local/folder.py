"""The data folder of one instance: its places, and the lock that makes it the folder of one.

<data>/postgres/ clickhouse/ emulator/ spool/ logs/     what is kept
<data>/run/                                             pid files, sockets: of this run only
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SOCKET_FOLDER: Final = 80  # macOS allows 104 bytes for the whole path of a socket
LONGEST_LOG_BYTES: Final = 20 * 1024 * 1024
_KEPT: Final = ("postgres", "clickhouse", "emulator", "spool", "logs", "run")


class FolderInUseError(Exception):
    """Another instance runs on this data folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Folder:
    """Where one instance keeps its things. ``root`` is absolute."""

    root: Path

    def place(self, name: str) -> Path:
        """Return the folder of that name inside, created when missing."""
        path = self.root / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def log(self, name: str) -> Path:
        """Return the log file of a process that starts; a long one makes room for a new one."""
        path = self.place("logs") / f"{name}.log"
        if path.exists() and path.stat().st_size > LONGEST_LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return path

    def sockets(self) -> Path:
        """Return a folder for unix sockets, outside when the path inside would be too long."""
        inside = self.root / "run" / "sockets"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            path = inside
        else:
            digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
            path = Path(tempfile.gettempdir()) / f"hedgerow-{os.geteuid()}-{digest}"
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path


def open_folder(root: Path) -> Folder:
    """Return the folder at ``root``, made complete."""
    folder = Folder(root=root.expanduser().resolve())
    for name in _KEPT:
        folder.place(name)
    return folder


@contextmanager
def lock(folder: Folder) -> Iterator[None]:
    """Hold the folder for this process; FolderInUseError names the process that has it."""
    path = folder.root / "lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            raise FolderInUseError(
                f"{folder.root} is in use by process {owner}. "
                "Stop that one, or choose another folder with --data-dir."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
