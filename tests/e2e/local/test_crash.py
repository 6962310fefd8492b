"""Nothing accepted is lost: every process is killed under load, again and again (promise 1)."""

from __future__ import annotations

import json
import shutil
import signal
import uuid
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

import httpx
import psutil
import pytest

from tools.project import sign_up
from tools.stack import is_running, launch, new_folder, stop, wait_until_ready

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.project import Project
    from tools.stack import Stack

ROUNDS: Final = 2
SENDERS: Final = 4
BATCH: Final = 10
ACCEPTED_BEFORE_KILL: Final = 60
SECONDS: Final = 60.0
COUNTS: Final = "SELECT count(), count(DISTINCT uuid) FROM events"
UUIDS: Final = "SELECT toString(uuid) FROM events LIMIT 50000"


@pytest.fixture
def folder() -> Iterator[Path]:
    path = new_folder()
    yield path
    shutil.rmtree(path, ignore_errors=True)


@dataclass(kw_only=True)
class Load:
    """Threads that send until the instance is gone, and what it accepted from them."""

    project: Project
    accepted: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)
    enough: Event = field(default_factory=Event)
    requests: int = 0

    def start(self) -> list[Thread]:
        threads = [Thread(target=self._send) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        return threads

    def _send(self) -> None:
        with httpx.Client(timeout=10.0) as http:
            while True:
                ids = [str(uuid.uuid4()) for _ in range(BATCH)]
                self.offered.update(ids)
                try:
                    answer = http.post(f"{self.project.url}/batch/", json=self._body(ids))
                except httpx.HTTPError:
                    return  # killed
                if answer.status_code == 200:
                    self.accepted.update(ids)
                self.requests += 1
                if self.requests >= ACCEPTED_BEFORE_KILL:
                    self.enough.set()

    def _body(self, ids: list[str]) -> dict[str, object]:
        events = [{"event": "load", "distinct_id": "d", "uuid": name} for name in ids]
        return {"api_key": self.project.token, "batch": events}


def processes_of(stack: Stack) -> list[psutil.Process]:
    """Return the host and the processes that its pid files name."""
    files = sorted((stack.data / "run").glob("*.json"))
    numbers = [stack.pid, *(json.loads(path.read_text())["pid"] for path in files)]
    return [psutil.Process(number) for number in numbers]


def kill_everything(stack: Stack) -> None:
    processes = processes_of(stack)
    assert len(processes) == 4, "the host, PostgreSQL, Valkey and the emulator"
    for process in processes:
        process.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(processes, timeout=SECONDS)
    assert not [process for process in alive if is_running(process.pid)]


def test_what_was_accepted_survives_the_death_of_every_process(folder: Path) -> None:
    stack = launch(folder, "--empty")
    wait_until_ready(stack)
    load = Load(project=sign_up(stack.url))
    for _ in range(ROUNDS):
        load.enough.clear()
        load.requests = 0
        threads = load.start()
        assert load.enough.wait(SECONDS)
        kill_everything(stack)
        for thread in threads:
            thread.join(SECONDS)
        stack = launch(folder, "--empty", port=int(stack.url.rsplit(":", 1)[1]))
        wait_until_ready(stack)
    accepted = len(load.accepted)
    found = wait_for_events(load.project, accepted)
    assert load.accepted <= found
    assert found <= load.offered
    ((rows, distinct),) = load.project.rows(COUNTS)
    assert rows == distinct == len(found)
    load.project.http.close()
    assert stop(stack) == 0


def wait_for_events(project: Project, count: int) -> set[str]:
    """Return the ids of all events once there are at least ``count``."""
    rows = project.wait_for_rows(UUIDS, count=count, seconds=SECONDS)
    return {str(name) for (name,) in rows}
