"""``matchesAction('Buy')``: the action's condition, read over the events of the FROM.

    SELECT count() FROM events AS e WHERE matchesAction(3)  ->  ... WHERE e.event = 'a' AND ...

Only actions that the context lists exist: it holds those of the query's own team (hogql 7.1.10).
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hogql.errors import HogQLError, QueryError, TooComplexError
from hogql.parser import parse_expr
from hogql.plan.sources import InnerSource, QuerySource, TableSource
from hogql.resolver.calls.known import find_known
from hogql.resolver.coerce import as_condition
from hogql.resolver.reach.fields import has_field
from hogql.resolver.scope import Scope, at

if TYPE_CHECKING:
    from hogql import ast
    from hogql.plan.nodes import Node
    from hogql.plan.sources import Named

EVENTS: Final = "events"
MAX_REMEMBERED: Final = 256


def matches_action(node: "ast.Call", scope: "Scope") -> "Node":
    """Whether the row is an event of the action; its condition sees that one source only."""
    if len(node.args) != 1:
        raise at(node, f"matchesAction takes one argument, found {len(node.args)}")
    action = find_known(
        node.args[0], scope.state.context.actions, noun="action", use="matchesAction"
    )
    name, source = _events(node, scope)
    scope.state.count_expansion()
    room = Scope(state=scope.state, sources={name: source}, clause=scope.clause)
    try:
        found = as_condition(room.resolve(_parsed(action.condition)))
    except TooComplexError as error:
        message = f"The action '{action.name}' names itself, or too many actions"
        raise TooComplexError(message, start=node.start, end=node.end) from error
    except HogQLError as error:
        message = f"The action '{action.name}' can not be used here: {error.message}"
        raise QueryError(message, start=node.start, end=node.end, fix=error.fix) from error
    if room.aggregates:
        raise at(node, f"The action '{action.name}' filters by an aggregation")
    return found


@lru_cache(maxsize=MAX_REMEMBERED)
def _parsed(condition: str) -> "ast.Node":
    return parse_expr(condition)


def _events(node: "ast.Call", scope: "Scope") -> "tuple[str, Named]":
    """The source that holds events: the table, else the one query with an ``event`` column."""
    tables = {name: item for name, item in scope.sources.items() if _is_events(item)}
    queries = {name: item for name, item in scope.sources.items() if _has_events(item)}
    found = tables or queries
    if not found:
        raise at(node, "matchesAction needs events to look at", "Select FROM events")
    if len(found) > 1:
        names = ", ".join(found)
        raise at(node, f"matchesAction could look at several tables: {names}")
    return next(iter(found.items()))


def _is_events(source: "Named") -> bool:
    if isinstance(source, InnerSource):
        return _is_events(source.source)
    return isinstance(source, TableSource) and source.table.name == EVENTS


def _has_events(source: "Named") -> bool:
    if isinstance(source, InnerSource):
        return _has_events(source.source)
    return isinstance(source, QuerySource) and source.table is None and has_field(source, "event")
