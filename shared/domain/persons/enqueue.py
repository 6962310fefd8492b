"""Puts what a batch of events did to persons on its queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.persons.operations import QUEUE, fold, write_batch
from shared.sqs.send import send

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.domain.persons.operations import Operation


def send_operations(operations: Iterable[Operation]) -> None:
    """Return once the queue has them all; TemporarilyUnavailableError when it may lack some."""
    for batch in fold(operations):
        for message in write_batch(batch):
            send(QUEUE, message, group=str(batch.team_id), attributes={})
