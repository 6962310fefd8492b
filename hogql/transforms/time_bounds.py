"""Bounds on times reach into tables that are computed: sessions and recordings (hogql 6.4).

    FROM sessions WHERE $start_timestamp >= '2026-03-01'
    FROM events .. session.$entry_url .. WHERE timestamp >= '2026-03-01'
      ->  the query that sessions is reads session_start >= '2026-03-01' - 2 days only

Without a bound every session of the team is folded anew. The column is one that all rows of a
session share, so that sessions are left out whole. The slack: a session lasts a day at most, and
its id's clock is the device's.
Source: PostHog posthog/hogql/database/schema/util/where_clause_extractor.py (the idea).
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from hogql.plan.making import call
from hogql.plan.nodes import Column, Compare, CompareOp, Infix, Logic, Node, Output, SubQuery, Value
from hogql.plan.queries import Select, columns_of
from hogql.plan.sources import InnerSource, NumbersSource, QuerySource, TableSource
from hogql.plan.walk import walk
from hogql.schema.columns import Computed
from hogql.schema.events import EVENTS
from hogql.schema.sessions import SESSIONS
from hogql.types import DATE, DATETIME, INTERVAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.context import Context
    from hogql.plan.queries import Join, Plan
    from hogql.plan.sources import Source
    from hogql.schema.columns import TimeBound

FROM: Final = frozenset({">", ">=", "="})
SESSION_IDS: Final = frozenset({"session_id", "id", "session_id_v7"})
UNTIL: Final = frozenset({"<", "<=", "="})
TIME: Final = "%Y-%m-%d %H:%M:%S.%f"
KEEPS: Final = frozenset({"", "INNER JOIN", "CROSS JOIN", "LEFT JOIN", "LEFT ANY JOIN"})


def bound_computed(plan: "Plan", _context: "Context") -> None:
    """Narrow every computed table of the statement by the conditions around it."""
    for select in [*plan.selects]:
        if not select.where or any(join.kind not in KEEPS for join in select.joins):
            continue
        for source, giver, by_own in _computed(select):
            _narrow(source, giver, select.where, by_own=by_own)
            _narrow_events(source, select.where)


def _computed(select: Select) -> "Iterator[tuple[QuerySource, Source, bool]]":
    """The computed tables of a FROM, each with the source whose times bound it, and its own do.

    Not by its own times when the author joins it from the left: a row left out would count as
    missing, and what is missing has the time zero.
    """
    for join in select.joins:
        for source, giver in _below(join.source, join.source):
            if source is not join.source or not join.kind.startswith("LEFT"):
                yield source, giver, True
        yield from _paired(join)


def _paired(join: "Join") -> "Iterator[tuple[QuerySource, Source, bool]]":
    """Sessions that the author joins to events by their id: the times of the events bound them."""
    if not isinstance(join.on, Compare | Infix) or join.on.op != "=":
        return
    for one, other in ((join.on.left, join.on.right), (join.on.right, join.on.left)):
        session, event = _session_of(one), _event_of(other)
        if session is None or event is None:
            continue
        if join.kind == "INNER JOIN" or (join.kind == "LEFT JOIN" and session is join.source):
            yield session, event, False


def _session_of(node: Node) -> QuerySource | None:
    source = getattr(node, "source", None)
    is_one = isinstance(source, QuerySource) and source.table is SESSIONS
    if not is_one or not isinstance(node, Output) or not isinstance(source, QuerySource):
        return None
    return source if _field_of(node, source) in SESSION_IDS else None


def _event_of(node: Node) -> TableSource | None:
    found = [part.source for part in walk(node) if isinstance(part, Column)]
    names = {part.name for part in walk(node) if isinstance(part, Column)}
    only = found[0] if len(found) == 1 and names == {"session_id"} else None
    return only if only is not None and only.table is EVENTS else None


def _below(source: "Source", giver: "Source") -> "Iterator[tuple[QuerySource, Source]]":
    if isinstance(source, NumbersSource | InnerSource):
        return
    if isinstance(source, QuerySource) and isinstance(source.table, Computed):
        yield source, giver
    for lazy in source.joined.values():
        yield from _below(lazy.source, giver)


def _narrow(source: QuerySource, giver: "Source", where: tuple[Node, ...], *, by_own: bool) -> None:
    table, inner = source.table, source.query
    bound = table.bound if isinstance(table, Computed) else None
    base = inner.joins[0].source if isinstance(inner, Select) and inner.joins else None
    if bound is None or not isinstance(inner, Select) or not isinstance(base, TableSource):
        return
    column = Column(DATE if bound.is_date else DATETIME, base, bound.column)
    found: list[Node] = []
    for condition in _conjuncts(where):
        if not isinstance(condition, Compare) or not _is_free(condition.right):
            continue
        is_own = by_own and _is_own_time(condition.left, source, bound)
        if not is_own and not _is_time_of(condition.left, giver, bound):
            continue
        if condition.op in FROM:
            found.append(_compare(">=", column, condition.right, -bound.days_before))
        if condition.op in UNTIL:
            found.append(_compare("<=", column, condition.right, bound.days_after))
    inner.where = (*inner.where, *found)


def _narrow_events(source: QuerySource, where: tuple[Node, ...]) -> None:
    """The events of sessions: within the times of the sessions, with the same slack."""
    bound = source.table.bound if isinstance(source.table, Computed) else None
    if bound is None:
        return
    for lazy in source.joined.values():
        events = lazy.source
        if not isinstance(events, TableSource) or events.table is not EVENTS:
            continue
        column = Column(DATETIME, events, "timestamp")
        for condition in _conjuncts(where):
            if not isinstance(condition, Compare) or _moment(condition.right) is None:
                continue
            if not _is_own_time(condition.left, source, bound):
                continue
            events.bounds = (*events.bounds, *_limits(column, condition, bound))


def _limits(column: Column, condition: Compare, bound: "TimeBound") -> "Iterator[Node]":
    if condition.op in FROM:
        yield _compare(">=", column, condition.right, -bound.days_before)
    if condition.op in UNTIL:
        yield _compare("<=", column, condition.right, bound.days_before)


def _conjuncts(items: tuple[Node, ...]) -> "Iterator[Node]":
    for item in items:
        if isinstance(item, Logic) and item.op == "AND":
            yield from _conjuncts(item.items)
        else:
            yield item


def _is_own_time(node: Node, source: QuerySource, bound: "TimeBound") -> bool:
    """Whether a value is a time of the computed table."""
    is_one = isinstance(node, Output) and node.source is source
    return is_one and isinstance(node, Output) and _field_of(node, source) in bound.fields


def _is_time_of(node: Node, giver: "Source", bound: "TimeBound") -> bool:
    """Whether a value is a time of the table that the computed one is joined to."""
    return isinstance(node, Column) and node.source is giver and node.name in bound.joined


def _field_of(node: Output, source: QuerySource) -> str | None:
    return next((item.name for item in columns_of(source.query) if item.alias == node.name), None)


def _is_free(node: Node) -> bool:
    """Whether a value is the same for all rows."""
    return not any(
        isinstance(part, SubQuery) or getattr(part, "source", None) is not None
        for part in walk(node)
    )


def _compare(op: CompareOp, column: Column, value: Node, days: int) -> Node:
    moment = _moment(value)
    if moment is None:
        shift = call("toIntervalDay", INTERVAL, Value(column.type, abs(days)))
        moved: Node = Infix(DATETIME, "+" if days > 0 else "-", value, shift)
        if column.type.kind == "date":
            moved = call("toDate", DATE, moved)
        return Infix(column.type, op, column, moved)
    at = moment + timedelta(days=days)
    if column.type.kind == "date":
        return Compare(column.type, op, column, Value(DATE, at.date().isoformat(), "Date"))
    return Compare(column.type, op, column, Value(DATETIME, at.strftime(TIME), _DATETIME))


_DATETIME: Final = "DateTime64(6, 'UTC')"


def _moment(node: Node) -> datetime | None:
    if not isinstance(node, Value) or not isinstance(node.value, str):
        return None
    try:
        return datetime.fromisoformat(node.value)
    except ValueError:
        return None
