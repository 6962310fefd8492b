"""An event that is not stored, or not all that it says, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """What ingestion does not store of events that passed the rules it shares with capture."""

    UNKNOWN_PROJECT = "unknown_project"
    PERSON_PROCESSING_OFF = "invalid_event_when_process_person_profile_is_false"
    CLIENT_WARNING = "client_ingestion_warning"
    HEATMAP = "heatmap_not_stored"
    UNREADABLE = "unreadable_request"
    PERSON_TOO_LARGE = "person_properties_size_violation"  # the event itself is stored


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """One event that is not stored as a whole. ``team_id`` is None when nobody knows its project.

    ``event`` is its name; ``message`` is what the client itself had to say; both may be empty.
    """

    team_id: int | None
    reason: StrEnum
    event: str = ""
    message: str = ""
