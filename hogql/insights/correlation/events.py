"""Which events count for an actor: those of its stay, but for the steps of the funnel.

Those of the instant of the first step and of the last one are outside of a stay. A step that is an
action is told by what it describes, the others by their names.

Source: PostHog ``posthog/hogql_queries/insights/funnels/funnel_correlation_query_runner.py``.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.entities import ActionsNode, GroupNode
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hogql.insights.correlation.plan import Plan
    from hogql.insights.entities import Entity, EventsNode

_OF_STAY: Final = "{key} = stay.actor AND toUnixTimestamp64Milli(timestamp) > stay.begun"
_IN_STAY: Final = "toUnixTimestamp64Milli(timestamp) < stay.ended"
_NOT_NAMED: Final = "event NOT IN {names}"
_NAMED: Final = "event IN {names}"


def is_of_stay(plan: "Plan") -> ast.Expr:
    """Return what joins an event with the ``stay`` of its actor, begun before it.

    Trap: of a plain join ClickHouse may keep the wider side in memory, all properties of the
    events. It does not turn one round that looks for the nearest of several.
    """
    return parse_expr(_OF_STAY, key=plan.key)


def in_stay(plan: "Plan") -> ast.Expr:
    """Return the condition that an event counts for the actor of the ``stay`` it is joined with."""
    steps = tuple(_members(plan.source.series))
    names = (one.event for one in steps if not isinstance(one, ActionsNode))
    actions = (one.id for one in steps if isinstance(one, ActionsNode))
    return all_of(
        plan.funnel.period.contains_timestamp(),
        parse_expr(_IN_STAY),
        is_not_named(name for name in names if name),
        *(_is_not_action(action) for action in dict.fromkeys(actions)),
    )


def is_named(names: "Iterable[str]") -> ast.Expr:
    """Return the condition that an event has one of some names."""
    return parse_expr(_NAMED, names=_listed(names))


def is_not_named(names: "Iterable[str]") -> ast.Expr:
    """Return the condition that an event has none of some names."""
    listed = _listed(names)
    return parse_expr(_NOT_NAMED, names=listed) if listed.exprs else TRUE


def _listed(names: "Iterable[str]") -> ast.Tuple:
    return ast.Tuple(exprs=tuple(ast.Constant(value=name) for name in sorted(set(names))))


def _is_not_action(action: int) -> ast.Expr:
    constant = ast.Constant(value=action)
    return ast.Not(expr=ast.Call(name="matchesAction", args=(constant,)))


def _members(series: "Iterable[Entity]") -> "Iterator[EventsNode | ActionsNode]":
    for one in series:
        if isinstance(one, GroupNode):
            yield from one.nodes
        else:
            yield one
