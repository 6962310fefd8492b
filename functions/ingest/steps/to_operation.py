"""Says what the finished draft does to its person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from shared.domain.events.timestamps import EPOCH
from shared.domain.persons.operations import operation_of
from shared.domain.registers import Stamp

if TYPE_CHECKING:
    from functions.ingest.draft import Draft
    from shared.domain.persons.operations import Operation

_MILLISECOND: Final = timedelta(milliseconds=1)


def to_operation(draft: Draft) -> Operation | None:
    """Return the operation of an event with person processing; its moment is that of its row."""
    if draft.person_mode == "propertyless":
        return None
    return operation_of(
        team_id=draft.arrival.team_id,
        distinct_id=draft.distinct_id,
        name=draft.name,
        stamp=Stamp((draft.timestamp - EPOCH) // _MILLISECOND, draft.uuid),
        properties=draft.properties,
    )
