"""The whole system under a steady load: how soon events are visible, and what that takes.

./hedgerow up --empty --> sign up --> load.run --> latencies, rows, memory --> stop --> start again
"""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tools.bench import load, memory
from tools.bench.rows import Goal, Row
from tools.project import sign_up
from tools.stack import new_folder, start, stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.bench.load import Outcome
    from tools.bench.rows import Options

EVENTS_A_SECOND: Final = 1000
VISIBLE_GOAL: Final = Goal(of="measured", bound=2.0)
ALL_GOAL: Final = Goal(of="ratio", bound=1.0, is_least=True)
NONE_GOAL: Final = Goal(of="measured", bound=0)
MEMORY_GOAL: Final = Goal(of="measured", bound=2.5)
START_GOAL: Final = Goal(of="measured", bound=20.0)
_MIB_IN_GIB: Final = 1024


def measure(options: Options) -> list[Row]:
    """Return the rows of a run of 60 seconds, and how long a second start takes."""
    with empty_folder() as folder:
        stack = start(folder)
        try:
            project = sign_up(stack.url)
            seconds = 15.0 if options.quick else 60.0
            outcome = load.run(project, events_a_second=EVENTS_A_SECOND, seconds=seconds)
            taken = memory.total_mib(stack.pid) / _MIB_IN_GIB
            project.http.close()
        finally:
            stop(stack)
        again = _seconds_to_start(folder)
    return [
        *outcome_rows("load", outcome),
        Row(
            name="load memory",
            comparison="of all processes, right after the load",
            measured=taken,
            unit="GiB",
            goal=MEMORY_GOAL,
        ),
        Row(
            name="second start",
            comparison="of ./hedgerow up, until every part answers",
            measured=again,
            unit="s",
            goal=START_GOAL,
        ),
    ]


def outcome_rows(name: str, outcome: Outcome) -> list[Row]:
    """Return what a steady load came to, under the name of its benchmark."""
    accepted = (outcome.requests - outcome.refused) * load.EVENTS_A_REQUEST
    pace = outcome.requests * load.EVENTS_A_REQUEST / outcome.seconds
    visible = f"accepted until visible, at {pace:,.0f} events/s for {outcome.seconds:.0f} s"
    return [
        *(
            Row(
                name=f"{name} p{percent}",
                comparison=visible,
                measured=outcome.latency(percent),
                unit="s",
                goal=VISIBLE_GOAL if percent == 95 else None,
            )
            for percent in (50, 95, 99)
        ),
        Row(
            name=f"{name} stored",
            comparison="events stored / accepted",
            measured=outcome.stored,
            reference=accepted,
            unit="events",
            goal=ALL_GOAL,
        ),
        Row(
            name=f"{name} duplicates",
            comparison="rows beyond one for each event",
            measured=outcome.duplicates,
            unit="events",
            goal=NONE_GOAL,
        ),
        Row(
            name=f"{name} refused",
            comparison="requests not answered with 200",
            measured=outcome.refused,
            unit="requests",
            goal=NONE_GOAL,
        ),
    ]


def _seconds_to_start(folder: Path) -> float:
    started = time.monotonic()
    stack = start(folder)
    seconds = time.monotonic() - started
    stop(stack)
    return seconds


@contextmanager
def empty_folder() -> Iterator[Path]:
    """Yield a folder of an instance's own, which is removed afterwards."""
    folder = new_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
