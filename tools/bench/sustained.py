"""The whole system under three times the load, longer: does it keep up?

./hedgerow up --empty --> load.run at the pace --> all stored, and the queues run empty
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from functions.topology import QUEUES
from tools.bench import load
from tools.bench.rows import Goal, Row
from tools.bench.system import empty_folder, outcome_rows
from tools.emulated import emulator_of
from tools.project import sign_up
from tools.stack import start, stop

if TYPE_CHECKING:
    from tools.bench.rows import Options
    from tools.emulated import Emulated

EVENTS_A_SECOND: Final = 3000
SECONDS: Final = 120.0
PATIENCE_SECONDS: Final = 300.0
LOOK_SECONDS: Final = 0.5
# What is accepted in the last seconds is still on its way when the last event is visible.
EMPTY_GOAL: Final = Goal(of="measured", bound=10.0)


class BacklogError(AssertionError):
    """The queues did not run empty: the system does not keep up."""


def measure(options: Options) -> list[Row]:
    """Return the rows of two minutes, and how long the queues took to run empty afterwards."""
    with empty_folder() as folder:
        stack = start(folder)
        try:
            project = sign_up(stack.url)
            seconds = SECONDS / 8 if options.quick else SECONDS
            outcome = load.run(project, events_a_second=EVENTS_A_SECOND, seconds=seconds)
            drained = _seconds_until_empty(emulator_of(stack))
            project.http.close()
        finally:
            stop(stack)
    return [
        *outcome_rows("sustained", outcome),
        Row(
            name="sustained backlog",
            comparison="from the last event visible until every queue is empty",
            measured=drained,
            unit="s",
            goal=EMPTY_GOAL,
        ),
    ]


def _seconds_until_empty(emulator: Emulated) -> float:
    started = time.monotonic()
    while sum(emulator.waiting(queue.name) for queue in QUEUES):
        if time.monotonic() - started > PATIENCE_SECONDS:
            raise BacklogError
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - started
