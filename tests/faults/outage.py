"""Takes a store away from an instance for a while under load, and says whether anything was lost.

    python -m tests.faults.outage clickhouse --seconds 300
    python -m tests.faults.outage postgres --seconds 60

load -> store away: everything is still accepted -> store back -> verdict
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from tests.e2e.own import start_own
from tests.faults.load import Load
from tests.faults.outages import OUTAGES
from tests.faults.verdict import assert_exactly_once, assert_people
from tools.project import sign_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.own import Own

SECONDS: Final = 60.0
PAUSE_SECONDS: Final = 0.5  # of each sender: enough for a load, few enough to compare one by one
MORE_EVENTS: Final = 40
# A message that failed comes back after a pause that grows with the outage, and then once more.
DRAIN_SECONDS: Final = 60.0
DRAIN_FACTOR: Final = 2.5


def run(own: Own, part: str, *, seconds: float, say: Callable[[str], object]) -> None:
    """Take a part away for so long; AssertionError unless all that was accepted is stored."""
    project = sign_up(own.stack.url)
    with closing(project.http):
        load = Load(project=project, pause_seconds=PAUSE_SECONDS)
        with load.sending():
            _suffer(own, load, part, seconds=seconds, say=say)
        say(f"{len(load.accepted)} of {len(load.offered)} accepted, {load.repeated} sent again")
        patience = DRAIN_SECONDS + seconds * DRAIN_FACTOR
        assert_exactly_once(load, seconds=patience)
        say("every accepted event is stored exactly once")
        assert_people(load, seconds=patience)
        say(f"{len(load.people)} persons are as the events say")


def _suffer(
    own: Own, load: Load, part: str, *, seconds: float, say: Callable[[str], object]
) -> None:
    load.wait_for_more(MORE_EVENTS)
    with OUTAGES[part](own):
        before, ends = len(load.accepted), time.monotonic() + seconds
        while time.monotonic() < ends:
            load.wait_for_more(MORE_EVENTS)
        say(f"{len(load.accepted) - before} accepted while {part} was away")
    load.wait_for_more(MORE_EVENTS)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Take a store away under load.")
    parser.add_argument("part", choices=sorted(OUTAGES))
    parser.add_argument("--seconds", type=float, default=SECONDS)
    wanted = parser.parse_args()
    began = time.monotonic()

    def say(text: str) -> None:
        sys.stdout.write(f"{time.monotonic() - began:7.1f} s  {text}\n")
        sys.stdout.flush()

    with start_own() as own:
        run(own, wanted.part, seconds=wanted.seconds, say=say)
    return 0


if __name__ == "__main__":
    sys.exit(main())
