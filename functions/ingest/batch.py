"""What happens to the messages of one invocation: each is taken in alone, all are stored together.

record --take_in--> Taken: lines + operations + dropped
batch  --store--> lines sealed and inserted, operations queued, the dropped counted

Lines are written as soon as a message is taken in: a batch then holds bytes, not parsed events.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from functions.ingest.dropped import Dropped, Refusal
from functions.ingest.log import store_failed
from functions.ingest.messages import UNREADABLE, read_message, received_at
from functions.ingest.pipeline import Kept, run
from functions.ingest.quarantine import quarantine
from functions.ingest.warnings import write_warnings
from functions.ingest.write import breaker, write
from shared.domain.events.envelope import read_envelope
from shared.domain.events.known import find_known
from shared.domain.events.rows import write_line
from shared.domain.events.rules import DropReason
from shared.domain.events.timestamps import EPOCH
from shared.domain.persons.enqueue import send_operations
from shared.errors import InvalidRequestError, TemporarilyUnavailableError
from shared.sqs.redelivery import is_repeated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from functions.ingest.messages import Message
    from shared.domain.events.rows import RowKey
    from shared.domain.persons.operations import Operation


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What one message came to: the lines of its rows, and what was dropped.

    ``received_at`` (UTC) is when capture accepted its request.
    """

    message_id: str
    received_at: datetime
    lines: Mapping[RowKey, bytes] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    is_repeated: bool = False
    is_quarantined: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """What became of a batch: rows sealed, rows found stored, objects waiting, messages failed."""

    rows: int
    known: int
    waiting: int
    failed: tuple[str, ...]


def take_in(record: SQSRecord) -> Taken:
    """Return the rows of one message; one that can never be read is kept aside and is done."""
    try:
        envelope = read_envelope(record.body)
    except InvalidRequestError as error:
        quarantine(record.body, error)
        return Taken(message_id=record.message_id, received_at=EPOCH, is_quarantined=True)
    try:
        message = read_message(envelope)
    except UNREADABLE as error:
        quarantine(record.body, error)
        drop = Dropped(team_id=envelope.team_id, reason=Refusal.UNREADABLE)
        return Taken(
            message_id=record.message_id,
            received_at=received_at(envelope),
            dropped=(drop,),
            is_quarantined=True,
        )
    lines, operations, dropped = _run_all(message)
    return Taken(
        message_id=record.message_id,
        received_at=received_at(envelope),
        lines=lines,
        operations=operations,
        dropped=dropped,
        is_repeated=is_repeated(record),
    )


def store(batch: Sequence[Taken]) -> Stored:
    """Make the rows of a batch durable and visible, then tell of the drops."""
    youngest = max((taken.received_at for taken in batch), default=EPOCH)
    lines = {key: line for taken in batch for key, line in taken.lines.items()}
    known = _find_known({key for taken in batch if taken.is_repeated for key in taken.lines})
    fresh = [line for key, line in lines.items() if key not in known]
    waiting = 0
    failed: tuple[str, ...] = ()
    try:
        waiting = write(fresh, received_at=youngest)
        send_operations(operation for taken in batch for operation in taken.operations)
    except TemporarilyUnavailableError as error:
        store_failed("batch not durable", error)
        failed = tuple(taken.message_id for taken in batch if taken.lines)
    dropped = [drop for taken in batch if taken.message_id not in failed for drop in taken.dropped]
    write_warnings(dropped, received_at=youngest)
    return Stored(
        rows=0 if failed else len(fresh),
        known=len(lines) - len(fresh),
        waiting=waiting,
        failed=failed,
    )


def _run_all(
    message: Message,
) -> tuple[dict[RowKey, bytes], tuple[Operation, ...], tuple[Dropped, ...]]:
    arrival, events = message.arrival, message.request.events
    if arrival is None:
        unknown = Dropped(team_id=None, reason=Refusal.UNKNOWN_PROJECT)
        return {}, (), (unknown,) * (len(events) + message.request.malformed)
    malformed = Dropped(team_id=arrival.team_id, reason=DropReason.NOT_AN_OBJECT)
    lines: dict[RowKey, bytes] = {}
    operations: list[Operation] = []
    dropped = [malformed] * message.request.malformed
    for position, raw in enumerate(events):
        result = run(raw, position=position, arrival=arrival)
        if isinstance(result, Kept):
            lines[result.row.key] = write_line(result.row)
            if result.operation is not None:
                operations.append(result.operation)
        else:
            dropped.append(result)
    return lines, tuple(operations), tuple(dropped)


def _find_known(keys: set[RowKey]) -> set[RowKey]:
    """Return the keys that are stored; none when nobody can tell: equal rows collapse anyway."""
    if not keys or breaker.is_open(time.monotonic()):
        return set()
    try:
        return find_known(keys)
    except TemporarilyUnavailableError as error:
        store_failed("rows not looked up", error)
        breaker.fail(time.monotonic())
        return set()
