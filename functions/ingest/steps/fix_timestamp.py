"""Says when the event happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functions.ingest.draft import Draft


def fix_timestamp(draft: Draft) -> None:
    """Correct the client's clock, unless the event asks not to; keep when it was sent."""
    arrival, properties = draft.arrival, draft.properties
    draft.at = arrival.clock.fix(
        draft.raw.get("timestamp"),
        offset=draft.raw.get("offset"),
        is_corrected=not properties.get("$ignore_sent_at"),
    )
    if arrival.sent:
        properties["$sent_at"] = arrival.sent
