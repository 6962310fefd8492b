"""Says to which groups the event belongs: company acme, project 17."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from functions.ingest.draft import Draft

PROPERTIES: Final = frozenset({"$groups"})


def attach_groups(draft: Draft) -> None:
    """Fill in the map of group type to group key; keys that are not text become their JSON."""
    groups = draft.properties.get("$groups")
    if isinstance(groups, dict):
        draft.groups = {
            kind: key if isinstance(key, str) else orjson.dumps(key).decode()
            for kind, key in groups.items()
            if key is not None and key != ""
        }
