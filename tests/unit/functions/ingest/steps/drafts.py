"""Drafts for the tests of single steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from functions.ingest.draft import Arrival, Draft
from shared.domain.events.timestamps import EPOCH

if TYPE_CHECKING:
    from shared.json import Json

ARRIVAL = Arrival(
    request_id="request-1",
    team_id=1,
    path="/batch/",
    received_at=EPOCH,
    sent_at=None,
    ip="203.0.113.7",
    anonymizes_ips=False,
)


def draft(
    properties: dict[str, Json] | None = None,
    *,
    raw: dict[str, Json] | None = None,
    name: str = "viewed",
    **arrival: Any,
) -> Draft:
    """Return a draft as the earlier steps would have left it."""
    return Draft(
        arrival=replace(ARRIVAL, **arrival),
        position=0,
        raw=raw or {},
        name=name,
        distinct_id="ann",
        properties=properties or {},
    )
