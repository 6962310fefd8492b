"""Kills an instance at random points under load, and says whether anything was lost.

    python -m tests.faults.kill --times 50 [--seed N] [--no-repeats]

start -> load -> [random moment, SIGKILL of the host or of every process -> start] ... -> verdict
"""

from __future__ import annotations

import argparse
import random
import secrets
import signal
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import psutil

from tests.e2e.own import family_of, start_own
from tests.e2e.waiting import eventually
from tests.faults.load import Load
from tests.faults.verdict import assert_exactly_once, assert_people
from tools.project import sign_up
from tools.stack import is_running, launch

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.own import Own

TIMES: Final = 50
MORE_EVENTS: Final = 100
LATEST_SECONDS: Final = 4.0
EARLY: Final = 0.25  # of the deaths come during a start
HOST_ONLY: Final = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Death:
    """When and how an instance dies: seconds after it was ready, or after it was started."""

    seconds: float
    is_early: bool
    is_of_all: bool

    def __str__(self) -> str:
        """Say it for the person who reads the run."""
        who = "every process" if self.is_of_all else "the host"
        when = "its start" if self.is_early else "it was ready"
        return f"{who} {self.seconds:.2f} s after {when}"


def deaths(times: int, seed: int) -> list[Death]:
    """Return the deaths that a seed stands for."""
    chance = random.Random(seed)
    return [
        Death(
            seconds=chance.uniform(0, LATEST_SECONDS),
            is_early=chance.random() < EARLY,
            is_of_all=chance.random() >= HOST_ONLY,
        )
        for _ in range(times)
    ]


def kill(own: Own, *, is_of_all: bool) -> None:
    """End the instance as a power cut does; return once its processes are gone."""
    family = family_of(own.stack)
    for process in family if is_of_all else family[:1]:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    eventually(
        lambda: not any(is_running(process.pid) for process in family), what="the end of all"
    )


def run(
    own: Own, wanted: list[Death], *, say: Callable[[str], object], repeats: bool = True
) -> None:
    """Let an instance die again and again under load; AssertionError if anything was lost."""
    project = sign_up(own.stack.url)
    with closing(project.http):
        load = Load(project=project, repeats=repeats)
        with load.sending():
            load.wait_for_more(MORE_EVENTS)
            for number, death in enumerate(wanted, start=1):
                _die(own, death)
                load.wait_for_more(1)
                say(f"{number}/{len(wanted)} {death}: {len(load.accepted)} accepted")
        say(f"{len(load.accepted)} of {len(load.offered)} accepted, {load.repeated} sent again")
        assert_exactly_once(load)
        say("every accepted event is stored exactly once")
        if repeats:
            assert_people(load)
            say(f"{len(load.people)} persons are as the events say")


def _die(own: Own, death: Death) -> None:
    if death.is_early:
        kill(own, is_of_all=death.is_of_all)
        _start(own)
    time.sleep(death.seconds)
    kill(own, is_of_all=death.is_of_all)
    own.start_again()


def _start(own: Own) -> None:
    """Start the instance again without waiting for it."""
    own.stack = launch(own.stack.folder, "--empty", port=int(own.stack.url.rsplit(":", 1)[1]))


def main() -> int:
    """Run from the command line; the seed repeats the moments."""
    parser = argparse.ArgumentParser(description="Kill an instance under load.")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument("--no-repeats", action="store_true", help="send nothing a second time")
    wanted = parser.parse_args()
    sys.stdout.write(f"{wanted.times} deaths, seed {wanted.seed}\n")
    began = time.monotonic()

    def say(text: str) -> None:
        sys.stdout.write(f"{time.monotonic() - began:7.1f} s  {text}\n")
        sys.stdout.flush()

    with start_own() as own:
        run(own, deaths(wanted.times, wanted.seed), repeats=not wanted.no_repeats, say=say)
    return 0


if __name__ == "__main__":
    sys.exit(main())
