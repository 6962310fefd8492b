"""One event from what an SDK sent to what is stored. Read STEPS first: they are the whole story.

    raw event + Arrival --STEPS--> Kept(row, operation) | Dropped(reason)

``run`` is pure: it reads no store and no clock, so any number of deliveries of a message give the
same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from functions.ingest.draft import Arrival, Draft
from functions.ingest.dropped import Dropped
from functions.ingest.steps.assign_person import assign_person
from functions.ingest.steps.assign_uuid import assign_uuid
from functions.ingest.steps.attach_groups import attach_groups
from functions.ingest.steps.chain_elements import chain_elements
from functions.ingest.steps.check import check
from functions.ingest.steps.fix_timestamp import fix_timestamp
from functions.ingest.steps.locate_ip import locate_ip
from functions.ingest.steps.refuse_special import refuse_special
from functions.ingest.steps.to_operation import to_operation
from functions.ingest.steps.to_row import to_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from shared.domain.events.rows import Row
    from shared.domain.persons.operations import Operation
    from shared.json import Json

STEPS: Final[tuple[Callable[[Draft], StrEnum | None], ...]] = (
    check,  # first: the others rely on a name, a distinct id and an object of properties
    refuse_special,  # before any work is done on an event that is not stored
    fix_timestamp,
    assign_uuid,
    assign_person,
    locate_ip,
    attach_groups,
    chain_elements,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """An event that is stored, and what it does to its person, if anything."""

    row: Row
    operation: Operation | None


def run(raw: Mapping[str, Json], *, position: int, arrival: Arrival) -> Kept | Dropped:
    """Return what becomes of the event at ``position`` of its request."""
    draft = Draft(arrival=arrival, position=position, raw=raw)
    for step in STEPS:
        reason = step(draft)
        if reason is not None:
            return Dropped(
                team_id=arrival.team_id, reason=reason, event=draft.name, message=draft.message
            )
    operation = to_operation(draft)  # before the row, which takes ids out of the properties
    return Kept(row=to_row(draft), operation=operation)
