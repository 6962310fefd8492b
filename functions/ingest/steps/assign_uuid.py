"""Gives every event its uuid: the client's, or one that every delivery derives alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from uuid import UUID

from shared.ids import event_uuid

if TYPE_CHECKING:
    from functions.ingest.draft import Draft

# Almost every one is; parsing costs ten times as much as looking.
_CANONICAL: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def assign_uuid(draft: Draft) -> None:
    """Fill in the uuid in its canonical form."""
    sent = draft.raw.get("uuid")
    if isinstance(sent, str) and sent:
        draft.uuid = sent if _CANONICAL.fullmatch(sent) else str(UUID(sent))
    else:
        draft.uuid = str(event_uuid(draft.arrival.request_id, draft.position))
