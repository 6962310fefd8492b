"""Conditions that only a person's or a group's fields decide, as sets of keys (clickhouse 7.5).

    WHERE person.properties.plan = 'pro'
      ->  {key} IN (SELECT cityHash64(id) FROM (person FINAL, guarded) WHERE plan = 'pro')
    WHERE person.properties.plan != 'pro'      true without a person, so the other way round:
      ->  {key} NOT IN (SELECT cityHash64(id) FROM (..) WHERE NOT plan != 'pro')

The set is three to four times cheaper than the join. A condition that can not be decided for a
person that is missing keeps the join, and so does everything outside of WHERE.
"""

from typing import TYPE_CHECKING, Final, TypeAlias

from hogql.plan.making import all_of, call
from hogql.plan.nodes import (
    Column,
    Compare,
    Function,
    Infix,
    IsNull,
    Items,
    Logic,
    MapValue,
    Node,
    Not,
    Person,
    Property,
    SubQuery,
    Value,
)
from hogql.plan.queries import Column as Selected
from hogql.plan.queries import Join, Select
from hogql.plan.sources import NumbersSource, TableSource
from hogql.plan.walk import moved, walk
from hogql.schema.columns import ZERO_UUID
from hogql.transforms.comparisons import TRUE_FOR_NULL
from hogql.types import BOOL, INT, UUID

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.context import Context
    from hogql.plan.queries import Plan

Joined: TypeAlias = dict[int, tuple[TableSource, Node]]
READERS: Final = (Column, Property)
_KEYS: Final = {"persons": Person, "groups": MapValue}
"""What stands on the left of the condition that joins a table by its key."""

_WITHOUT_ROW: Final = {"id": ZERO_UUID, "group_key": ""}
"""The values of the key's column where no row was found."""


class UndecidedError(Exception):
    """What a condition makes of a missing person can not be told."""


def filter_persons(plan: "Plan", _context: "Context") -> None:
    """Turn every condition of a WHERE that can be turned."""
    for select in [*plan.selects]:
        found = _joined(select)
        if found and select.where:
            select.where = _turn_all(select.where, found, plan)


def _joined(select: Select) -> Joined:
    """The persons and groups that are joined by key: by identity, with the key of the row."""
    found: Joined = {}
    for join in select.joins:
        if isinstance(join.source, NumbersSource):
            continue
        for lazy in join.source.joined.values():
            target, on = lazy.source, lazy.on
            if not isinstance(target, TableSource) or not isinstance(on, Infix):
                continue
            if isinstance(on.left, _KEYS.get(target.table.name, ())):
                found[id(target)] = (target, on.left)
    return found


def _turn_all(items: tuple[Node, ...], known: Joined, plan: "Plan") -> tuple[Node, ...]:
    """The conditions of one chain of AND; those about one person become one set."""
    kept: list[Node] = []
    about: dict[int, list[Node]] = {}
    for item in items:
        person = _only_person(item, known)
        if person is not None and _when_missing(item) is not None:
            about.setdefault(person, []).append(item)
        else:
            kept.append(_turn_inside(item, known, plan))
    sets = [_as_set(all_of(tuple(found)), *known[who], plan) for who, found in about.items()]
    return (*kept, *sets)


def _turn_inside(node: Node, known: Joined, plan: "Plan") -> Node:
    if isinstance(node, Not):
        return Not(node.type, all_of(_turn_all((node.expr,), known, plan)))
    if not isinstance(node, Logic):
        return node
    if node.op == "AND":
        return Logic(node.type, "AND", _turn_all(node.items, known, plan))
    items = [_turn_all((item,), known, plan)[0] for item in node.items]
    return Logic(node.type, "OR", tuple(items))


def _only_person(node: Node, known: Joined) -> int | None:
    """The one person that decides a condition; None when anything else has a part in it."""
    found: set[int] = set()
    for part in walk(node):
        source = getattr(part, "source", None)
        if source is None:
            if not isinstance(part, _DECIDED):
                return None
        elif isinstance(part, READERS):
            found.add(id(source))
        else:
            return None
    only = found.pop() if len(found) == 1 else None
    return only if only in known else None


def _as_set(condition: Node, joined: TableSource, key: Node, plan: "Plan") -> Node:
    is_out = bool(_when_missing(condition))
    inner = TableSource(alias="matching", table=joined.table, group=joined.group)
    inner.bounds = tuple(moved(bound, joined, inner) for bound in joined.bounds)
    test = moved(condition, joined, inner)
    column: Node = Column(UUID, inner, joined.table.key)
    if isinstance(key, Person):
        column = call("cityHash64", INT, column)
    select = Select(
        columns=[Selected(name="key", expr=column)],
        joins=[Join(source=inner)],
        where=(Not(BOOL, test) if is_out else test,),
    )
    plan.selects.append(select)
    return Infix(BOOL, "NOT IN" if is_out else "IN", key, SubQuery(INT, select))


def _when_missing(condition: Node) -> bool | None:
    """What a condition is without a person; None when that can not be told."""
    try:
        return bool(_value(condition))
    except UndecidedError:
        return None


def _value(node: Node) -> object:
    """The value of an expression over a missing person: no property, a zero id."""
    rule = _VALUES.get(type(node))
    if rule is None:
        raise UndecidedError
    return rule(node)


def _of_column(node: Column) -> object:
    if node.name not in _WITHOUT_ROW:
        raise UndecidedError
    return _WITHOUT_ROW[node.name]


def _of_logic(node: Logic) -> bool:
    values = [bool(_value(item)) for item in node.items]
    return all(values) if node.op == "AND" else any(values)


def _of_compare(node: Compare) -> bool:
    if not isinstance(node.right, Value | Items) or not _is_nothing(node.left):
        raise UndecidedError
    return node.op in TRUE_FOR_NULL


def _of_infix(node: Infix) -> bool:
    if node.op != "=":
        raise UndecidedError
    return _value(node.left) == _value(node.right)


def _of_function(node: Function) -> object:
    if node.name == "if":
        condition, first, second = node.args
        return _value(first if _value(condition) else second)
    if node.name == "ifNull":
        first, second = node.args
        return _value(second) if _is_nothing(first) else _value(first)
    if node.name in NULL_OF_NULL and any(_is_nothing(item) for item in node.args):
        return None
    raise UndecidedError


def _is_nothing(node: Node) -> bool:
    try:
        return _value(node) is None
    except UndecidedError:
        return False


_VALUES: Final["dict[type[Node], Callable[..., object]]"] = {
    Value: lambda node: node.value,
    Property: lambda _: None,
    Column: _of_column,
    IsNull: lambda node: (_value(node.expr) is None) != node.negated,
    Not: lambda node: not _value(node.expr),
    Logic: _of_logic,
    Compare: _of_compare,
    Infix: _of_infix,
    Function: _of_function,
}
NULL_OF_NULL: Final = frozenset(
    {"lower", "upper", "trim", "length", "toString", "toFloat64OrNull", "toInt64OrNull"}
)
"""Functions that make null of a null argument, whatever the others are."""

_DECIDED: Final = (Value, IsNull, Not, Logic, Compare, Infix, Function, Items)
