"""Gives every event its uuid: the client's, or one that every delivery derives alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.ids import event_uuid

if TYPE_CHECKING:
    from functions.ingest.draft import Draft


def assign_uuid(draft: Draft) -> None:
    """Fill in the uuid of an event that names none; ``check`` has read the others."""
    if not draft.uuid:
        draft.uuid = str(event_uuid(draft.arrival.request_id, draft.position))
