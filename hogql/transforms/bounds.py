"""Comparisons of raw columns with constants move into the guard (hogql 7.1.2, clickhouse 11).

    WHERE e.event = 'a' AND f(e.x)  ->  guard: team_id = N AND event = 'a'    outside: f(e.x)

They never throw, so ClickHouse may evaluate them before the guard's own condition. For row
listings the guard keeps the team only: with bounds inside, every listed column would be read
before the sort (clickhouse 11.15).
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.nodes import Column, Compare, Items, Logic, Node, Value

if TYPE_CHECKING:
    from hogql.plan.queries import Plan, Select
    from hogql.plan.sources import TableSource

OPERATORS: Final = frozenset({"=", "!=", "<", "<=", ">", ">=", "IN", "NOT IN"})
KEEPS_LEFT: Final = frozenset({"INNER JOIN", "LEFT JOIN", "CROSS JOIN"})
KEEPS_BOTH: Final = frozenset({"INNER JOIN", "CROSS JOIN"})


def push_bounds(plan: "Plan") -> None:
    """Give every guard of the statement the bounds it can take."""
    for select in plan.selects:
        if select.where and not _is_listing(select):
            _push(select)


def _is_listing(select: "Select") -> bool:
    return bool(select.order_by) and not select.is_grouped and not select.distinct


def _push(select: "Select") -> None:
    takers = _takers(select)
    kept: list[Node] = []
    for condition in select.where:
        source = source_of_bound(condition)
        if source is not None and id(source) in takers:
            source.bounds = (*source.bounds, condition)
        if source is None or id(source) not in takers or len(select.joins) > 1:
            kept.append(condition)
    select.where = tuple(kept)


def _takers(select: "Select") -> frozenset[int]:
    """The sources whose rows may be thrown away before the joins without changing the result."""
    kinds = [join.kind for join in select.joins[1:]]
    if not all(kind in KEEPS_LEFT for kind in kinds):
        return frozenset()
    found = {id(select.joins[0].source)} if select.joins else set()
    for join in select.joins[1:]:
        if join.kind in KEEPS_BOTH:
            found.add(id(join.source))
    return frozenset(found)


def source_of_bound(node: Node) -> "TableSource | None":
    """The table that a safe predicate is about; None when the condition is none."""
    if isinstance(node, Logic):
        found = {source_of_bound(item) for item in node.items}
        return found.pop() if len(found) == 1 else None
    if not isinstance(node, Compare) or node.op not in OPERATORS:
        return None
    column = node.left
    if not isinstance(column, Column) or column.name not in column.source.table.safe:
        return None
    return column.source if _is_constant(node.right) else None


def _is_constant(node: Node) -> bool:
    if isinstance(node, Items):
        return bool(node.items) and all(_is_constant(item) for item in node.items)
    return isinstance(node, Value) and node.value is not None
