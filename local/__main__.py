"""``python -m local``: what ``./hedgerow up`` hands over to, once everything is installed.

The terminal is for the person; what libraries and handlers print goes to ``logs/host.log``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import uvloop

from local.folder import FolderInUseError, lock, open_folder
from local.options import read_options
from local.progress import Terminal
from local.up import up
from shared.settings import environment

if TYPE_CHECKING:
    from typing import TextIO

    from local.folder import Folder

PROJECT: Final = Path(__file__).resolve().parent.parent
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


def main() -> int:
    """Run an instance in the foreground; return the exit status."""
    options = read_options(sys.argv[1:], environment())
    folder = open_folder(options.data_dir)
    try:
        with lock(folder):
            terminal = Terminal(_log_to_file(folder))
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                status = runner.run(up(options, project=PROJECT, folder=folder, terminal=terminal))
                _leave(status)
    except FolderInUseError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _leave(status: int) -> NoReturn:
    """End at once: all is written, and a handler that hangs must not keep the process."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


def _log_to_file(folder: Folder) -> TextIO:
    """Send the output of this process to its log; return the terminal that it had."""
    terminal = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
    log = os.open(folder.log("host"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(log, stream.fileno())
    os.close(log)
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)  # functions write their own lines, as JSON
    logging.basicConfig(format=_FORMAT, handlers=[handler])
    return terminal


if __name__ == "__main__":
    sys.exit(main())
