"""EventsQuery on the wire: what to show of which events, and the rows (insights 10).

Source: PostHog's typed client (``EventsQuery``, ``EventsQueryResponse``).
"""

from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.nodes import QueryNode
from hogql.insights.people.models import InsightActorsQuery
from hogql.property_filters.models import WIRE, PropertyFilters

DEFAULT_LIMIT: Final = 100
MAX_LIMIT: Final = 49_999
"""One row more is asked for, to see whether there are more."""

Behind: TypeAlias = InsightActorsQuery | None
Expressions: TypeAlias = tuple[Annotated[str, Field(max_length=10_000)], ...]


class EventsQuery(QueryNode):
    """Expressions over the events that match; with an aggregate among them, the rest are groups.

    With a ``source`` these are the events behind a point of a trend, all of them without ``after``.
    """

    kind: Literal["EventsQuery"]
    select: Expressions = Field(min_length=1, max_length=100)
    where: Expressions | None = Field(default=None, max_length=100)
    properties: PropertyFilters | None = None
    fixed_properties: PropertyFilters | None = Field(default=None, alias="fixedProperties")
    event: str | None = None
    events: tuple[str, ...] | None = Field(default=None, max_length=500)
    action_id: int | None = Field(default=None, alias="actionId")
    person_id: UUID | None = Field(default=None, alias="personId")
    before: str | None = None
    after: str | None = None
    order_by: Expressions | None = Field(default=None, alias="orderBy", max_length=100)
    limit: int | None = Field(default=None, ge=1)
    offset: int | None = Field(default=None, ge=0, le=1_000_000)
    filter_test_accounts: bool | None = Field(default=None, alias="filterTestAccounts")
    source: Behind = None

    @property
    def rows_shown(self) -> int:
        """How many rows are shown at most."""
        return min(self.limit or DEFAULT_LIMIT, MAX_LIMIT)


class EventsQueryResponse(BaseModel):
    """The rows; a column is named by the expression as it was sent."""

    model_config = WIRE

    columns: tuple[str, ...]
    types: tuple[str, ...]
    results: tuple[tuple[JsonValue, ...], ...]
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int
    hogql: str
