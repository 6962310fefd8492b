"""Says what the finished draft does to its person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.persons.operations import operation_of

if TYPE_CHECKING:
    from functions.ingest.draft import Draft
    from shared.domain.persons.operations import Operation


def to_operation(draft: Draft) -> Operation | None:
    """Return the operation of an event with person processing; its moment is that of its row."""
    if draft.person_mode == "propertyless":
        return None
    return operation_of(
        team_id=draft.arrival.team_id,
        distinct_id=draft.distinct_id,
        name=draft.name,
        at=draft.at,
        uuid=draft.uuid,
        properties=draft.properties,
    )
