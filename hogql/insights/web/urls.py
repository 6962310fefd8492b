"""WebPageURLSearchQuery: addresses of the site that hold a text, the most visited first.

    "pric"  ->  [{"url": "https://x.io/pricing", "count": 12}]

Source: PostHog ``posthog/hogql_queries/web_analytics/page_url_search_query_runner.py``.
"""

from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace
from pydantic import BaseModel, Field

from hogql import ast
from hogql.insights.context import Answer, InsightContext, Query, whole
from hogql.insights.templates import select
from hogql.insights.web.models import DEFAULT_LIMIT, MAX_LIMIT, WebNode
from hogql.insights.web.sessions import IS_VIEW, passes_filters
from hogql.insights.web.spans import spans_of
from hogql.insights.web.tables import page_of
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.models import WIRE

if TYPE_CHECKING:
    from collections.abc import Sequence

_URLS: Final = """
    SELECT url, count() AS views
    FROM (SELECT {url} AS url FROM events WHERE {where})
    WHERE url IS NOT NULL AND url != '' AND {holds}
    GROUP BY url ORDER BY views DESC, url
"""
_URL: Final = parse_expr("properties.$current_url")
_WITHOUT_QUERY: Final = parse_expr("cutQueryStringAndFragment(properties.$current_url)")


class WebPageURLSearchQuery(WebNode):
    """What is typed to find a page of the site."""

    kind: Literal["WebPageURLSearchQuery"]
    search_term: str | None = Field(default=None, alias="searchTerm", max_length=2000)
    strip_query_params: bool | None = Field(default=None, alias="stripQueryParams")
    limit: int | None = Field(default=None, ge=1, le=MAX_LIMIT)


class PageURL(BaseModel):
    """An address and how often it was viewed."""

    model_config = WIRE

    url: str
    count: int


class WebPageURLSearchQueryResponse(BaseModel):
    """The addresses that were found."""

    model_config = WIRE

    results: tuple[PageURL, ...]
    has_more: bool = Field(alias="hasMore")
    limit: int
    hogql: str


def build(request: WebPageURLSearchQuery, context: InsightContext) -> tuple[Query, ...]:
    """Return the one query; it asks for a row more than is shown."""
    holds: ast.Expr = TRUE
    if request.search_term:
        wanted = ast.Constant(value=request.search_term)
        holds = parse_expr("positionCaseInsensitive(url, {wanted}) > 0", wanted=wanted)
    tree = select(
        _URLS,
        url=_WITHOUT_QUERY if request.strip_query_params else _URL,
        where=all_of(
            IS_VIEW, spans_of(request, context).in_any(), passes_filters(request, context)
        ),
        holds=holds,
    )
    limit = (request.limit or DEFAULT_LIMIT) + 1
    return (Query(name="addresses", tree=replace(tree, limit=ast.Constant(value=limit))),)


def shape(
    answers: "Sequence[Answer]", request: WebPageURLSearchQuery, context: InsightContext
) -> WebPageURLSearchQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    _ = context
    (answer,) = answers
    limit = request.limit or DEFAULT_LIMIT
    page = page_of(answer.rows, limit)
    return WebPageURLSearchQueryResponse(
        results=tuple(PageURL(url=str(url), count=whole(count)) for url, count in page.rows),
        hasMore=page.has_more,
        limit=limit,
        hogql=answer.hogql,
    )
