"""ErrorTrackingQuery on the wire: what may be asked, and the shape of the answer (insights 14).

Source: PostHog's typed client (``ErrorTrackingQuery``, ``ErrorTrackingIssue``).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, Field

from hogql.insights.nodes import DateRange, GroupIndex, NotYet, QueryNode
from hogql.property_filters.models import WIRE, PropertyFilters

DEFAULT_LIMIT: Final = 100
MAX_LIMIT: Final = 1000
MAX_BUCKETS: Final = 500


class IssueStatus(StrEnum):
    """What somebody decided about an issue; ``active`` until then."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    RESOLVED = "resolved"
    PENDING_RELEASE = "pending_release"
    SUPPRESSED = "suppressed"


WantedStatus: TypeAlias = Literal[
    "active", "archived", "resolved", "pending_release", "suppressed", "all"
]


class IssueOrder(StrEnum):
    """What issues are ordered by."""

    LAST_SEEN = "last_seen"
    FIRST_SEEN = "first_seen"
    OCCURRENCES = "occurrences"
    USERS = "users"
    SESSIONS = "sessions"


Filters: TypeAlias = PropertyFilters | None
Index: TypeAlias = GroupIndex | None
Unsupported: TypeAlias = NotYet
Resolution: TypeAlias = Annotated[int, Field(ge=0, le=MAX_BUCKETS)]


class ErrorTrackingQuery(QueryNode):
    """The issues whose exceptions were thrown in a range of dates."""

    kind: Literal["ErrorTrackingQuery"]
    issue_id: UUID | None = Field(default=None, alias="issueId")
    order_by: IssueOrder = Field(default=IssueOrder.LAST_SEEN, alias="orderBy")
    order_direction: Literal["ASC", "DESC"] | None = Field(default=None, alias="orderDirection")
    date_range: DateRange | None = Field(default=None, alias="dateRange")
    status: WantedStatus | None = None
    assignee: Unsupported = None
    filter_group: Filters = Field(default=None, alias="filterGroup")
    filter_test_accounts: bool | None = Field(default=None, alias="filterTestAccounts")
    search_query: str | None = Field(default=None, alias="searchQuery", max_length=1000)
    volume_resolution: Resolution = Field(default=0, alias="volumeResolution")
    with_aggregations: bool | None = Field(default=None, alias="withAggregations")
    with_first_event: Unsupported = Field(default=None, alias="withFirstEvent")
    with_last_event: Unsupported = Field(default=None, alias="withLastEvent")
    limit: int | None = Field(default=None, ge=1, le=MAX_LIMIT)
    offset: int | None = Field(default=None, ge=0, le=1_000_000)
    person_id: UUID | None = Field(default=None, alias="personId")
    group_key: str | None = Field(default=None, alias="groupKey", min_length=1)
    group_type_index: Index = Field(default=None, alias="groupTypeIndex")


class VolumeBucket(BaseModel):
    """How many exceptions there were from an instant to the next one's."""

    model_config = WIRE

    label: str
    value: int


class IssueAggregations(BaseModel):
    """What an issue comes to in the range."""

    model_config = WIRE

    occurrences: int
    sessions: int
    users: int
    volume_range: tuple[int, ...] = Field(alias="volumeRange")
    volume_buckets: tuple[VolumeBucket, ...]


class ErrorTrackingIssue(BaseModel):
    """One issue. ``first_seen`` is of all time, ``last_seen`` of the range."""

    model_config = WIRE

    id: UUID
    fingerprint: str
    name: str | None
    description: str | None
    status: IssueStatus
    assignee: None
    first_seen: datetime
    last_seen: datetime
    library: str | None
    source: str | None
    function: str | None
    aggregations: IssueAggregations | None


class ErrorTrackingQueryResponse(BaseModel):
    """The issues of one page."""

    model_config = WIRE

    columns: tuple[str, ...]
    results: tuple[ErrorTrackingIssue, ...]
    hogql: str
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int
