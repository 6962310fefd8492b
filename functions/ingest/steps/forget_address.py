"""Takes the address out again where a project wants none, once all has been read off it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functions.ingest.draft import Draft


def forget_address(draft: Draft) -> None:
    """Remove ``$ip`` when addresses are not to be kept."""
    if draft.arrival.anonymizes_ips:
        draft.properties.pop("$ip", None)
