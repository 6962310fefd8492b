"""An event that is not stored, or not all that it says, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.clickhouse.insert import Target


class Refusal(StrEnum):
    """What ingestion does not store of events that passed the rules it shares with capture."""

    UNKNOWN_PROJECT = "unknown_project"
    PERSON_PROCESSING_OFF = "invalid_event_when_process_person_profile_is_false"
    CLIENT_WARNING = "client_ingestion_warning"
    HEATMAP = "heatmap_is_no_event"
    UNREADABLE = "unreadable_request"
    LOST_CLAIM = "request_body_lost"
    COOKIELESS_OFF = "cookieless_team_disabled"
    COOKIELESS_EVENT = "cookieless_unsupported_event"
    COOKIELESS_AGENT = "cookieless_missing_user_agent"
    COOKIELESS_ADDRESS = "cookieless_missing_ip"
    COOKIELESS_HOST = "cookieless_missing_host"
    COOKIELESS_DAY = "cookieless_timestamp_out_of_range"
    # Of these the event itself is stored.
    ILLEGAL_MERGE = "cannot_merge_with_illegal_distinct_id"
    BAD_HEATMAP = "invalid_heatmap_data"
    BAD_EXCEPTION = "invalid_exception_list"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """One event that is not stored as a whole. ``team_id`` is None when nobody knows its project.

    ``event`` is its name; ``message`` is what the client itself had to say; both may be empty.
    ``records`` are the lines of other tables that hold what it says, each with the table's name.
    """

    team_id: int | None
    reason: StrEnum
    event: str = ""
    message: str = ""
    records: tuple[tuple[Target, bytes], ...] = field(default=(), compare=False)
