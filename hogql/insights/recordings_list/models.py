"""RecordingsQuery on the wire: which recordings, in which order, and what is known of each.

Source: PostHog's typed client (``RecordingsQuery``, ``SessionRecordingType``); insights 12.
"""

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, JsonValue

from hogql.insights.entities import SingleNode
from hogql.insights.legacy.entities import node_of
from hogql.insights.nodes import NotYet, QueryNode
from hogql.property_filters.models import WIRE, FilterList

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 1000


class RecordingOrder(StrEnum):
    """What a list of recordings is ordered by."""

    START_TIME = "start_time"
    DURATION = "duration"
    RECORDING_DURATION = "recording_duration"
    ACTIVE_SECONDS = "active_seconds"
    INACTIVE_SECONDS = "inactive_seconds"
    ACTIVITY_SCORE = "activity_score"
    CLICK_COUNT = "click_count"
    KEYPRESS_COUNT = "keypress_count"
    MOUSE_ACTIVITY_COUNT = "mouse_activity_count"
    CONSOLE_ERROR_COUNT = "console_error_count"
    RECORDING_TTL = "recording_ttl"


def _event(value: object) -> object:
    """An entry as a node; clients send the form of old filters."""
    return node_of(value, kind="events") if isinstance(value, dict) and _is_old(value) else value


def _action(value: object) -> object:
    return node_of(value, kind="actions") if isinstance(value, dict) and _is_old(value) else value


def _is_old(value: "dict[str, JsonValue]") -> bool:
    return "kind" not in value


Events: TypeAlias = tuple[Annotated[SingleNode, BeforeValidator(_event)], ...]
Actions: TypeAlias = tuple[Annotated[SingleNode, BeforeValidator(_action)], ...]
Ids: TypeAlias = Annotated[tuple[str, ...], Field(max_length=10_000)]


class RecordingsQuery(QueryNode):
    """Recordings that began in a span of time; ``operand`` joins what is asked of them."""

    kind: Literal["RecordingsQuery"]
    date_from: str | None = None
    date_to: str | None = None
    events: Events | None = Field(default=None, max_length=25)
    actions: Actions | None = Field(default=None, max_length=25)
    properties: FilterList | None = None
    console_log_filters: FilterList | None = None
    having_predicates: FilterList | None = None
    comment_text: NotYet = None
    filter_test_accounts: bool | None = None
    operand: Literal["AND", "OR"] | None = None
    session_ids: Ids | None = None
    person_uuid: UUID | None = None
    distinct_ids: Ids | None = None
    order: RecordingOrder | None = None
    order_direction: Literal["ASC", "DESC"] | None = None
    limit: int | None = Field(default=None, ge=1)
    offset: int | None = Field(default=None, ge=0, le=1_000_000)
    user_modified_filters: dict[str, JsonValue] | None = None

    @property
    def rows_shown(self) -> int:
        """How many rows are shown at most."""
        return min(self.limit or DEFAULT_LIMIT, MAX_LIMIT)


class SessionRecording(BaseModel):
    """What a list shows of a recording; times are in seconds."""

    model_config = WIRE

    id: str
    distinct_id: str
    person: JsonValue
    start_time: str
    end_time: str
    recording_duration: float
    active_seconds: float
    inactive_seconds: float
    activity_score: float
    ongoing: bool
    click_count: int
    keypress_count: int
    mouse_activity_count: int
    console_log_count: int
    console_warn_count: int
    console_error_count: int
    start_url: str | None
    snapshot_source: str
    retention_period_days: int
    expiry_time: str
    recording_ttl: int


class RecordingsQueryResponse(BaseModel):
    """One page of recordings."""

    model_config = WIRE

    results: tuple[SessionRecording, ...]
    has_next: bool
    limit: int
    offset: int
    hogql: str
