"""WebStatsTableQuery as HogQL: a row for each page, source, device ... (insights 13).

    events -> (session, value, person, views) --with sessions--> (..., is_now, is_before, bounce)
           -> a row for each value: pairs of now and before

Source: PostHog ``posthog/hogql_queries/web_analytics/stats_table.py``.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import Query
from hogql.insights.templates import select
from hogql.insights.web.breakdowns import (
    CLICKED_URL,
    ENTRY_PATH,
    VALUE,
    Place,
    RowValue,
    WebStatsBreakdown,
    cleaned,
    row_value,
)
from hogql.insights.web.metrics import (
    OF_FRUSTRATION,
    has_scrolling,
    metrics_of,
    ordered_metrics,
    shown_metrics,
)
from hogql.insights.web.models import DEFAULT_LIMIT
from hogql.insights.web.scrolling import scrolling
from hogql.insights.web.sessions import (
    IS_VIEW,
    counted_events,
    is_event,
    key_of_visitor,
    reaches_goal,
    sessions,
)
from hogql.insights.web.spans import Spans, spans_of
from hogql.parser import parse_expr
from hogql.property_filters.conditions import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import LiteralString

    from hogql.insights.context import InsightContext
    from hogql.insights.web.stats_models import WebStatsTableQuery

_CLICKS: Final = """
    SELECT $session_id AS session_id, argMax({url}, timestamp) AS url
    FROM events
    WHERE event = '$autocapture' AND {url} IS NOT NULL AND {url} != ''
        AND $session_id IS NOT NULL AND {inside}
    GROUP BY session_id
