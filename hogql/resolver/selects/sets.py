"""Set operations, from left to right with one priority (hogql 5.7).

    a UNION ALL b EXCEPT c  ->  SelectSet(EXCEPT, [SelectSet(UNION ALL, [a, b]), c])
    UNION BY NAME           ->  the same columns in the same places, null where an arm has none

A plain ``INTERSECT`` or ``EXCEPT`` is ClickHouse's: of equal rows of the left arm, ``EXCEPT`` keeps
all. With ``DISTINCT`` each row comes once.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.plan.nodes import Output, Value
from hogql.plan.queries import (
    Column,
    Join,
    Query,
    Select,
    SelectSet,
    arms_of,
    columns_of,
    type_of_column,
)
from hogql.plan.sources import QuerySource
from hogql.resolver.coerce import as_value
from hogql.resolver.outputs import name_outputs
from hogql.resolver.scope import Scope, at
from hogql.resolver.selects.commons import define_commons
from hogql.resolver.selects.rows import constant_count
from hogql.types import NULL

if TYPE_CHECKING:
    from collections.abc import Callable

_SETS: Final[dict[str, str]] = {
    "UNION ALL": "UNION ALL",
    "UNION DISTINCT": "UNION DISTINCT",
    "UNION ALL BY NAME": "UNION ALL",
    "UNION DISTINCT BY NAME": "UNION DISTINCT",
    "INTERSECT": "INTERSECT",
    "INTERSECT DISTINCT": "INTERSECT DISTINCT",
    "EXCEPT": "EXCEPT",
    "EXCEPT DISTINCT": "EXCEPT DISTINCT",
}
MAX_ARMS: Final = 500


def resolve_set(
    node: ast.SelectSetQuery,
    parent: Scope,
    on_first: "Callable[[SelectSet, Scope], None] | None" = None,
) -> SelectSet:
    """A set of queries; common tables of the first arm serve all arms.

    ``on_first`` is told of the set as soon as its first arm is known, for a recursive table.
    """
    if len(node.subsequent_select_queries) >= MAX_ARMS:
        raise at(node, f"A query may have at most {MAX_ARMS} arms")
    scope = Scope(state=parent.state, parent=parent)
    found = SelectSet(operator="", arms=[_arm(node.initial_select_query, scope)])
    if on_first is not None:
        on_first(found, scope)
    for part in node.subsequent_select_queries:
        found = _add(found, part, _arm(part.select_query, scope), scope)
    _level_persons(found)
    name_outputs(found)
    found.limit = constant_count(node.limit, "LIMIT")
    found.offset = constant_count(node.offset, "OFFSET")
    return found


def _arm(node: ast.Node, scope: Scope) -> Query:
    if isinstance(node, ast.SelectQuery) and node.ctes and not node.outer_order_by:
        define_commons(node.ctes, scope)
        node = replace(node, ctes=None)
    return scope.state.resolve_query(node, scope)


def _add(found: SelectSet, part: ast.SelectSetNode, arm: Query, scope: Scope) -> SelectSet:
    """``found operator arm``; a chain of one operator stays one set."""
    operator = _SETS.get(part.set_operator)
    if operator is None:
        message = f"{part.set_operator} is not supported"
        fix = f"Write {part.set_operator.removesuffix(' ALL')}"
        raise UnsupportedSyntaxError(message, start=part.start, end=part.end, fix=fix)
    if part.set_operator.endswith("BY NAME"):
        return _by_name(found, operator, arm, scope)
    if len(columns_of(arm)) != len(columns_of(found)):
        raise at(part, "All arms of a set operation need the same number of columns")
    if found.operator not in {"", operator}:
        return SelectSet(operator=operator, arms=[found, arm])
    found.operator = operator
    found.arms.append(arm)
    return found


def _by_name(found: SelectSet, operator: str, arm: Query, scope: Scope) -> SelectSet:
    """Both sides under the names of both, in the order in which they first appear."""
    left: Query = found if len(found.arms) > 1 else found.arms[0]
    names = [column.name for column in (*columns_of(left), *columns_of(arm))]
    order = tuple(dict.fromkeys(names))
    arms = [_with_names(side, order, scope) for side in (left, arm)]
    return SelectSet(operator=operator, arms=arms)


def _with_names(query: Query, order: tuple[str, ...], scope: Scope) -> Query:
    name_outputs(query)
    columns = columns_of(query)
    if tuple(column.name for column in columns) == order:
        return query
    source = QuerySource(alias="arm", query=query)
    places = {column.name: place for place, column in reversed([*enumerate(columns)])}
    made: list[Column] = []
    for name in order:
        place = places.get(name)
        if place is None:
            made.append(Column(name=name, expr=Value(NULL, None)))
            continue
        for arm in arms_of(query):
            arm.columns[place].expr = as_value(arm.columns[place].expr)
        printed = columns[place].alias or name
        expr = Output(type_of_column(query, place), source, printed)
        made.append(Column(name=name, expr=expr))
    select = Select(columns=made, joins=[Join(source=source)])
    scope.state.selects.append(select)
    return select


def _level_persons(query: SelectSet) -> None:
    """Arms hand out persons by key only when all of them do; else all hand out UUIDs."""
    arms = arms_of(query)
    for place in range(len(columns_of(query))):
        columns = [arm.columns[place] for arm in arms]
        kinds = {column.expr.type.kind for column in columns}
        if "person" in kinds and len(kinds) > 1:
            for column in columns:
                column.expr = as_value(column.expr)
