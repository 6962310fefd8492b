"""EventTaxonomyQuery: the properties of an event or action, with samples of their values.

    {"event": "paid"}  ->  [{"property": "plan", "sample_values": ["pro", ...], "sample_count": 3}]

Without names of properties the latest hundred events tell which there are, and the latest values
are samples; with names, the most frequent values of 30 days are.

Source: PostHog ``posthog/hogql_queries/ai/event_taxonomy_query_runner.py``.
"""

from typing import TYPE_CHECKING, Annotated, Final, Literal

from msgspec.structs import replace
from pydantic import BaseModel, Field

from hogql import ast
from hogql.insights.context import Answer, InsightContext, Query
from hogql.insights.errors import InsightError
from hogql.insights.nodes import QueryNode
from hogql.insights.taxonomy.models import (
    DEFAULT_LIMIT,
    DEFAULT_VALUES,
    MAX_ROWS,
    Limit,
    Name,
    Offset,
    Values,
    is_recent,
    pairs,
)
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import all_of
from hogql.property_filters.models import WIRE

if TYPE_CHECKING:
    from collections.abc import Sequence

_LATEST: Final = """
    SELECT key, value, count() OVER (PARTITION BY key) AS total, weight
    FROM (
        SELECT tupleElement(pair, 1) AS key, tupleElement(pair, 2) AS value, max(at) AS weight
        FROM (
            SELECT timestamp AS at, JSONExtractKeysAndValues(properties, 'String') AS pairs
            FROM events WHERE {where} ORDER BY timestamp DESC LIMIT 100
        )
        ARRAY JOIN pairs AS pair
        WHERE NOT match(key, {hidden})
        GROUP BY key, value
    )
"""
_MOST_FREQUENT: Final = """
    SELECT key, value, count() OVER (PARTITION BY key) AS total, weight
    FROM (
        SELECT tupleElement(pair, 1) AS key, tupleElement(pair, 2) AS value, count() AS weight
        FROM (SELECT {pairs} AS pairs FROM events WHERE {where})
        ARRAY JOIN pairs AS pair
        WHERE value != ''
        GROUP BY key, value
    )
"""
_ORDER: Final = (
    ast.OrderExpr(expr=ast.Field(chain=("total",)), order="DESC"),
    ast.OrderExpr(expr=ast.Field(chain=("key",)), order="ASC"),
    ast.OrderExpr(expr=ast.Field(chain=("weight",)), order="DESC"),
    ast.OrderExpr(expr=ast.Field(chain=("value",)), order="ASC"),
)
HIDDEN: Final = "|".join(
    (
        *(r"\$set", r"\$time", r"\$sent_at", "distinct_id", r"\$ip", "__"),
        *(r"\$feature/", r"\$feature_enrollment/", r"\$feature_interaction/"),
        *(r"\$product_tour", "survey_dismiss", "survey_responded", "phjs", "window-id"),
        *("partial_filter", "changed_action", "changed_event"),
    )
)
"""Properties that tell nobody what an event is about, or that are nobody's business."""

Most = Limit
First = Offset
Samples = Values
Names = Annotated[tuple[Name, ...], Field(max_length=200)] | None


class EventTaxonomyQuery(QueryNode):
    """What an event looks like."""

    kind: Literal["EventTaxonomyQuery"]
    event: str | None = None
    action_id: int | None = Field(default=None, alias="actionId")
    properties: Names = None
    max_property_values: Samples = Field(default=None, alias="maxPropertyValues")
    limit: Most = None
    offset: First = None


class EventTaxonomyItem(BaseModel):
    """A property, some of its values, and how many different ones were met."""

    model_config = WIRE

    property: str
    sample_values: tuple[str, ...]
    sample_count: int


class EventTaxonomyQueryResponse(BaseModel):
    """The properties, those with the most values first."""

    model_config = WIRE

    results: tuple[EventTaxonomyItem, ...]
    hogql: str
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int


def build(request: EventTaxonomyQuery, context: InsightContext) -> tuple[Query, ...]:
    """Return the one query: rows of (property, value, number of values), the best samples first."""
    where = all_of(_is_meant(request), is_recent(context))
    if request.properties:
        tree = select(
            _MOST_FREQUENT, pairs=pairs((name, name) for name in request.properties), where=where
        )
    else:
        tree = select(_LATEST, where=where, hidden=ast.Constant(value=f"({HIDDEN})"))
    each = ast.Constant(value=request.max_property_values or DEFAULT_VALUES)
    by_key = ast.LimitByExpr(n=each, exprs=(ast.Field(chain=("key",)),))
    tree = replace(tree, order_by=_ORDER, limit_by=by_key, limit=MAX_ROWS)
    return (Query(name="properties of an event", tree=tree),)


def _is_meant(request: EventTaxonomyQuery) -> ast.Expr:
    if request.event:
        return parse_expr("event = {name}", name=ast.Constant(value=request.event))
    if request.action_id is None:
        raise InsightError("Name an event, or an action by actionId.", attr="event")
    return ast.Call(name="matchesAction", args=(ast.Constant(value=request.action_id),))


def shape(
    answers: "Sequence[Answer]", request: EventTaxonomyQuery, context: InsightContext
) -> EventTaxonomyQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    _ = context
    (answer,) = answers
    samples: dict[str, list[str]] = {}
    totals: dict[str, object] = {}
    for key, value, total, _weight in answer.rows:
        samples.setdefault(str(key), []).append(str(value))
        totals[str(key)] = total
    limit, offset = request.limit or DEFAULT_LIMIT, request.offset or 0
    names = list(samples)
    return EventTaxonomyQueryResponse(
        results=tuple(
            EventTaxonomyItem.model_validate(
                {"property": name, "sample_values": samples[name], "sample_count": totals[name]}
            )
            for name in names[offset : offset + limit]
        ),
        hogql=answer.hogql,
        hasMore=len(names) > offset + limit,
        limit=limit,
        offset=offset,
    )
