"""What the steps of the pipeline work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shared.domain.events.timestamps import EPOCH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.domain.events.rows import PersonMode
    from shared.json import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """What all events of one request have in common. Times are in UTC.

    ``ip`` is empty when it is not known.
    """

    request_id: str
    team_id: int
    path: str
    received_at: datetime
    sent_at: datetime | None
    ip: str
    anonymizes_ips: bool


@dataclass(kw_only=True, slots=True)
class Draft:
    """One event on its way through the steps: each fills in its part.

    The only mutable value of ingestion; it lives for one call of ``run``, because a copy per step
    would cost more than all steps together.
    """

    arrival: Arrival
    position: int
    raw: Mapping[str, Json]
    name: str = ""
    message: str = ""
    distinct_id: str = ""
    properties: dict[str, Json] = field(default_factory=dict)
    timestamp: datetime = EPOCH
    uuid: str = ""
    person_mode: PersonMode = "full"
    groups: dict[str, str] = field(default_factory=dict)
    elements_chain: str = ""
