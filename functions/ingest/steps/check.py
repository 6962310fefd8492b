"""Refuses what the rules shared with capture refuse, and takes the rest into its normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.domain.events import rules

if TYPE_CHECKING:
    from functions.ingest.draft import Draft
    from shared.domain.events.rules import DropReason

_PERSON_WRITES: Final = ("$set", "$set_once")


def check(draft: Draft) -> DropReason | None:
    """Fill in name, distinct id, the uuid that was sent, and properties.

    Browsers put ``$set`` and ``$set_once`` beside the properties: there they win, key by key.
    """
    event = draft.raw
    found = rules.examine(event, path=draft.arrival.path, is_shallow=draft.arrival.is_shallow)
    if isinstance(found, rules.DropReason):
        draft.name = rules.event_name(event, path=draft.arrival.path)
        return found
    draft.name, draft.distinct_id, draft.uuid = found
    properties = event.get("properties")
    if isinstance(properties, dict):
        draft.properties = properties.copy()
    for name in _PERSON_WRITES:
        if name in event and isinstance(beside := event[name], dict):
            inside = draft.properties.get(name)
            draft.properties[name] = {**inside, **beside} if isinstance(inside, dict) else beside
    return None
