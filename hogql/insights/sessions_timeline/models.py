"""SessionsTimelineQuery on the wire: a span of time of a person, and its sessions (insights 12).

Source: PostHog's typed client (``SessionsTimelineQuery``, ``TimelineEntry``, ``EventType``).
"""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.nodes import QueryNode
from hogql.property_filters.models import WIRE


class SessionsTimelineQuery(QueryNode):
    """The sessions with an event between two instants; without a person, those of everybody."""

    kind: Literal["SessionsTimelineQuery"]
    person_id: UUID | None = Field(default=None, alias="personId")
    after: str | None = None
    before: str | None = None


class TimelineEvent(BaseModel):
    """One event of a session."""

    model_config = WIRE

    id: str
    event: str
    timestamp: str
    distinct_id: str
    properties: JsonValue
    elements_chain: str | None


class TimelineEntry(BaseModel):
    """One session, its newest event first; ``sessionId`` is null where the events name none."""

    model_config = WIRE

    session_id: str | None = Field(alias="sessionId")
    recording_duration_s: float | None
    events: tuple[TimelineEvent, ...]


class SessionsTimelineQueryResponse(BaseModel):
    """The session that began last comes first; with more, the oldest may not be whole."""

    model_config = WIRE

    results: tuple[TimelineEntry, ...]
    has_more: bool = Field(alias="hasMore")
    hogql: str
