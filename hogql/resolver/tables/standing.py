"""Bounds that every read of a table carries, whatever the query says (hogql 6.10, 6.1).

events         timestamp >= what the team's plan keeps
cohort_people  members of each cohort's current version
query_log      the lines of the user who asks
"""

from datetime import UTC
from typing import TYPE_CHECKING, Final

from hogql.plan.making import all_of, text, truth
from hogql.plan.nodes import Column, Logic, Node, Value
from hogql.resolver.times import DATETIME_TYPE
from hogql.types import BOOL, DATETIME, INT, STRING

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.context import Context
    from hogql.plan.sources import TableSource

NOBODY: Final = 0


def standing_bounds(source: "TableSource", context: "Context") -> tuple[Node, ...]:
    """The safe predicates that a guard of the table holds in any case."""
    table = source.table
    found = [truth("=", Column(STRING, source, name), text(value)) for name, value in table.only]
    special = _SPECIAL.get(table.name)
    return (*found, *special(source, context)) if special else tuple(found)


def _kept(source: "TableSource", context: "Context") -> tuple[Node, ...]:
    if context.events_since is None:
        return ()
    since = context.events_since.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    bound = Value(DATETIME, since, DATETIME_TYPE)
    return (truth(">=", Column(DATETIME, source, "timestamp"), bound),)


def _current(source: "TableSource", context: "Context") -> tuple[Node, ...]:
    members = tuple(
        all_of(
            (
                truth("=", Column(INT, source, "cohort_id"), Value(INT, cohort.id)),
                truth("=", Column(INT, source, "version"), Value(INT, cohort.version)),
            )
        )
        for cohort in context.cohorts
        if not cohort.is_static
    )
    if not members:
        return (truth("=", Column(INT, source, "cohort_id"), Value(INT, NOBODY)),)
    return (members[0] if len(members) == 1 else Logic(BOOL, "OR", members),)


def _own(source: "TableSource", context: "Context") -> tuple[Node, ...]:
    user = NOBODY if context.user_id is None else context.user_id
    return (truth("=", Column(INT, source, "user_id"), Value(INT, user)),)


_SPECIAL: Final["dict[str, Callable[[TableSource, Context], tuple[Node, ...]]]"] = {
    "events": _kept,
    "cohort_people": _current,
    "query_log": _own,
    "raw_query_log": _own,
}
