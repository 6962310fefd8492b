"""PropertyValuesQuery: values of a property, the most frequent first, or those with a text in them.

    {"property_type": "event", "property_key": "plan"}  ->  [{"name": "pro", "count": 3}, ...]

Values of events are those of the last week, as a project may have more than anybody waits for.

Source: PostHog ``posthog/hogql_queries/property_values_query_runner.py``.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, Field

from hogql import ast
from hogql.insights.context import Answer, InsightContext, Query
from hogql.insights.errors import InsightError
from hogql.insights.nodes import QueryNode
from hogql.insights.taxonomy.models import Name, as_text, is_recent
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.models import WIRE
from hogql.schema.events import EVENTS
from hogql.schema.persons import PERSONS

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKS_BACK: Final = timedelta(days=7)
_OF_EVENTS: Final = """
    SELECT {value} AS value, count() AS number FROM events WHERE {where}
    GROUP BY value HAVING {holds} ORDER BY number DESC, value LIMIT 10
"""
_OF_PERSONS: Final = """
    SELECT {value} AS value, count() AS number FROM persons
    GROUP BY value HAVING {holds} ORDER BY number DESC, value LIMIT 10
"""
_HOLDS: Final = "value != '' AND positionCaseInsensitiveUTF8(value, {part}) > 0"
Names = Annotated[tuple[Name, ...], Field(max_length=200)] | None
Text = Annotated[str, Field(max_length=400)]


class PropertyValuesQuery(QueryNode):
    """Which values a property has. ``is_column``: the key is a column, as ``event`` is."""

    kind: Literal["PropertyValuesQuery"]
    property_type: Literal["event", "person"]
    property_key: Name
    search_value: Text | None = None
    event_names: Names = None
    is_column: bool | None = None


class PropertyValueItem(BaseModel):
    """A value, and how many events or persons have it."""

    model_config = WIRE

    name: str
    count: int


class PropertyValuesQueryResponse(BaseModel):
    """The values."""

    model_config = WIRE

    results: tuple[PropertyValueItem, ...]
    hogql: str


def build(request: PropertyValuesQuery, context: InsightContext) -> tuple[Query, ...]:
    """Return the one query: rows of (value, number)."""
    holds = parse_expr(_HOLDS, part=ast.Constant(value=request.search_value or ""))
    if request.property_type == "person":
        tree = select(_OF_PERSONS, value=_value(request), holds=holds)
    else:
        where = all_of(is_recent(context, LOOKS_BACK), _is_named(request))
        tree = select(_OF_EVENTS, value=_value(request), where=where, holds=holds)
    return (Query(name="values of a property", tree=tree),)


def _value(request: PropertyValuesQuery) -> ast.Expr:
    key = request.property_key
    if not request.is_column:
        return as_text(ast.Field(chain=("properties", key)))
    table = EVENTS if request.property_type == "event" else PERSONS
    if key not in table.star:
        raise InsightError(f"'{key}' is no column of {table.name}.", attr="property_key")
    return as_text(ast.Field(chain=(key,)))


def _is_named(request: PropertyValuesQuery) -> ast.Expr:
    if not request.event_names:
        return TRUE
    names = ast.Tuple(exprs=tuple(ast.Constant(value=name) for name in request.event_names))
    return parse_expr("event IN {names}", names=names)


def shape(
    answers: "Sequence[Answer]", request: PropertyValuesQuery, context: InsightContext
) -> PropertyValuesQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    _ = request, context
    (answer,) = answers
    return PropertyValuesQueryResponse(
        results=tuple(
            PropertyValueItem.model_validate({"name": value, "count": number})
            for value, number in answer.rows
        ),
        hogql=answer.hogql,
    )
