"""A series: which events it counts, and what it is called.

EventsNode  ->  event = '$pageview' and <its filters>
"""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import list_to_expression, to_expression

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.nodes import EventsNode, InsightNode

ALL_EVENTS = "All events"


def matches_series(series: "EventsNode", context: "InsightContext", *, attr: str) -> ast.Expr:
    """Return the condition that an event belongs to the series, ``true`` for every event."""
    return all_of(
        _is_event(series.event),
        to_expression(series.properties, context.facts, attr=f"{attr}.properties"),
        to_expression(series.fixed_properties, context.facts, attr=f"{attr}.fixedProperties"),
    )


def matches_query(node: "InsightNode", context: "InsightContext") -> ast.Expr:
    """Return the conditions that a query sets for all of its series."""
    wanted = context.test_account_filters if node.filter_test_accounts else ()
    return all_of(
        to_expression(node.properties, context.facts, attr="properties"),
        list_to_expression(wanted, context.facts, attr="filterTestAccounts"),
    )


def series_name(series: "EventsNode") -> str:
    """Return the event's name, or the words for every event."""
    return ALL_EVENTS if series.event is None else series.event


def _is_event(event: str | None) -> ast.Expr:
    if event is None:
        return TRUE
    return ast.CompareOperation(
        left=ast.Field(chain=("event",)),
        op=ast.CompareOperationOp.Eq,
        right=ast.Constant(value=event),
    )
