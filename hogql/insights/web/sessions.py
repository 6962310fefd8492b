"""Sessions with what visitors did in them: the rows that web analytics counts.

    events  ->  (session, person, views)
        --joined by session-->  (..., is_now, is_before, duration, bounce)

A session belongs to the period of its start, whenever its events were. Those without a session that
ClickHouse knows do not count. A session is one visitor's, as in PostHog. Somebody bounced who saw
one page, clicked nothing that was captured and was gone within seconds.

Source: PostHog ``posthog/hogql/database/schema/sessions_v2.py`` (what counts as a bounce).
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import DISTINCT_ID, PERSON
from hogql.insights.periods import TIMESTAMP
from hogql.insights.web.models import ActionGoal
from hogql.parser import parse_expr
from hogql.property_filters.conditions import all_of, any_of
from hogql.property_filters.to_expression import list_to_expression, to_expression

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hogql.insights.context import InsightContext
    from hogql.insights.web.models import WebNode
    from hogql.insights.web.spans import Spans

IS_VIEW: Final = parse_expr("event IN ('$pageview', '$screen')")
LONGEST_SECONDS: Final = 86_400
DEFAULT_BOUNCE_SECONDS: Final = 10

_HAS_SESSION: Final = parse_expr("$session_id IS NOT NULL")
_STARTED: Final = ast.Field(chain=("$start_timestamp",))
_VIEWS_OF_BOUNCE: Final = {
    "count_pageviews": parse_expr("$pageview_count"),
    "uniq_urls": parse_expr("$num_uniq_urls"),
    "uniq_page_screen_autocaptures": parse_expr("$pageview_count + $screen_count"),
}


def key_of_visitor(context: "InsightContext") -> ast.Expr:
    """Return who a visitor is: a person, or a distinct id where the project counts those."""
    return DISTINCT_ID.key if context.aggregate_users_by_distinct_id else PERSON.key


def passes_filters(request: "WebNode", context: "InsightContext") -> ast.Expr:
    """Return the condition that the request sets for every event."""
    tests = context.test_account_filters if request.filter_test_accounts else ()
    return all_of(
        to_expression(request.properties, context.facts, attr="properties"),
        list_to_expression(tests, context.facts, attr="filterTestAccounts"),
    )


def reaches_goal(request: "WebNode") -> ast.Expr | None:
    """Return the condition that an event is the request's goal, None without a goal."""
    goal = request.conversion_goal
    if goal is None:
        return None
    if isinstance(goal, ActionGoal):
        return ast.Call(name="matchesAction", args=(ast.Constant(value=goal.action_id),))
    return is_event(goal.custom_event_name)


def is_event(name: str) -> ast.Expr:
    """Return the condition that an event has a name."""
    left = ast.Field(chain=("event",))
    right = ast.Constant(value=name)
    return ast.CompareOperation(left=left, op=ast.CompareOperationOp.Eq, right=right)


def counted_events(
    request: "WebNode", context: "InsightContext", spans: "Spans", *kinds: ast.Expr
) -> ast.Expr:
    """Return the condition on the events that are looked at: of one of the kinds, in a session."""
    return all_of(
        any_of(*kinds), spans.in_any(of=TIMESTAMP), passes_filters(request, context), _HAS_SESSION
    )


def sessions(
    request: "WebNode", spans: "Spans", columns: "Iterable[tuple[str, ast.Expr]]" = ()
) -> ast.SelectQuery:
    """Return the query for sessions of the periods: id, in which period, duration, bounce.

    Then come further ``columns``. What nobody reads of it is not computed.
    """
    duration = parse_expr(
        "least($session_duration, {longest})", longest=ast.Constant(value=LONGEST_SECONDS)
    )
    named = (
        ("session_id", ast.Field(chain=("session_id",))),
        ("is_now", spans.in_current(of=_STARTED)),
        ("is_before", spans.in_previous(of=_STARTED)),
        ("duration", duration),
        ("bounce", _bounce(request)),
        *columns,
    )
    return ast.SelectQuery(
        select=tuple(ast.Alias(alias=name, expr=column) for name, column in named),
        select_from=ast.JoinExpr(table=ast.Field(chain=("sessions",))),
        where=spans.in_any(of=_STARTED),
    )


def _bounce(request: "WebNode") -> ast.Expr:
    """1 for a bounce, 0 for none; null for a session in which nothing was viewed."""
    modifiers = request.modifiers
    mode = modifiers.bounce_rate_page_view_mode if modifiers else None
    seconds = modifiers.bounce_rate_duration_seconds if modifiers else None
    return parse_expr(
        "if({views} = 0, NULL, {views} <= 1 AND $autocapture_count = 0"
        " AND $session_duration < {seconds})",
        views=_VIEWS_OF_BOUNCE[mode or "uniq_page_screen_autocaptures"],
        seconds=ast.Constant(value=DEFAULT_BOUNCE_SECONDS if seconds is None else seconds),
    )
