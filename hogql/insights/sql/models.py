"""HogQLQuery on the wire: a query written by hand, and its rows (insights 9).

Source: PostHog's typed client (``HogQLQuery``, ``HogQLQueryResponse``).
"""

from typing import Literal

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.editor.answers import HogQLMetadataResponse, QueryTiming
from hogql.insights.nodes import DateRange, QueryNode
from hogql.property_filters.models import WIRE, PropertyFilters


class HogQLVariable(BaseModel):
    """A value for ``{variables.<code_name>}``; ``isNull`` wins over ``value``."""

    model_config = WIRE

    variable_id: str = Field(alias="variableId")
    code_name: str
    value: JsonValue = None
    is_null: bool | None = Field(default=None, alias="isNull")


class HogQLFilters(BaseModel):
    """What ``{filters}`` in the query stands for."""

    model_config = WIRE

    date_range: DateRange | None = Field(default=None, alias="dateRange")
    properties: PropertyFilters | None = None
    filter_test_accounts: bool | None = Field(default=None, alias="filterTestAccounts")


class HogQLQuery(QueryNode):
    """A SELECT; ``{name}`` in its text is filled from ``values``, as data."""

    kind: Literal["HogQLQuery"]
    query: str
    values: dict[str, JsonValue] | None = None
    variables: dict[str, HogQLVariable] | None = None
    filters: HogQLFilters | None = None
    explain: bool | None = None
    name: str | None = None


class HogQLQueryResponse(BaseModel):
    """The rows as JSON values; ``hogql`` is the query as it was understood.

    ``limit`` rows are shown at most. ``limitApplied`` says that the query did not ask for that
    limit itself, ``hasMore`` that there are rows beyond it. ``clickhouse``, ``explain`` and
    ``metadata`` are there when an explanation was asked for.
    """

    model_config = WIRE

    columns: tuple[str, ...]
    types: tuple[tuple[str, str], ...]
    results: tuple[tuple[JsonValue, ...], ...]
    has_more: bool = Field(alias="hasMore")
    limit: int
    limit_applied: bool = Field(alias="limitApplied")
    offset: int
    hogql: str
    query: str
    explain: tuple[str, ...] | None
    clickhouse: str | None
    metadata: HogQLMetadataResponse | None
    modifiers: dict[str, JsonValue] | None
    timings: tuple[QueryTiming, ...]
