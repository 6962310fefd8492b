"""An instance that tests may hurt: stopped parts, killed processes, starts on what is left."""

from __future__ import annotations

import shutil
import signal
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import psutil

from tests.e2e.waiting import eventually
from tools.emulated import process_of
from tools.stack import is_running, launch, new_folder, stop, wait_until_ready

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.stack import Stack

PATIENCE_SECONDS = 30.0


@dataclass(kw_only=True, slots=True)
class Own:
    """The instance as it runs now; another process after ``start_again``, on the same port."""

    stack: Stack

    def readiness(self) -> httpx.Response:
        """Return what the instance says of its parts."""
        return httpx.get(f"{self.stack.url}/_readyz", timeout=PATIENCE_SECONDS, trust_env=False)

    def start_again(self) -> None:
        """Start on the same folder and port, once the instance has ended."""
        eventually(lambda: not is_running(self.stack.pid), what="the end of the instance")
        port = int(self.stack.url.rsplit(":", 1)[1])
        self.stack = launch(self.stack.folder, "--empty", port=port)
        wait_until_ready(self.stack)

    @contextmanager
    def stopped(self, part: str) -> Iterator[None]:
        """Let a part's processes stand still inside: nothing is closed, nothing answers."""
        process = process_of(self.stack, part)
        family = [process, *process.children(recursive=True)]
        for member in family:
            member.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            for member in family:
                with suppress(psutil.NoSuchProcess):  # killed inside, it has nothing to go on with
                    member.send_signal(signal.SIGCONT)


@contextmanager
def start_own() -> Iterator[Own]:
    """Yield an instance; whatever became of it, nothing of it is left behind."""
    folder = new_folder()
    own = Own(stack=launch(folder, "--empty"))
    try:
        wait_until_ready(own.stack)
        yield own
    finally:
        if is_running(own.stack.pid):
            stop(own.stack)
        shutil.rmtree(folder, ignore_errors=True)


def family_of(stack: Stack) -> list[psutil.Process]:
    """Return every process of an instance."""
    host = psutil.Process(stack.pid)
    return [host, *host.children(recursive=True)]
