"""Refuses the events that are not events: sdk-protocol 4.10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from functions.ingest.dropped import Refusal

if TYPE_CHECKING:
    from functions.ingest.draft import Draft

_REFUSED: Final = {
    "$$client_ingestion_warning": Refusal.CLIENT_WARNING,
    "$$heatmap": Refusal.HEATMAP,
}
_MESSAGE: Final = "$$client_ingestion_warning_message"
_LONGEST_MESSAGE: Final = 1000


def refuse_special(draft: Draft) -> Refusal | None:
    """Keep a client's own warning as a message, and heatmap points out of ordinary events."""
    refusal = _REFUSED.get(draft.name)
    if refusal is Refusal.CLIENT_WARNING:
        draft.message = str(draft.properties.get(_MESSAGE, ""))[:_LONGEST_MESSAGE]
    draft.properties.pop("$heatmap_data", None)
    return refusal
