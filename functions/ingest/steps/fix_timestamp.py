"""Says when the event happened."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from functions.ingest.draft import Draft


def fix_timestamp(draft: Draft) -> None:
    """Correct the client's clock, unless the event asks not to; keep when it was sent."""
    arrival, properties = draft.arrival, draft.properties
    draft.at = arrival.clock.fix(
        draft.raw.get("timestamp"),
        offset=draft.raw.get("offset"),
        is_corrected=not properties.get("$ignore_sent_at"),
    )
    if arrival.sent_at is not None:
        properties["$sent_at"] = _text_of(arrival.sent_at)


@lru_cache(maxsize=64)
def _text_of(sent_at: datetime) -> str:
    """Return the moment as text: all events of a request share it."""
    return sent_at.isoformat()
