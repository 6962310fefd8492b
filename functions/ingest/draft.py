"""What the steps of the pipeline work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec import field as default

from shared.domain.events.timestamps import EPOCH, RequestClock, clock_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from shared.clickhouse.insert import Target
    from shared.domain.events.rows import PersonMode
    from shared.json import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """What all events of one request have in common. Times are in UTC.

    ``ip`` and ``user_agent`` are empty when they are not known. ``is_shallow`` says that nothing in
    the request is nested too deep to be stored. ``salts`` are those of the days in use, for a
    project that takes events without cookies.
    """

    request_id: str
    team_id: int
    path: str
    received_at: datetime
    sent_at: datetime | None
    ip: str
    anonymizes_ips: bool
    is_shallow: bool = False
    user_agent: str = ""
    timezone: str = "UTC"
    is_cookieless: bool = False
    salts: Mapping[str, bytes] = field(default_factory=dict)
    clock: RequestClock = field(init=False, repr=False, compare=False)
    sent: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what the times say of the client's clock, and the text of one."""
        clock = clock_of(received_at=self.received_at, sent_at=self.sent_at)
        object.__setattr__(self, "clock", clock)
        sent = "" if self.sent_at is None else self.sent_at.isoformat()
        object.__setattr__(self, "sent", sent)


class Draft(Struct):
    """One event on its way through the steps: each fills in its part.

    The only mutable value of ingestion; it lives for one call of ``run``, because a copy per step
    would cost more than all steps together. ``at`` is milliseconds since 1970, UTC; ``records`` are
    lines of other tables, each with the table's name; ``told`` is what was refused of an event that
    is stored all the same.
    """

    arrival: Arrival
    position: int
    raw: Mapping[str, Json]
    name: str = ""
    message: str = ""
    distinct_id: str = ""
    properties: dict[str, Json] = default(default_factory=dict)
    at: int = 0
    uuid: str = ""
    person_mode: PersonMode = "full"
    groups: dict[str, str] = default(default_factory=dict)
    elements_chain: str = ""
    records: list[tuple[Target, bytes]] = default(default_factory=list)
    told: list[StrEnum] = default(default_factory=list)

    @property
    def timestamp(self) -> datetime:
        """When the event happened, in UTC."""
        return EPOCH + timedelta(milliseconds=self.at)
