"""Aggregates whose result depends on the order of rows: ``f(x ORDER BY y)``.

groupArray(x ORDER BY y)        ->  arrayMap(t -> t.1, arraySort(t -> t.2, groupArray((x, y))))
string_agg(x, ',' ORDER BY y)   ->  arrayStringConcat(the same, ',')
first_value(x ORDER BY y)       ->  argMin(x, y)
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, lambda_of, text, tuple_of
from hogql.plan.nodes import Function, IsNull, Local, Logic, Node, Value
from hogql.resolver.coerce import as_text, as_value
from hogql.resolver.scope import at
from hogql.types import BOOL, FLOAT, INT, STRING, TUPLE, UNKNOWN, Type, array_of, with_null

if TYPE_CHECKING:
    from hogql import ast
    from hogql.functions.registry import Function as Known
    from hogql.resolver.scope import Scope

_LISTS: Final = frozenset({"groupArray", "groupUniqArray"})
_TEXTS: Final = frozenset({"groupConcat"})
_FIRST: Final = frozenset({"any", "first_value"})
_LAST: Final = frozenset({"anyLast", "last_value"})
ORDERED: Final = _LISTS | _TEXTS | _FIRST | _LAST
"""ClickHouse's aggregates that take ORDER BY, whatever name they are called by."""

ROW: Final = "row"


def aggregate_in_order(
    node: "ast.Call",
    function: "Known",
    parts: tuple[tuple[Node, ...], tuple[Node, ...], Node | None],
    scope: "Scope",
) -> Node:
    """An aggregate over rows in an order; ``parts`` are its arguments, parameters, condition."""
    (value, *rest), params, condition = parts
    is_descending, keys = _keys(node, scope)
    if function.sql in _FIRST | _LAST:
        is_least = (function.sql in _FIRST) != is_descending
        key = keys[0] if len(keys) == 1 else tuple_of(keys)
        return _aggregate("argMin" if is_least else "argMax", value.type, (value, key), condition)
    if function.sql in _TEXTS:
        value = as_text(value)
    is_distinct = node.distinct or function.sql == "groupUniqArray"
    if is_distinct and keys != (value,):
        raise at(node, f"'{node.name}' of distinct values can only be ordered by the value")
    found = _sorted(value, keys, condition, (is_descending, is_distinct))
    if function.sql in _TEXTS:
        by = _separator(rest, params)
        return call("arrayStringConcat", STRING, found, by)
    if params:
        found = call("arraySlice", found.type, found, Value(INT, 1), params[0])
    return call("toJSONString", STRING, found) if function.name == "json_agg" else found


def _separator(rest: list[Node], params: tuple[Node, ...]) -> Node:
    return next(iter((*rest, *params)), text(""))


def _keys(node: "ast.Call", scope: "Scope") -> tuple[bool, tuple[Node, ...]]:
    """Whether the order is descending, and its keys, turned round where they go the other way."""
    items = node.order_by or ()
    is_descending = bool(items) and items[0].order == "DESC"
    keys: list[Node] = []
    for item in items:
        if item.nulls or item.collate or item.with_fill:
            raise at(item, "ORDER BY inside an aggregate takes only ASC and DESC")
        key = as_value(scope.resolve(item.expr))
        keys.append(key if (item.order == "DESC") == is_descending else _turned(key, item))
    return is_descending, tuple(keys)


def _turned(key: Node, item: "ast.OrderExpr") -> Node:
    kind = key.type
    if kind.kind in {"datetime", "date"}:
        key = call("toFloat64", with_null(FLOAT, kind.nullable), key)
    elif not kind.is_number:
        raise at(item, "ORDER BY inside an aggregate mixes ASC and DESC only of numbers and times")
    return call("negate", key.type, key)


def _sorted(
    value: Node, keys: tuple[Node, ...], condition: Node | None, how: tuple[bool, bool]
) -> Function:
    """The values of the rows as an array in order; rows without a value are left out."""
    is_descending, is_distinct = how
    item = array_of(with_null(value.type, nullable=False))
    if value.type.nullable or value.type.kind == "unknown":
        present: Node = IsNull(BOOL, value, negated=True)
        condition = present if condition is None else Logic(BOOL, "AND", (condition, present))
    sort = "arrayReverseSort" if is_descending else "arraySort"
    if is_distinct:
        return call(sort, item, _aggregate("groupUniqArray", item, (value,), condition))
    row = Local(TUPLE, ROW)
    rows = _aggregate("groupArray", array_of(TUPLE), (tuple_of((value, *keys)),), condition)
    parts = tuple(_part(row, place + 2, key.type) for place, key in enumerate(keys))
    by = lambda_of((ROW,), parts[0] if len(parts) == 1 else tuple_of(parts))
    return call(
        "arrayMap",
        item,
        lambda_of((ROW,), _part(row, 1, value.type)),
        call(sort, rows.type, by, rows),
    )


def _part(row: Node, place: int, of: Type) -> Function:
    return call("tupleElement", of, row, Value(INT, place))


def _aggregate(name: str, of: Type, args: tuple[Node, ...], condition: Node | None) -> Function:
    if condition is not None:
        name, args = f"{name}If", (*args, condition)
    return Function(of or UNKNOWN, name, args, is_aggregate=True)
