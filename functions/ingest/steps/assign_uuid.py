"""Gives every event its uuid: the client's, or one that every delivery derives alike."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared.ids import event_uuid, is_canonical_uuid

if TYPE_CHECKING:
    from functions.ingest.draft import Draft


def assign_uuid(draft: Draft) -> None:
    """Fill in the uuid in its canonical form."""
    sent = draft.raw.get("uuid")
    if isinstance(sent, str) and sent:
        draft.uuid = sent if is_canonical_uuid(sent) else str(UUID(sent))
    else:
        draft.uuid = str(event_uuid(draft.arrival.request_id, draft.position))
