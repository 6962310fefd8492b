"""``{filters}``: the dates and properties that a dashboard puts over a query, where it says so.

    SELECT .. FROM events AS e JOIN .. WHERE {filters}
                                  ->  e.timestamp >= .. AND e.properties.plan = 'pro'

It stands for conditions on the table of the SELECT around it, which may be a sub-query: the names
carry that table's alias as soon as another table is joined to it.

Source: PostHog ``posthog/hogql/filters.py``.
"""

from dataclasses import replace as replaced
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.dates import ALL_TIME, resolve_period
from hogql.insights.nodes import DateRange, IntervalType
from hogql.placeholders import fill_placeholders, find_placeholders
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import list_to_expression, to_expression
from hogql.schema.events import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.insights.context import InsightContext
    from hogql.insights.sql.models import HogQLFilters
    from hogql.property_filters.facts import Rows

FILTERS: Final = "filters"
LONG_AGO: Final = "1970-01-02"
_TABLES: Final[dict[str, tuple[str, "Rows"]]] = {
    "events": ("timestamp", "event"),
    "persons": ("created_at", "person"),
    "groups": ("created_at", "group"),
    "sessions": ("$start_timestamp", "session"),
    "session_replay_events": ("min_first_timestamp", "event"),
    "query_log": ("event_time", "event"),
}
"""The time that a range of dates is about in each table, and what its rows are."""

_MORE_FIELDS: Final = frozenset({name for name, _ in _TABLES.values()})


def fill_filters(
    tree: ast.Node, filters: "HogQLFilters | None", context: "InsightContext"
) -> ast.Node:
    """The tree with each ``{filters}`` replaced by conditions on the SELECT that it stands in."""

    def filled(node: ast.Node) -> ast.Node:
        # From the leaves up: a {filters} that is still there belongs to this very SELECT.
        if not isinstance(node, ast.SelectQuery) or FILTERS not in find_placeholders(node):
            return node
        return fill_placeholders(node, {FILTERS: _conditions(node, filters, context)})

    return fill_placeholders(ast.rewrite(tree, filled), {FILTERS: TRUE})


def _conditions(
    select: ast.SelectQuery, filters: "HogQLFilters | None", context: "InsightContext"
) -> ast.Expr:
    """What ``{filters}`` stands for: nothing that was not asked for, so ``true`` without any."""
    if filters is None:
        return TRUE
    table, alias = _filtered_table(select)
    time, rows = _TABLES.get(table, ("timestamp", "event"))
    facts = replaced(context.facts, rows=rows)
    wanted = context.test_account_filters if filters.filter_test_accounts else ()
    found = all_of(
        *(_renamed(date, time) for date in _dates(filters.date_range, context)),
        to_expression(filters.properties, facts, attr="filters.properties"),
        list_to_expression(wanted, facts, attr="filters.filterTestAccounts"),
    )
    is_alone = select.select_from is None or select.select_from.next_join is None
    return found if is_alone or alias is None else _qualified(found, alias)


def _filtered_table(select: ast.SelectQuery) -> tuple[str, str | None]:
    """The first table that filters can be about, and the name that its columns go by."""
    for join in _joins(select.select_from):
        name = ".".join(join.table.chain) if isinstance(join.table, ast.Field) else ""
        if name in _TABLES:
            return name, join.alias or name
    return "", None


def _joins(join: ast.JoinExpr | None) -> "Iterator[ast.JoinExpr]":
    while join is not None:
        yield join
        join = join.next_join


def _renamed(condition: ast.Expr, time: str) -> ast.Expr:
    """The condition about another time than that of events."""

    def rename(node: ast.Node) -> ast.Node:
        is_time = isinstance(node, ast.Field) and node.chain == ("timestamp",)
        return ast.Field(chain=(time,)) if is_time else node

    return ast.rewrite(condition, rename)


def _qualified(condition: ast.Expr, alias: str) -> ast.Expr:
    """The condition with the alias in front of the table's own names, sub-queries left alone."""
    inner = {
        id(node)
        for query in ast.walk(condition)
        if isinstance(query, ast.SelectQuery)
        for node in ast.walk(query)
    }

    def qualify(node: ast.Node) -> ast.Node:
        if not isinstance(node, ast.Field) or id(node) in inner:
            return node
        head = node.chain[0]
        is_own = head in EVENTS.fields or head in _MORE_FIELDS
        return replace(node, chain=(alias, *node.chain)) if is_own else node

    return ast.rewrite(condition, qualify)


def _dates(asked: DateRange | None, context: "InsightContext") -> tuple[ast.Expr, ...]:
    """The bounds that were given; a missing one, and the start ``all``, is no bound."""
    if asked is None:
        return ()
    has_start = bool(asked.date_from) and asked.date_from != ALL_TIME
    # Without a start any will do, and months do not add up to too many points.
    interval = IntervalType.DAY if has_start else IntervalType.MONTH
    dates = asked if has_start else asked.model_copy(update={"date_from": LONG_AGO})
    period = resolve_period(dates, interval, context, attr="filters.dateRange")
    start = (period.from_start(),) if has_start else ()
    end = (period.to_end(),) if asked.date_to else ()
    return start + end
