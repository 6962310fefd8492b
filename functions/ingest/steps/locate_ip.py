"""Says from which address the event came; whether it is kept is said later (forget_address)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from functions.ingest.draft import Draft

_OF_OURSELVES: Final = "127.0.0.1"


def locate_ip(draft: Draft) -> None:
    """Fill in ``$ip``: what the event says, else where its request came from."""
    properties, arrival = draft.properties, draft.arrival
    if properties.get("capture_internal"):
        properties["$ip"] = _OF_OURSELVES
    elif not properties.get("$ip") and arrival.ip:
        properties["$ip"] = arrival.ip
