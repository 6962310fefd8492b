"""What an SDK sends again counts once, and what was given up comes back when an operator asks."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from local.redrive import find_emulator, send_again
from shared import clock
from tests.e2e.waiting import eventually
from tools.emulated import Emulated, emulator_of

if TYPE_CHECKING:
    from tools.project import Project
    from tools.stack import Stack

COUNTS = "SELECT count(), count(DISTINCT uuid) FROM events"
EVENTS = 20


@pytest.fixture
def emulated(stack: Stack) -> Emulated:
    return emulator_of(stack)


def test_a_retry_counts_once_however_the_clock_of_its_client_was_corrected(
    project: Project,
) -> None:
    now = clock.now()
    batch = [
        {
            "event": "bought",
            "distinct_id": "ann",
            "uuid": str(uuid.uuid4()),
            "timestamp": now.isoformat(),
        }
        for _ in range(EVENTS)
    ]
    for seconds in (0, 0, -1000):
        sent_at = (now + timedelta(seconds=seconds)).isoformat()
        body = {"api_key": project.token, "sent_at": sent_at, "batch": batch}
        project.http.post(f"{project.url}/batch/", json=body).raise_for_status()
    # The last delivery has other timestamps: its rows are there, and go again with the next run.
    eventually(
        lambda: project.rows(COUNTS) == [[EVENTS, EVENTS]],
        what="one row for each event",
        seconds=90,
    )


def test_dead_letters_are_delivered_again_by_the_command(stack: Stack, emulated: Emulated) -> None:
    dead = emulated.dead_letters("definitions")
    # A message that says nothing: its consumer is done with it at once.
    emulated.call(
        "sqs", "send_message", QueueUrl=dead, MessageBody='{"v": 2, "events": [], "properties": []}'
    )
    assert emulated.waiting_dead("definitions") == 1
    assert send_again(find_emulator(stack.data), "definitions") == 1
    assert emulated.waiting_dead("definitions") == 0
