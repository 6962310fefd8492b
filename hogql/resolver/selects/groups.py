"""GROUP BY in all its forms (hogql 5.1).

    ALL                        ->  what the columns hold outside of their aggregates
    ROLLUP(a, b), WITH CUBE    ->  ClickHouse's own; a key that is not grouped by is empty or zero
    a, b WITH TOTALS           ->  GROUPING SETS ((a, b), ())

ClickHouse sends totals apart from the rows, where no client looks. Here they are the last row. They
count every row that passes WHERE: HAVING and LIMIT are about the groups above them.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.plan.making import call, tuple_of
from hogql.plan.nodes import (
    Function,
    Items,
    Local,
    Node,
    SubQuery,
    Value,
    WindowCall,
)
from hogql.plan.walk import children
from hogql.resolver.scope import at
from hogql.resolver.selects.clauses import resolve_item
from hogql.types import INT

if TYPE_CHECKING:
    from hogql.plan.queries import GroupMode, Select
    from hogql.resolver.scope import Scope

_MODES: Final[dict[str | None, "GroupMode"]] = {
    None: "",
    "all": "",
    "rollup": "ROLLUP",
    "cube": "CUBE",
    "grouping_sets": "GROUPING SETS",
    "ROLLUP": "ROLLUP",
    "CUBE": "CUBE",
}
MAX_CUBE: Final = 10


def resolve_groups(node: ast.SelectQuery, select: "Select", scope: "Scope") -> None:
    """The groups of a SELECT, into ``select``."""
    scope.clause = "GROUP BY"
    if node.group_by_mode == "all":
        select.group_by = _all_keys(select)
    elif node.group_by_mode == "grouping_sets":
        select.group_by = tuple(_set(item, select, scope) for item in node.group_by or ())
    else:
        select.group_by = tuple(resolve_item(item, select, scope) for item in node.group_by or ())
    select.group_mode = _MODES[node.group_by_mode]
    if node.group_by_with is not None:
        if select.group_mode:
            raise at(node, f"WITH {node.group_by_with} can not follow {select.group_mode}")
        select.group_mode = _MODES[node.group_by_with]
    if select.group_mode == "CUBE" and len(select.group_by) > MAX_CUBE:
        raise at(node, f"CUBE takes at most {MAX_CUBE} expressions")
    if node.group_by_with_totals:
        _add_totals(node, select)


def _set(item: ast.Node, select: "Select", scope: "Scope") -> Node:
    exprs = item.exprs if isinstance(item, ast.GroupingSet) else (item,)
    return tuple_of(tuple(resolve_item(expr, select, scope) for expr in exprs))


def _add_totals(node: ast.SelectQuery, select: "Select") -> None:
    """One more grouping set, the one without keys. ROLLUP and CUBE have it already."""
    if select.group_mode in {"ROLLUP", "CUBE"}:
        return
    if node.limit_by is not None or node.limit_with_ties or node.limit_percent:
        message = "WITH TOTALS can not stand beside LIMIT BY, WITH TIES or a share"
        fix = "Put the groups into a sub-query"
        raise UnsupportedSyntaxError(message, start=node.start, end=node.end, fix=fix)
    if not select.group_mode:
        select.group_by = (tuple_of(select.group_by),)
        select.group_mode = "GROUPING SETS"
    sets = [item.items for item in select.group_by if isinstance(item, Items)]
    keys = dict.fromkeys(key for keys in sets for key in keys if not isinstance(key, Value))
    if not keys:
        raise at(node, "WITH TOTALS needs GROUP BY with a column")
    if () not in sets:
        select.group_by = (*select.group_by, tuple_of(()))
    # In one set all keys come and go together.
    asked = [*keys][:1] if len(sets) == 1 else [*keys]
    absent: list[Node] = [call("grouping", INT, key) for key in asked]
    select.totals = absent[0] if len(absent) == 1 else call("least", INT, *absent)


def _all_keys(select: "Select") -> tuple[Node, ...]:
    found: dict[Node, None] = {}
    for column in select.columns:
        for key in _keys_of(column.expr):
            found.setdefault(key)
    return tuple(found)


def _keys_of(node: Node) -> list[Node]:
    """The largest parts of an expression that are the same for all rows of a group."""
    if isinstance(node, Value):
        return []
    if not _holds_aggregate(node):
        return [node] if _holds_column(node) else []
    if _is_aggregate(node):
        return []
    return [key for part in children(node) for key in _keys_of(part)]


def _is_aggregate(node: Node) -> bool:
    return isinstance(node, WindowCall) or (isinstance(node, Function) and node.is_aggregate)


def _holds_aggregate(node: Node) -> bool:
    return _is_aggregate(node) or any(_holds_aggregate(part) for part in children(node))


def _holds_column(node: Node) -> bool:
    """Whether a value may differ from row to row; constants and whole sub-queries do not."""
    if isinstance(node, Value | SubQuery | Local):
        return False
    parts = [*children(node)]
    return any(_holds_column(part) for part in parts) if parts else True
