"""What the events of one message come to.

    Message --run_all--> Outcome: lines, operations on persons, properties met, dropped

Lines are written at once: a batch then holds bytes, not parsed events.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from functions.ingest.definitions import meet
from functions.ingest.dropped import Dropped, Refusal
from functions.ingest.pipeline import Kept, run
from shared.domain.events.rows import write_line
from shared.domain.events.rules import DropReason
from shared.domain.persons.operations import LARGEST_PART_BYTES, bound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from functions.ingest.draft import Arrival
    from functions.ingest.messages import Message
    from shared.domain.events.rows import Row, RowKey
    from shared.domain.persons.operations import Operation
    from shared.domain.property_definitions.messages import Sighting


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The parts, each in the order of the events."""

    lines: Mapping[RowKey, bytes] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    dropped: tuple[Dropped, ...] = ()


NOTHING: Final = Outcome()


def run_all(message: Message) -> Outcome:
    """Run the pipeline over every event of a message."""
    if message.arrival is None:
        count = len(message.request.events) + message.request.malformed
        unknown = Dropped(team_id=None, reason=Refusal.UNKNOWN_PROJECT)
        return Outcome(dropped=(unknown,) * count)
    return _run_known(message, message.arrival)


def _too_large(row: Row) -> Dropped:
    return Dropped(team_id=row.team_id, reason=Refusal.PERSON_TOO_LARGE, event=row.event)


def _run_known(message: Message, arrival: Arrival) -> Outcome:
    malformed = Dropped(team_id=arrival.team_id, reason=DropReason.NOT_AN_OBJECT)
    lines: dict[RowKey, bytes] = {}
    operations: list[Operation] = []
    sightings: list[Sighting] = []
    dropped = [malformed] * message.request.malformed
    for position, raw in enumerate(message.request.events):
        result = run(raw, position=position, arrival=arrival)
        if not isinstance(result, Kept):
            dropped.append(result)
            continue
        line = lines[result.row.key] = write_line(result.row)
        sightings.extend(meet(result.row, result.operation))
        if result.operation is None:
            continue
        smaller = bound(result.operation) if len(line) > LARGEST_PART_BYTES else None
        operations.append(smaller or result.operation)
        if smaller is not None:
            dropped.append(_too_large(result.row))
    return Outcome(
        lines=lines,
        operations=tuple(operations),
        sightings=tuple(sightings),
        dropped=tuple(dropped),
    )
