"""Refuses what the rules shared with capture refuse, and takes the rest into its normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.domain.events import rules

if TYPE_CHECKING:
    from functions.ingest.draft import Draft
    from shared.domain.events.rules import DropReason

_PERSON_WRITES: Final = ("$set", "$set_once")


def check(draft: Draft) -> DropReason | None:
    """Fill in name, distinct id and properties.

    Browsers put ``$set`` and ``$set_once`` beside the properties: there they win, key by key.
    """
    event, path = draft.raw, draft.arrival.path
    draft.name = rules.event_name(event, path=path)
    reason = rules.check_event(event, path=path)
    if reason is not None:
        return reason
    draft.distinct_id = rules.distinct_id(event)
    properties = event.get("properties")
    if isinstance(properties, dict):
        draft.properties = properties.copy()
    for name in _PERSON_WRITES:
        beside = event.get(name)
        if isinstance(beside, dict):
            inside = draft.properties.get(name)
            draft.properties[name] = {**inside, **beside} if isinstance(inside, dict) else beside
    return None
