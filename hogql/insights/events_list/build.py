"""EventsQuery as a tree: one SELECT from events, the newest first.

    {"select": ["*", "person"], "event": "view", "after": "-1h"}
        ->  SELECT uuid, .. FROM events WHERE event = 'view' AND timestamp > .. ORDER BY ..

What is joined, such as persons, is looked up by the compiler for the rows of the page alone.

Source: PostHog ``posthog/hogql_queries/events_query_runner.py``; insights 10.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.actors import read_expression
from hogql.insights.context import InsightContext, Query
from hogql.insights.dates import ALL_TIME, calendar_of
from hogql.insights.errors import InsightError
from hogql.insights.events_list.columns import columns_of
from hogql.insights.expressions import bare, is_aggregate, order_of, order_of_groups
from hogql.insights.people.found import inside
from hogql.insights.periods import SOON, TIMESTAMP, after_instant, before_instant
from hogql.insights.relative_dates import read_date
from hogql.insights.templates import select
from hogql.insights.trends.actors import behind_point
from hogql.insights.trends.models import TrendsQuery
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import list_to_expression, to_expression

if TYPE_CHECKING:
    from hogql.insights.events_list.models import EventsQuery

DEFAULT_AFTER: Final = "-24h"


def build(request: "EventsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the one query; it asks for one row more than will be shown."""
    exprs = tuple(expr for column in columns_of(request) for expr in column.exprs)
    first = next((bare(expr) for expr in exprs if is_aggregate(expr)), None)
    of_groups = () if first is None else order_of_groups(exprs)
    tree = replace(
        select("SELECT uuid FROM events WHERE {where}", where=_conditions(request, context)),
        select=exprs,
        group_by_mode=None if first is None else "all",
        order_by=(*_order(request, TIMESTAMP if first is None else first), *of_groups),
        limit=ast.Constant(value=request.rows_shown + 1),
        offset=ast.Constant(value=request.offset) if request.offset else None,
    )
    return (Query(name="events", tree=tree),)


def _order(request: "EventsQuery", default: ast.Expr) -> tuple[ast.OrderExpr, ...]:
    if not request.order_by:
        return (ast.OrderExpr(expr=default, order="DESC"),)
    return order_of(request.order_by)


def _conditions(request: "EventsQuery", context: InsightContext) -> ast.Expr:
    wanted = context.test_account_filters if request.filter_test_accounts else ()
    written = enumerate(request.where or ())
    return all_of(
        *_dates(request, context),
        *_meant(request),
        _behind(request, context),
        *(read_expression(text, attr=f"where.{at}") for at, text in written),
        to_expression(request.properties, context.facts, attr="properties"),
        to_expression(request.fixed_properties, context.facts, attr="fixedProperties"),
        list_to_expression(wanted, context.facts, attr="filterTestAccounts"),
    )


def _meant(request: "EventsQuery") -> tuple[ast.Expr, ...]:
    names = (*((request.event,) if request.event else ()), *(request.events or ()))
    is_named: ast.Expr = TRUE
    is_action: ast.Expr = TRUE
    is_theirs: ast.Expr = TRUE
    if names:
        listed = ast.Tuple(exprs=tuple(ast.Constant(value=name) for name in names))
        is_named = parse_expr("event IN {names}", names=listed)
    if request.action_id is not None:
        is_action = ast.Call(name="matchesAction", args=(ast.Constant(value=request.action_id),))
    if request.person_id is not None:
        person = ast.Constant(value=str(request.person_id))
        is_theirs = parse_expr("person_id = {person}", person=person)
    return is_named, is_action, is_theirs


def _behind(request: "EventsQuery", context: InsightContext) -> ast.Expr:
    """The condition that an event is behind the point that is asked about, if one is."""
    if request.source is None:
        return TRUE
    insight = request.source.source
    if not isinstance(insight, TrendsQuery):
        message = "Only points of trends have events behind them."
        raise InsightError(message, attr="source.source.kind")
    with inside("source"):
        return behind_point(request.source, insight, context)


def _dates(request: "EventsQuery", context: InsightContext) -> tuple[ast.Expr, ...]:
    """Both are outside of it; ``all`` is no bound. Without an end the far future is left out."""
    project = calendar_of(context)
    default = DEFAULT_AFTER if request.source is None else ALL_TIME
    after, before = request.after or default, request.before
    end = context.now + SOON
    if before and before != ALL_TIME:
        end = read_date(before, project, attr="before").at
    found = [] if before == ALL_TIME else [before_instant(end)]
    if after != ALL_TIME:
        found.insert(0, after_instant(read_date(after, project, attr="after").at))
    return tuple(found)
