"""A series: which events it counts, and what it is called.

EventsNode   ->  event = '$pageview' and <its filters>
ActionsNode  ->  matchesAction(3) and <its filters>
GroupNode    ->  (<one of its nodes> or <another>) and <its filters>
"""

from typing import TYPE_CHECKING, Final, Literal

from hogql import ast
from hogql.insights.entities import ActionsNode, EventsNode, GroupNode
from hogql.property_filters.conditions import TRUE, all_of, any_of
from hogql.property_filters.to_expression import list_to_expression, to_expression

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.entities import Entity
    from hogql.insights.nodes import InsightNode

ALL_EVENTS: Final = "All events"


def matches_series(series: "Entity", context: "InsightContext", *, attr: str) -> ast.Expr:
    """Return the condition that an event belongs to the series, ``true`` for every event."""
    return all_of(
        is_event_of(series, context, attr=attr), has_properties_of(series, context, attr=attr)
    )


def is_event_of(series: "Entity", context: "InsightContext", *, attr: str) -> ast.Expr:
    """Return the condition by name alone: what a series is about, before its own filters."""
    if isinstance(series, GroupNode):
        members = enumerate(series.nodes)
        return any_of(
            *(matches_series(node, context, attr=f"{attr}.nodes.{at}") for at, node in members)
        )
    if isinstance(series, ActionsNode):
        return ast.Call(name="matchesAction", args=(ast.Constant(value=series.id),))
    return TRUE if not series.event else _is_event(series.event)


def has_properties_of(series: "Entity", context: "InsightContext", *, attr: str) -> ast.Expr:
    """Return the condition that the filters of a series set."""
    return all_of(
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


def matches_any(
    series: "tuple[Entity, ...]", context: "InsightContext", *, attr: str = "series"
) -> ast.Expr:
    """Return the condition that an event may belong to one of the series, by name alone.

    Names of events become one list, which the sort key of the table can use.
    """
    plain = [one.event for one in series if isinstance(one, EventsNode)]
    names = [event for event in plain if event]
    if len(names) < len(plain):
        return TRUE
    others = [
        is_event_of(one, context, attr=f"{attr}.{at}")
        for at, one in enumerate(series)
        if not isinstance(one, EventsNode)
    ]
    return any_of(*([_is_one_of(tuple(dict.fromkeys(names)))] if names else []), *others)


def series_name(series: "Entity", context: "InsightContext") -> str:
    """Return the name of the event or action, or the words for every event."""
    if isinstance(series, ActionsNode):
        return (context.actions or {}).get(series.id) or series.name or f"Action {series.id}"
    if isinstance(series, GroupNode):
        return series.name or ", ".join(series_name(node, context) for node in series.nodes)
    return series.event or ALL_EVENTS


def series_id(series: "Entity") -> str | int | None:
    """Return the ``action.id`` of a result: the event's name, or the action's number."""
    if isinstance(series, GroupNode):
        return None
    return series.id if isinstance(series, ActionsNode) else series.event or None


def series_type(series: "Entity") -> Literal["events", "actions"]:
    """Return the ``action.type`` of a result."""
    return "actions" if isinstance(series, ActionsNode) else "events"


def _is_event(event: str) -> ast.Expr:
    return ast.CompareOperation(
        left=ast.Field(chain=("event",)),
        op=ast.CompareOperationOp.Eq,
        right=ast.Constant(value=event),
    )


def _is_one_of(events: tuple[str, ...]) -> ast.Expr:
    if len(events) == 1:
        return _is_event(events[0])
    return ast.CompareOperation(
        left=ast.Field(chain=("event",)),
        op=ast.CompareOperationOp.In,
        right=ast.Tuple(exprs=tuple(ast.Constant(value=event) for event in events)),
    )
