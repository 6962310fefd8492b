"""What a request of events says, whichever of the protocols it came by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.json import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRequest:
    """The events of one request as v0 sends them, in the order they were sent.

    ``sent_at`` is in UTC. ``malformed`` counts the elements that were not even objects; they have
    no place in ``events``.
    """

    token: str
    sent_at: datetime | None
    historical: bool
    events: tuple[Mapping[str, Json], ...]
    malformed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What was sent: the decoded body, and what of it stood beside the body.

    ``sent_at`` is what the query or a form says, in UTC. ``token`` is the credential of the
    request, for those protocols that keep it out of the body; ``headers`` are in lower case.
    """

    value: Json
    path: str
    sent_at: datetime | None = None
    token: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
