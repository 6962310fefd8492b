"""How far visitors had scrolled on a page when they left it for the next one.

    $pageview, $pageleave of the next page: {$prev_pageview_pathname, $prev_pageview_max_...}
        ->  (path, mean of how far the window was scrolled, share of those who saw over 80 %)

Source: PostHog ``posthog/hogql_queries/web_analytics/stats_table.py``.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.templates import select
from hogql.insights.web.breakdowns import PREVIOUS_PATH, cleaned
from hogql.insights.web.metrics import OF_SCROLLING
from hogql.insights.web.sessions import counted_events, sessions
from hogql.parser import parse_expr
from hogql.property_filters.models import PropertyFilter, PropertyFilterType, PropertyGroupFilter

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.web.spans import Spans
    from hogql.insights.web.stats_models import WebStatsTableQuery

_TELLS: Final = parse_expr("event IN ('$pageview', '$pageleave', '$screen')")
_DEPTHS: Final = """
    SELECT path
    FROM (
        SELECT e.path AS path, e.scrolled AS scrolled, e.seen AS seen,
            s.is_now AS is_now, s.is_before AS is_before
        FROM (
            SELECT $session_id AS session_id, {path} AS path,
                toFloat(properties.$prev_pageview_max_scroll_percentage) AS scrolled,
                toFloat(properties.$prev_pageview_max_content_percentage) AS seen
            FROM events WHERE {where}
        ) AS e
        INNER JOIN {sessions} AS s ON e.session_id = s.session_id
    )
    WHERE path IS NOT NULL
    GROUP BY path
"""


def scrolling(
    request: "WebStatsTableQuery", spans: "Spans", context: "InsightContext"
) -> ast.SelectQuery:
    """Return the query for the depth of each path; what is asked of a path is of the one left."""
    asked = request.model_copy(update={"properties": _of_page_left(request.properties)})
    rules = context if request.do_path_cleaning else None
    tree = select(
        _DEPTHS,
        path=cleaned(PREVIOUS_PATH, rules),
        where=counted_events(asked, context, spans, _TELLS),
        sessions=sessions(request, spans),
    )
    columns = tuple(
        ast.Alias(alias=name, expr=number)
        for metric in OF_SCROLLING
        for name, number in ((metric.of_now, metric.now), (metric.of_before, metric.before))
    )
    return replace(tree, select=(*tree.select, *columns))


def _of_page_left(filters: object) -> object:
    """The same filters, but those on the page of an event are on the page before it."""
    if isinstance(filters, tuple):
        return tuple(_of_page_left(one) for one in filters)
    if isinstance(filters, PropertyGroupFilter):
        return filters.model_copy(update={"values": _of_page_left(filters.values)})
    if not isinstance(filters, PropertyFilter):
        return filters
    is_path = filters.type is PropertyFilterType.EVENT and filters.key == "$pathname"
    return filters.model_copy(update={"key": "$prev_pageview_pathname"}) if is_path else filters
