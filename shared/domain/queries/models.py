"""What a client asks of the query endpoint, and what it is told besides the result.

Source: PostHog's ``QueryRequest``, ``QueryStatus`` and cached responses (application-api 6).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class RefreshMode(StrEnum):
    """How much a client insists on a new result."""

    BLOCKING = "blocking"
    FORCE_BLOCKING = "force_blocking"
    ASYNC = "async"
    LAZY_ASYNC = "lazy_async"
    ASYNC_EXCEPT_ON_CACHE_MISS = "async_except_on_cache_miss"
    FORCE_ASYNC = "force_async"
    FORCE_CACHE = "force_cache"


class FiltersOverride(BaseModel):
    """What a dashboard puts over the dates, properties and breakdown of a query."""

    model_config = ConfigDict(frozen=True)

    date_from: str | None = None
    date_to: str | None = None
    explicit_date: Annotated[bool | None, Field(alias="explicitDate")] = None
    properties: list[JsonValue] | None = None
    breakdown_filter: dict[str, JsonValue] | None = None
    filter_test_accounts: Annotated[bool | None, Field(alias="filterTestAccounts")] = None


class QueryRequest(BaseModel):
    """A query node and how to answer it; ``query`` is checked by its kind, not here.

    ``limit_context`` says what the rows are for: an export gets more of them than a screen.
    ``filters`` is an insight of old instead of a node; ``query`` may be one too.
    """

    model_config = ConfigDict(frozen=True)

    query: dict[str, JsonValue] = Field(default_factory=dict)
    filters: dict[str, JsonValue] | None = None
    refresh: RefreshMode | bool | None = None
    client_query_id: Annotated[str, Field(max_length=200)] | None = None
    name: str | None = None
    filters_override: FiltersOverride | None = None
    variables_override: dict[str, dict[str, JsonValue]] | None = None
    is_async: Annotated[bool, Field(alias="async")] = False
    limit_context: Literal["query", "export"] = "query"


class QueryProgress(BaseModel):
    """How far the statements of a run are; ``active_cpu_time`` is in microseconds."""

    model_config = ConfigDict(frozen=True)

    bytes_read: int
    rows_read: int
    estimated_rows_total: int
    time_elapsed: float
    active_cpu_time: int


class QueryStatus(BaseModel):
    """A run of a query: under way, ended in a result, or failed with a message.

    The last three fields are for clients that read them: a run belongs to no insight here.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    team_id: int
    complete: bool
    query_async: bool
    error: bool
    error_message: str | None
    results: JsonValue
    start_time: datetime | None
    pickup_time: datetime | None
    end_time: datetime | None
    expiration_time: datetime | None
    task_id: str | None
    query_progress: QueryProgress | None
    insight_id: int | None
    dashboard_id: int | None
    labels: list[str] | None


class QueryStatusAnswer(BaseModel):
    """The answer to the question how a run is doing."""

    model_config = ConfigDict(frozen=True)

    query_status: QueryStatus


class Freshness(BaseModel):
    """What every result carries: how old it is, and when a new one may be asked for."""

    model_config = ConfigDict(frozen=True)

    is_cached: bool
    last_refresh: datetime
    next_allowed_client_refresh: datetime
    cache_key: str
    cache_target_age: datetime
    timezone: str
    query_status: QueryStatus | None


class QueryAnswer(Freshness):
    """What a result carries beside the response of its node, which depends on the kind."""
