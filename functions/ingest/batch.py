"""What happens to the messages of one invocation: each is taken in alone, all are stored together.

record --take_in--> Taken --store--> lines sealed and inserted, operations queued, drops told
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from functions.ingest.definitions import tell_sightings
from functions.ingest.dropped import Dropped, Refusal
from functions.ingest.log import store_failed
from functions.ingest.messages import UNREADABLE, read_message, received_at
from functions.ingest.outcome import NOTHING, Outcome, run_all
from functions.ingest.quarantine import quarantine
from functions.ingest.warnings import write_warnings
from functions.ingest.write import breaker, write
from shared.domain.events.envelope import read_envelope
from shared.domain.events.known import find_known
from shared.domain.events.timestamps import EPOCH
from shared.errors import InvalidRequestError, NotFoundError, TemporarilyUnavailableError
from shared.sqs.redelivery import is_repeated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from shared.clickhouse.insert import Target
    from shared.domain.events.envelope import Envelope
    from shared.domain.events.rows import RowKey

# The queue sets a message aside that was not done by then: the events queue of the topology table.
LAST_RECEIVE: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What one message came to.

    ``received_at`` (UTC) is when capture accepted its request. ``is_lost`` says that its body is
    gone, and that the queue will set it aside.
    """

    message_id: str
    received_at: datetime
    outcome: Outcome = NOTHING
    is_repeated: bool = False
    is_quarantined: bool = False
    is_lost: bool = False


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
    except NotFoundError:
        if int(record.attributes.approximate_receive_count) < LAST_RECEIVE:
            raise
        return _lose(record, envelope)
    except UNREADABLE as error:
        quarantine(record.body, error)
        drop = Dropped(team_id=envelope.team_id, reason=Refusal.UNREADABLE)
        return Taken(
            message_id=record.message_id,
            received_at=received_at(envelope),
            outcome=Outcome(dropped=(drop,)),
            is_quarantined=True,
        )
    return Taken(
        message_id=record.message_id,
        received_at=received_at(envelope),
        outcome=run_all(message),
        is_repeated=is_repeated(record),
    )


def _lose(record: SQSRecord, envelope: Envelope) -> Taken:
    """Tell once of a request whose body is not in S3, and leave its message to the dead letters."""
    drop = Dropped(team_id=envelope.team_id, reason=Refusal.LOST_CLAIM)
    return Taken(
        message_id=record.message_id,
        received_at=received_at(envelope),
        outcome=Outcome(dropped=(drop,)),
        is_lost=True,
    )


def store(batch: Sequence[Taken]) -> Stored:
    """Make the rows of a batch durable and visible, then tell of persons, properties and drops."""
    youngest = max((taken.received_at for taken in batch), default=EPOCH)
    lines: dict[RowKey, bytes] = {}
    for taken in batch:
        lines.update(taken.outcome.lines)
    repeated = [taken.outcome.lines for taken in batch if taken.is_repeated]
    known = _find_known({key for found in repeated for key in found})
    fresh = (
        [line for key, line in lines.items() if key not in known] if known else [*lines.values()]
    )
    has_persons = any(taken.outcome.has_persons for taken in batch)
    waiting = 0
    failed: tuple[str, ...] = ()
    try:
        waiting = write(
            fresh, received_at=youngest, has_persons=has_persons, is_repeated=known is None
        )
        for target, records in _records(batch).items():
            waiting += write(records, received_at=youngest, target=target)
    except TemporarilyUnavailableError as error:
        store_failed("batch not durable", error)
        failed = tuple(taken.message_id for taken in batch if _has_rows(taken.outcome))
    _tell([taken.outcome for taken in batch if taken.message_id not in failed], youngest)
    return Stored(
        rows=0 if failed else len(fresh),
        known=len(lines) - len(fresh),
        waiting=waiting,
        failed=(*failed, *(taken.message_id for taken in batch if taken.is_lost)),
    )


def _has_rows(outcome: Outcome) -> bool:
    return bool(outcome.lines or outcome.records)


def _records(batch: Sequence[Taken]) -> Mapping[Target, list[bytes]]:
    """Return the lines of other tables, each once, by table.

    They are not looked up when they are delivered again: their tables make equal rows one.
    """
    found: dict[Target, dict[bytes, None]] = {}
    for taken in batch:
        for target, line in taken.outcome.records:
            found.setdefault(target, {})[line] = None
    return {target: list(lines) for target, lines in found.items()}


def _tell(outcomes: Sequence[Outcome], received_at: datetime) -> None:
    """Tell what is not needed to keep an event: it never delays or fails one."""
    write_warnings([drop for item in outcomes for drop in item.dropped], received_at=received_at)
    try:
        tell_sightings(sighting for item in outcomes for sighting in item.sightings)
    except TemporarilyUnavailableError as error:
        store_failed("properties not told", error)


def _find_known(keys: set[RowKey]) -> set[RowKey] | None:
    """Return the keys that are stored; None when nobody can tell."""
    if not keys:
        return set()
    if breaker.is_open(time.monotonic()):
        return None
    try:
        return find_known(keys)
    except TemporarilyUnavailableError as error:
        store_failed("rows not looked up", error)
        breaker.fail(time.monotonic())
        return None
