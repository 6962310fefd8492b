"""Refuses the events by which an SDK only tells of a fault of its own: sdk-protocol 4.10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from functions.ingest.dropped import Refusal

if TYPE_CHECKING:
    from functions.ingest.draft import Draft

EVENTS: Final = frozenset({"$$client_ingestion_warning"})
_MESSAGE: Final = "$$client_ingestion_warning_message"
_LONGEST_MESSAGE: Final = 1000


def refuse_special(draft: Draft) -> Refusal | None:
    """Keep a client's own warning as a message, not as an event."""
    if draft.name not in EVENTS:
        return None
    draft.message = str(draft.properties.get(_MESSAGE, ""))[:_LONGEST_MESSAGE]
    return Refusal.CLIENT_WARNING
