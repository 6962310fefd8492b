"""Ingestion warnings as PostHog's API shows them: by type, with the latest of each."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class SampleWarning(BaseModel):
    """One warning as it was written."""

    model_config = ConfigDict(frozen=True)

    type: str
    timestamp: datetime
    details: dict[str, JsonValue]


class WarningSummary(BaseModel):
    """All warnings of a type. ``count`` is of events, as are the counts of ``sparkline``'s days."""

    model_config = ConfigDict(frozen=True)

    type: str
    last_seen: datetime = Field(serialization_alias="lastSeen")
    count: int
    sparkline: list[tuple[int, date]]
    warnings: list[SampleWarning]


class WarningSummaries(BaseModel):
    """What was wrong with a project's events, the most recent type first."""

    model_config = ConfigDict(frozen=True)

    results: list[WarningSummary]
