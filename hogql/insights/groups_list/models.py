"""GroupsQuery on the wire: what to show of which groups, and the rows (insights 14).

Source: PostHog's typed client (``GroupsQuery``, ``GroupsQueryResponse``).
"""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.nodes import GroupIndex, QueryNode
from hogql.property_filters.models import WIRE, PropertyFilters

DEFAULT_COLUMNS: Final = ("group_name", "key", "created_at")
DEFAULT_LIMIT: Final = 100
MAX_LIMIT: Final = 49_999
"""One row more is asked for, to see whether there are more."""

Expressions: TypeAlias = tuple[Annotated[str, Field(max_length=10_000)], ...]


class GroupsQuery(QueryNode):
    """Expressions over the groups of a type; with an aggregate among them, numbers about them.

    ``search`` looks into names and keys. ``group_name`` is a column of names with their keys.
    """

    kind: Literal["GroupsQuery"]
    group_type_index: GroupIndex
    select: Expressions | None = Field(default=None, max_length=100)
    search: str | None = Field(default=None, max_length=400)
    properties: PropertyFilters | None = None
    order_by: Expressions | None = Field(default=None, alias="orderBy", max_length=100)
    limit: int | None = Field(default=None, ge=1)
    offset: int | None = Field(default=None, ge=0, le=1_000_000)

    @property
    def rows_shown(self) -> int:
        """How many rows are shown at most."""
        return min(self.limit or DEFAULT_LIMIT, MAX_LIMIT)

    @property
    def shown(self) -> tuple[str, ...]:
        """What is shown, nothing twice."""
        return tuple(dict.fromkeys(self.select or DEFAULT_COLUMNS))


class GroupsQueryResponse(BaseModel):
    """The rows; a column is named by the expression as it was sent."""

    model_config = WIRE

    kind: Literal["GroupsQuery"]
    columns: tuple[str, ...]
    types: tuple[str, ...]
    results: tuple[tuple[JsonValue, ...], ...]
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int
    hogql: str
