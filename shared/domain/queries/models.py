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
    """Dates and properties that a dashboard puts over those of a query."""

    model_config = ConfigDict(frozen=True)

    date_from: str | None = None
    date_to: str | None = None
    properties: list[JsonValue] | None = None


class QueryRequest(BaseModel):
    """A query node and how to answer it; ``query`` is checked by its kind, not here.

    ``limit_context`` says what the rows are for: an export gets more of them than a screen.
    """

    model_config = ConfigDict(frozen=True)

    query: dict[str, JsonValue]
    refresh: RefreshMode | bool | None = None
    client_query_id: Annotated[str, Field(max_length=200)] | None = None
    name: str | None = None
    filters_override: FiltersOverride | None = None
    variables_override: dict[str, dict[str, JsonValue]] | None = None
    is_async: Annotated[bool, Field(alias="async")] = False
    limit_context: Literal["query", "export"] = "query"


class QueryStatus(BaseModel):
    """A run of a query. Runs are complete when they are answered: there is no queue of them."""

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
