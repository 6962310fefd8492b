"""Starting and stopping: what a person sees who runs ``./hedgerow up`` in odd ways."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Final

import psutil
import pytest

from tests.e2e.own import family_of
from tools.stack import (
    ROOT,
    is_running,
    launch,
    new_folder,
    stop,
    wait_for_exit,
    wait_until,
    wait_until_ready,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.stack import Stack

SECONDS: Final = 60.0


@pytest.fixture
def folder() -> Iterator[Path]:
    path = new_folder()
    yield path
    shutil.rmtree(path, ignore_errors=True)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "hedgerow"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)


def test_an_instance_of_its_own_stops_cleanly_and_leaves_no_process(
    folder: Path, stack: Stack
) -> None:
    own = launch(folder, "--empty")
    wait_until_ready(own)
    processes = family_of(own)
    assert stop(own) == 0
    assert not [process for process in processes if is_running(process.pid)]
    assert not list((own.data / "run").glob("*.json"))
    assert is_running(stack.pid), "the other instance is not disturbed"


def test_children_die_with_a_host_that_is_killed(folder: Path) -> None:
    own = launch(folder, "--empty")
    wait_until_ready(own)
    host, *children = family_of(own)
    host.kill()
    _, alive = psutil.wait_procs(children, timeout=SECONDS)
    assert not alive


def test_a_store_that_ends_by_itself_ends_the_instance_with_its_name(folder: Path) -> None:
    own = launch(folder, "--empty")
    wait_until_ready(own)
    processes = family_of(own)
    (cache,) = (process for process in processes if process.name() == "valkey-server")
    cache.kill()
    psutil.wait_procs([cache], timeout=SECONDS)
    assert wait_for_exit(own) == 1
    assert "valkey ended by itself" in own.printed
    assert not [process for process in processes if is_running(process.pid)]


def test_a_start_that_is_interrupted_leaves_no_process(folder: Path) -> None:
    own = launch(folder, "--empty")
    wait_until(own, (own.data / "run" / "emulator.json").exists)
    processes = family_of(own)
    assert stop(own) == 0
    assert not [process for process in processes if is_running(process.pid)]


def test_a_second_instance_on_the_same_folder_is_refused(stack: Stack) -> None:
    answer = run("up", "--data-dir", str(stack.data))
    assert answer.returncode == 1
    assert f"is in use by process {stack.pid}" in answer.stderr


def test_a_port_that_is_taken_is_explained(folder: Path, stack: Stack) -> None:
    port = stack.url.rsplit(":", 1)[1]
    answer = run("up", "--port", port, "--data-dir", str(folder / "data"))
    assert answer.returncode == 1
    assert f"Port {port} is in use" in answer.stdout


def test_an_unknown_verb_is_answered_with_the_known_ones() -> None:
    answer = run("trim")
    assert answer.returncode == 2
    assert "there is no verb 'trim'" in answer.stderr
    assert "up " in answer.stderr
