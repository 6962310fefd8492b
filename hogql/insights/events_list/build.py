"""EventsQuery as a tree: one SELECT from events, the newest first.

    {"select": ["*", "person"], "event": "view", "after": "-1h"}
        ->  SELECT uuid, .. FROM events WHERE event = 'view' AND timestamp > .. ORDER BY ..

What is joined, such as persons, is looked up by the compiler for the rows of the page alone.

Source: PostHog ``posthog/hogql_queries/events_query_runner.py``; insights 10.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.errors import HogQLError
from hogql.functions.registry import find_function
from hogql.insights.actors import read_expression
from hogql.insights.context import InsightContext, Query
from hogql.insights.dates import ALL_TIME, calendar_of
from hogql.insights.errors import InsightError
from hogql.insights.events_list.columns import columns_of
from hogql.insights.periods import TIMESTAMP, literal
from hogql.insights.relative_dates import read_date
from hogql.insights.templates import select
from hogql.parser import parse_expr, parse_order_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import list_to_expression, to_expression

if TYPE_CHECKING:
    from hogql.insights.events_list.models import EventsQuery

DEFAULT_AFTER: Final = "-24h"


def build(request: "EventsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the one query; it asks for one row more than will be shown."""
    exprs = tuple(expr for column in columns_of(request) for expr in column.exprs)
    first = next((expr for expr in exprs if _is_aggregate(expr)), None)
    tree = replace(
        select("SELECT uuid FROM events WHERE {where}", where=_conditions(request, context)),
        select=exprs,
        group_by_mode=None if first is None else "all",
        order_by=_order(request, TIMESTAMP if first is None else first),
        limit=ast.Constant(value=request.rows_shown + 1),
        offset=ast.Constant(value=request.offset) if request.offset else None,
    )
    return (Query(name="events", tree=tree),)


def _is_aggregate(expr: ast.Expr) -> bool:
    """Whether a value is one of many rows; what a sub-query does among its own is not."""
    if isinstance(expr, ast.SelectQuery | ast.SelectSetQuery | ast.WindowFunction):
        return False
    found = find_function(expr.name) if isinstance(expr, ast.Call) else None
    if found is not None and found.is_aggregate:
        return True
    return any(_is_aggregate(part) for part in ast.children(expr) if isinstance(part, ast.Expr))


def _order(request: "EventsQuery", default: ast.Expr) -> tuple[ast.OrderExpr, ...]:
    if not request.order_by:
        return (ast.OrderExpr(expr=default, order="DESC"),)
    return tuple(_order_item(text, f"orderBy.{at}") for at, text in enumerate(request.order_by))


def _order_item(text: str, attr: str) -> ast.OrderExpr:
    try:
        return parse_order_expr(text)
    except HogQLError as error:
        raise InsightError(f"This is not HogQL: {error.message}", attr=attr) from error


def _conditions(request: "EventsQuery", context: InsightContext) -> ast.Expr:
    wanted = context.test_account_filters if request.filter_test_accounts else ()
    written = enumerate(request.where or ())
    return all_of(
        *_dates(request, context),
        *_meant(request),
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


def _dates(request: "EventsQuery", context: InsightContext) -> tuple[ast.Expr, ...]:
    """Both bounds are outside; ``all`` is no bound, and neither is an end that was not given."""
    project = calendar_of(context)
    after, before = request.after or DEFAULT_AFTER, request.before
    found: list[ast.Expr] = []
    if after != ALL_TIME:
        at = literal(read_date(after, project, attr="after").at)
        found.append(parse_expr("timestamp > {at}", at=at))
    if before and before != ALL_TIME:
        at = literal(read_date(before, project, attr="before").at)
        found.append(parse_expr("timestamp < {at}", at=at))
    return tuple(found)
