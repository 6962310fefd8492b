from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import psutil
import pytest

from local import processes
from local.deadline import poll
from local.folder import open_folder
from local.processes import (
    Child,
    ProcessFailedError,
    end_leftovers,
    run,
    start,
    stop,
)
from tests.integration.local.programs import DEAF, LONG, POLITE, python

if TYPE_CHECKING:
    from pathlib import Path

SECONDS: Final = 20.0
ORPHAN: Final = """
import asyncio, pathlib, sys
from local.folder import open_folder
from local.processes import start
from tests.integration.local.programs import LONG, python

async def main():
    child = await start(python("child", LONG), open_folder(pathlib.Path(sys.argv[1])))
    print(child.process.pid, flush=True)
    await asyncio.sleep(300)

asyncio.run(main())
"""


async def started(code: str, folder: Path) -> Child:
    """Start a program and wait until it printed."""
    child = await start(python("child", code), open_folder(folder))
    await poll(lambda: bool(child.log.read_text()), seconds=SECONDS, what="child", child=child)
    return child


def test_a_child_that_is_stopped_leaves_no_pid_file(tmp_path: Path) -> None:
    async def scenario() -> Child:
        child = await started(LONG, tmp_path)
        assert json.loads(child.pid_file.read_text())["pid"] == child.process.pid
        await stop(child)
        return child

    child = asyncio.run(scenario())
    assert child.process.returncode == -signal.SIGTERM
    assert not child.pid_file.exists()


def test_a_child_that_ignores_the_request_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PATIENCE_SECONDS", 0.2)

    async def scenario() -> Child:
        child = await started(DEAF, tmp_path)
        await stop(child)
        return child

    assert asyncio.run(scenario()).process.returncode == -signal.SIGKILL


def test_a_program_that_fails_shows_what_it_said(tmp_path: Path) -> None:
    program = python("broken", "raise SystemExit('no hedge here')")
    with pytest.raises(ProcessFailedError, match="no hedge here"):
        asyncio.run(run(program, open_folder(tmp_path)))


def test_waiting_for_a_child_that_ended_is_an_error_at_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        child = await start(python("brief", "print('bye')"), open_folder(tmp_path))
        await poll(lambda: False, seconds=SECONDS, what="The child", child=child)

    with pytest.raises(ProcessFailedError, match="bye"):
        asyncio.run(scenario())


def test_what_a_killed_instance_left_is_ended_by_the_next(tmp_path: Path) -> None:
    async def scenario() -> None:
        child = await started(POLITE, tmp_path)
        found = await asyncio.to_thread(end_leftovers, open_folder(tmp_path))
        assert found == ["child"]
        # Not its status: as our own child it is waited for by two here, and one learns nothing.
        await asyncio.wait_for(child.process.wait(), SECONDS)
        assert child.log.read_text().endswith("asked to end\n")

    asyncio.run(scenario())
    assert not list((tmp_path / "run").glob("*.json"))


def test_a_leftover_that_is_dead_but_not_buried_is_waited_for(tmp_path: Path) -> None:
    folder = open_folder(tmp_path)
    with subprocess.Popen([sys.executable, "-c", LONG], stdout=subprocess.DEVNULL) as ours:
        dead = psutil.Process(ours.pid)
        record = {"pid": ours.pid, "started": dead.create_time()}
        (folder.place("run") / "child.json").write_text(json.dumps(record))
        ours.kill()
        while dead.status() != psutil.STATUS_ZOMBIE:
            assert not ours.returncode
        assert end_leftovers(folder) == []
        assert not psutil.pid_exists(ours.pid)


def test_another_process_with_a_number_used_again_is_left_alone(tmp_path: Path) -> None:
    async def scenario() -> None:
        child = await started(LONG, tmp_path)
        record = {"pid": child.process.pid, "started": 1.0}
        child.pid_file.write_text(json.dumps(record))
        assert end_leftovers(open_folder(tmp_path)) == []
        assert child.process.returncode is None
        await stop(child)

    asyncio.run(scenario())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_child_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ORPHAN, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    _, alive = psutil.wait_procs([child], timeout=SECONDS)
    assert not alive