"""
_ON_SESSION: Final = parse_expr("e.session_id = s.session_id")
_ON_CLICK: Final = parse_expr("e.session_id = c.session_id")
_FRUSTRATING: Final = parse_expr("event IN ('$rageclick', '$dead_click', '$exception')")
_LANGUAGE: Final = parse_expr("arrayElement(splitByChar('-', assumeNotNull(value)), 1)")
_REGION: Final = parse_expr(
    "arrayElement(topK(1)(arrayElement(splitByChar('-', assumeNotNull(value)), 2)), 1)"
)
_OF_SESSIONS: Final = ("is_now", "is_before", "bounce", "entry")
ROW: Final = "breakdown_value"
FILL: Final = "ui_fill_fraction"


def build(request: "WebStatsTableQuery", context: "InsightContext") -> tuple[Query, ...]:
    """Return the one query; it asks for a row more than is shown."""
    spans = spans_of(request, context)
    table = _table(request, spans, context)
    if has_scrolling(request):
        table = _with_scrolling(table, request, spans, context)
    limit = (request.limit or DEFAULT_LIMIT) + 1
    fill = _fill(request)
    tree = replace(
        table,
        select=table.select if fill is None else (*table.select, fill),
        order_by=_order(request),
        limit=ast.Constant(value=limit),
        offset=ast.Constant(value=request.offset) if request.offset else None,
    )
    return (Query(name="web table", tree=tree),)


def _table(
    request: "WebStatsTableQuery", spans: Spans, context: "InsightContext"
) -> ast.SelectQuery:
    """Every row of the table, in no order."""
    row = row_value(request.breakdown_by, context, cleans=bool(request.do_path_cleaning))
    is_language = request.breakdown_by is WebStatsBreakdown.LANGUAGE
    columns = [(ROW, _LANGUAGE if is_language else VALUE)]
    if is_language:
        columns.append(("region", _REGION))
    for metric in metrics_of(request):
        columns += [(metric.of_now, metric.now), (metric.of_before, metric.before)]
    is_frustration = request.breakdown_by is WebStatsBreakdown.FRUSTRATION_METRICS
    return ast.SelectQuery(
        select=_aliases(columns),
        select_from=ast.JoinExpr(table=_visits(request, row, spans, context)),
        where=row.is_shown,
        group_by=(ast.Field(chain=(ROW,)),),
        having=_happened() if is_frustration else None,
    )


def _visits(
    request: "WebStatsTableQuery", row: RowValue, spans: Spans, context: "InsightContext"
) -> ast.SelectQuery:
    """Rows of a session and a value, with what the columns count."""
    of_events = _counts(request, context)
    more: list[tuple[str, ast.Expr]] = [("entry", _entry(request, context))]
    value = ast.Field(chain=("e", "value"))
    if row.place is Place.SESSION:
        more.append(("value", row.value))
        value = ast.Field(chain=("s", "value"))
    elif row.place is Place.CLICK:
        value = ast.Field(chain=("c", "url"))
    columns = [
        ("value", value),
        *((name, ast.Field(chain=("e", name))) for name, _ in of_events),
        *((name, ast.Field(chain=("s", name))) for name in _OF_SESSIONS),
    ]
    events = _events(request, row, of_events, spans, context)
    first = ast.JoinExpr(table=events, alias="e")
    source = _joined_with(first, sessions(request, spans, more), "s", _ON_SESSION)
    if row.place is Place.CLICK:
        clicks = select(_CLICKS, url=CLICKED_URL, inside=spans.in_any())
        source = _joined_with(source, clicks, "c", _ON_CLICK)
    return ast.SelectQuery(select=_aliases(columns), select_from=source)


def _events(
    request: "WebStatsTableQuery",
    row: RowValue,
    counts: "list[tuple[str, ast.Expr]]",
    spans: Spans,
    context: "InsightContext",
) -> ast.SelectQuery:
    names = ["session_id"]
    columns: list[tuple[str, ast.Expr]] = [("session_id", ast.Field(chain=("$session_id",)))]
    if row.place is Place.EVENT:
        names.append("value")
        columns.append(("value", row.value))
    kinds = [IS_VIEW]
    goal = reaches_goal(request)
    if goal is not None:
        kinds.append(goal)
    if request.breakdown_by is WebStatsBreakdown.FRUSTRATION_METRICS:
        kinds.append(_FRUSTRATING)
    return ast.SelectQuery(
        select=_aliases([*columns, *counts]),
        select_from=ast.JoinExpr(table=ast.Field(chain=("events",))),
        where=counted_events(request, context, spans, *kinds),
        group_by=tuple(ast.Field(chain=(name,)) for name in names),
    )


def _counts(request: "WebStatsTableQuery", context: "InsightContext") -> list[tuple[str, ast.Expr]]:
    """What is counted of the events of a session and a value."""
    if request.breakdown_by is WebStatsBreakdown.FRUSTRATION_METRICS:
        names = {"rages": "$rageclick", "deads": "$dead_click", "exceptions": "$exception"}
        return [
            (name, parse_expr("countIf({is_one})", is_one=is_event(event)))
            for name, event in names.items()
        ]
    person = key_of_visitor(context)
    counts = [
        ("person", parse_expr("min({person})", person=person)),
        ("views", parse_expr("countIf({is_view})", is_view=IS_VIEW)),
    ]
    goal = reaches_goal(request)
    if goal is not None:
        counts.append(("conversions", parse_expr("countIf({goal})", goal=goal)))
    return counts


def _entry(request: "WebStatsTableQuery", context: "InsightContext") -> ast.Expr:
    return cleaned(ENTRY_PATH, context if request.do_path_cleaning else None)


def _happened() -> ast.Expr:
    """The condition that something frustrating happened in one of the periods."""
    names = [name for one in OF_FRUSTRATION for name in (one.of_now, one.of_before)]
    return any_of(*(parse_expr("{count} > 0", count=ast.Field(chain=(name,))) for name in names))


def _with_scrolling(
    table: ast.SelectQuery,
    request: "WebStatsTableQuery",
    spans: Spans,
    context: "InsightContext",
) -> ast.SelectQuery:
    """The table, and how far those who left its pages had scrolled."""
    own, depths = metrics_of(request), shown_metrics(request)[len(metrics_of(request)) :]
    columns = [(ROW, ast.Field(chain=("t", ROW)))]
    for side, metrics in (("t", own), ("d", depths)):
        names = [name for one in metrics for name in (one.of_now, one.of_before)]
        columns += [(name, ast.Field(chain=(side, name))) for name in names]
    source = ast.JoinExpr(table=table, alias="t")
    on = parse_expr("t.breakdown_value = d.path")
    joined = _joined_with(
        source, scrolling(request, spans, context), "d", on, join_type="LEFT JOIN"
    )
    return ast.SelectQuery(select=_aliases(columns), select_from=joined)


def _joined_with(
    source: ast.JoinExpr,
    table: ast.SelectQuery,
    alias: str,
    on: ast.Expr,
    join_type: str = "INNER JOIN",
) -> ast.JoinExpr:
    """The source with one table more at its end."""
    if source.next_join is not None:
        rest = _joined_with(source.next_join, table, alias, on, join_type)
        return replace(source, next_join=rest)
    constraint = ast.JoinConstraint(expr=on, constraint_type="ON")
    last = ast.JoinExpr(table=table, alias=alias, join_type=join_type, constraint=constraint)
    return replace(source, next_join=last)


def _order(request: "WebStatsTableQuery") -> tuple[ast.OrderExpr, ...]:
    """By the columns that decide, then by the value, so that pages never overlap."""
    direction = request.order_by[1] if request.order_by else "DESC"
    chosen = [
        ast.OrderExpr(expr=ast.Field(chain=(name,)), order=direction)
        for metric in ordered_metrics(request)
        for name in (metric.of_now, metric.of_before)
    ]
    return (*chosen, ast.OrderExpr(expr=ast.Field(chain=(ROW,)), order="ASC"))


def _fill(request: "WebStatsTableQuery") -> ast.Expr | None:
    """How much of a row's bar is filled: by a share itself, or by the row's part of all rows."""
    if request.breakdown_by is WebStatsBreakdown.FRUSTRATION_METRICS:
        return None
    metric = ordered_metrics(request)[0]
    number = ast.Field(chain=(metric.of_now,))
    text: LiteralString = "{number}" if metric.is_share else "{number} / sum({number}) OVER ()"
    return ast.Alias(alias=FILL, expr=parse_expr(text, number=number))


def _aliases(columns: "Iterable[tuple[str, ast.Expr]]") -> tuple[ast.Expr, ...]:
    return tuple(ast.Alias(alias=name, expr=column) for name, column in columns)
