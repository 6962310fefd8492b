"""A thousand events a second: every one stored once, in the memory that was promised.

How fast they become visible is measured by ``./hedgerow bench load``: no clock decides here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.bench.load import EVENTS_A_REQUEST, run
from tools.bench.memory import total_mib

if TYPE_CHECKING:
    from tools.project import Project
    from tools.stack import Stack

SECONDS = 15.0
EVENTS_A_SECOND = 1000
MEMORY_MIB = 2500


def test_a_steady_load_is_stored_exactly_once_in_bounded_memory(
    stack: Stack, project: Project
) -> None:
    outcome = run(project, events_a_second=EVENTS_A_SECOND, seconds=SECONDS)

    assert outcome.refused == 0
    assert outcome.requests == SECONDS * EVENTS_A_SECOND / EVENTS_A_REQUEST
    assert outcome.stored == outcome.requests * EVENTS_A_REQUEST
    assert outcome.duplicates == 0
    assert total_mib(stack.pid) < MEMORY_MIB
