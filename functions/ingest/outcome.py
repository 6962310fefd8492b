"""What the events of one message come to.

    Message --run_all--> Outcome: lines, lines of other tables, properties met, dropped

Lines are written at once: a batch then holds bytes, not parsed events.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from functions.ingest.definitions import meet
from functions.ingest.dropped import Dropped, Refusal
from functions.ingest.pipeline import Kept, run
from shared.domain.events.rows import write_line
from shared.domain.events.rules import DropReason, event_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from functions.ingest.draft import Arrival
    from functions.ingest.messages import Message
    from shared.clickhouse.insert import Target
    from shared.domain.events.rows import Row, RowKey
    from shared.domain.property_definitions.messages import Sighting


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The parts, each in the order of the events; ``records`` are lines of other tables.

    ``has_persons`` says that some event may write to a person.
    """

    lines: Mapping[RowKey, bytes] = field(default_factory=dict)
    has_persons: bool = False
    sightings: tuple[Sighting, ...] = ()
    records: tuple[tuple[Target, bytes], ...] = ()
    dropped: tuple[Dropped, ...] = ()


NOTHING: Final = Outcome()


def run_all(message: Message) -> Outcome:
    """Run the pipeline over every event of a message."""
    if message.arrival is None:
        count = len(message.request.events) + message.request.malformed
        unknown = Dropped(team_id=None, reason=Refusal.UNKNOWN_PROJECT)
        return Outcome(dropped=(unknown,) * count)
    return _run_known(message, message.arrival)


def _of_stored(row: Row, reason: StrEnum) -> Dropped:
    return Dropped(team_id=row.team_id, reason=reason, event=row.event)


def _left_out(message: Message, arrival: Arrival, position: int) -> Dropped:
    """Return what is told of an event that capture did not take; of some only that it was there."""
    events = message.request.events
    name = event_name(events[position], path=arrival.path) if position < len(events) else ""
    return Dropped(team_id=arrival.team_id, reason=message.left_out[position], event=name)


def _run_known(message: Message, arrival: Arrival) -> Outcome:
    malformed = Dropped(team_id=arrival.team_id, reason=DropReason.NOT_AN_OBJECT)
    lines: dict[RowKey, bytes] = {}
    sightings: list[Sighting] = []
    records: list[tuple[Target, bytes]] = []
    has_persons = False
    left_out = message.left_out
    dropped = [malformed] * message.request.malformed
    dropped += [_left_out(message, arrival, position) for position in message.left_out]
    for position, raw in enumerate(message.request.events):
        if left_out and position in left_out:
            continue
        result = run(raw, position=position, arrival=arrival)
        if result.records:
            records.extend(result.records)
        if not isinstance(result, Kept):
            dropped.append(result)
            continue
        lines[result.row.key] = write_line(result.row)
        if result.told:
            dropped.extend(_of_stored(result.row, reason) for reason in result.told)
        sighting = meet(result.row)
        if sighting is not None:
            sightings.append(sighting)
        has_persons = has_persons or result.row.person_mode == "full"
    return Outcome(
        lines=lines,
        has_persons=has_persons,
        sightings=tuple(sightings),
        records=tuple(records),
        dropped=tuple(dropped),
    )
