"""Says whether the event may write to a person. Source: sdk-protocol 4.4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from functions.ingest.dropped import Refusal
from shared.domain.events.analytics_v1 import is_nobody

if TYPE_CHECKING:
    from functions.ingest.draft import Draft

EVENTS: Final = frozenset({"$identify", "$create_alias", "$merge_dangerously", "$groupidentify"})
PROPERTIES: Final = frozenset({"$process_person_profile"})
_NEWER: Final = "/i/v1/"
_PERSON_WRITES: Final = ("$set", "$set_once", "$unset")


def assign_person(draft: Draft) -> Refusal | None:
    """Fill in the person mode and take out the person properties that must not be written."""
    is_propertyless = draft.properties.get("$process_person_profile") is False
    if is_propertyless and draft.name in EVENTS and not _is_spared(draft):
        return Refusal.PERSON_PROCESSING_OFF
    if is_propertyless:
        draft.person_mode = "propertyless"
    if is_propertyless or draft.name == "$groupidentify":
        for name in _PERSON_WRITES:
            draft.properties.pop(name, None)
    return None


def _is_spared(draft: Draft) -> bool:
    """Whether not the client but its distinct id turned processing off (sdk-protocol 4.2 b)."""
    return draft.arrival.path.startswith(_NEWER) and is_nobody(draft.raw)
