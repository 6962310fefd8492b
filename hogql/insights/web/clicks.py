"""WebExternalClicksTableQuery: the links that led visitors away.

    $autocapture {$external_click_url}  ->  [url, [visitors, before], [clicks, before]]...

Source: PostHog ``posthog/hogql_queries/web_analytics/external_clicks.py``.
"""

from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace
from pydantic import BaseModel, Field, JsonValue

from hogql import ast
from hogql.insights.context import Answer, InsightContext, Query
from hogql.insights.sql.shape import to_json
from hogql.insights.templates import select
from hogql.insights.web.breakdowns import CLICKED_URL
from hogql.insights.web.models import (
    ALL_EVENTS,
    DEFAULT_LIMIT,
    MAX_LIMIT,
    MAX_OFFSET,
    OrderField,
    SamplingRate,
    WebNode,
)
from hogql.insights.web.sessions import key_of_visitor, passes_filters
from hogql.insights.web.spans import spans_of
from hogql.insights.web.tables import column_names, page_of, pairs_of
from hogql.parser import parse_expr
from hogql.property_filters.conditions import all_of
from hogql.property_filters.models import WIRE

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINKS: Final = """
    SELECT url, uniqExactIf(visitor, is_now) AS visitors,
        uniqExactIf(visitor, is_before) AS visitors_before,
        countIf(is_now) AS clicks, countIf(is_before) AS clicks_before
    FROM (
        SELECT {url} AS url, {visitor} AS visitor, {now} AS is_now, {before} AS is_before
        FROM events WHERE {where}
    )
    WHERE url IS NOT NULL AND url != ''
    GROUP BY url
"""
_IS_CLICK: Final = parse_expr("event = '$autocapture' AND properties.$event_type = 'click'")
_WITHOUT_QUERY: Final = parse_expr("cutQueryStringAndFragment({url})", url=CLICKED_URL)


class WebExternalClicksTableQuery(WebNode):
    """Links to other sites by how many followed them."""

    kind: Literal["WebExternalClicksTableQuery"]
    limit: int | None = Field(default=None, ge=1, le=MAX_LIMIT)
    offset: int | None = Field(default=None, ge=0, le=MAX_OFFSET)
    strip_query_params: bool | None = Field(default=None, alias="stripQueryParams")


class WebExternalClicksTableQueryResponse(BaseModel):
    """A line for each link, the one most visitors followed first."""

    model_config = WIRE

    columns: tuple[str, ...]
    results: tuple[tuple[JsonValue, ...], ...]
    hogql: str
    sampling_rate: SamplingRate = Field(alias="samplingRate")
    has_more: bool = Field(alias="hasMore")
    limit: int
    offset: int


def build(request: WebExternalClicksTableQuery, context: InsightContext) -> tuple[Query, ...]:
    """Return the one query; it asks for a row more than is shown."""
    spans = spans_of(request, context)
    tree = select(
        _LINKS,
        url=_WITHOUT_QUERY if request.strip_query_params else CLICKED_URL,
        visitor=key_of_visitor(context),
        now=spans.in_current(),
        before=spans.in_previous(),
        where=all_of(_IS_CLICK, spans.in_any(), passes_filters(request, context)),
    )
    tree = replace(
        tree,
        order_by=_order(request),
        limit=ast.Constant(value=(request.limit or DEFAULT_LIMIT) + 1),
        offset=ast.Constant(value=request.offset) if request.offset else None,
    )
    return (Query(name="external clicks", tree=tree),)


def _order(request: WebExternalClicksTableQuery) -> tuple[ast.OrderExpr, ...]:
    asked = request.order_by
    names = ["visitors", "clicks"]
    if asked and asked[0] is OrderField.CLICKS:
        names.reverse()
    return (
        *(
            ast.OrderExpr(expr=ast.Field(chain=(name,)), order=asked[1] if asked else "DESC")
            for name in names
        ),
        ast.OrderExpr(expr=ast.Field(chain=("url",)), order="ASC"),
    )


def shape(
    answers: "Sequence[Answer]", request: WebExternalClicksTableQuery, context: InsightContext
) -> WebExternalClicksTableQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    (answer,) = answers
    limit = request.limit or DEFAULT_LIMIT
    page = page_of(answer.rows, limit)
    is_compared = spans_of(request, context).previous is not None
    return WebExternalClicksTableQueryResponse(
        columns=column_names("url", "visitors", "clicks"),
        results=tuple(
            (to_json(row[0]), *pairs_of(row[1:], is_compared=is_compared)) for row in page.rows
        ),
        hogql=answer.hogql,
        samplingRate=ALL_EVENTS,
        hasMore=page.has_more,
        limit=limit,
        offset=request.offset or 0,
    )
