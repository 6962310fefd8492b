"""Says when the event happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.events import timestamps

if TYPE_CHECKING:
    from functions.ingest.draft import Draft


def fix_timestamp(draft: Draft) -> None:
    """Correct the client's clock, unless the event asks not to; keep when it was sent."""
    arrival, properties = draft.arrival, draft.properties
    draft.timestamp = timestamps.fix_timestamp(
        draft.raw.get("timestamp"),
        offset=draft.raw.get("offset"),
        received_at=arrival.received_at,
        sent_at=None if properties.get("$ignore_sent_at") else arrival.sent_at,
    )
    if arrival.sent_at is not None:
        properties["$sent_at"] = arrival.sent_at.isoformat()
