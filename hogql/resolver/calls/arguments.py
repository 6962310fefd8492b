"""The arguments of a call: stars, lambdas, and what the function's flags ask of each.

arrayMap((x, y) -> x + y, a, b)  ->  x and y are items of a and b; b gets the length of a
toYear(properties.born)          ->  toYear(parseDateTime64BestEffortOrNull(...))
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.plan.making import call
from hogql.plan.nodes import Alias, AliasRef, Items, Lambda, Node, Output, Value
from hogql.plan.nodes import Function as Called
from hogql.resolver.calls.moments import to_datetime
from hogql.resolver.coerce import as_integer, as_number, limit_amount
from hogql.resolver.literals import resolve_lambda
from hogql.resolver.reach.stars import expand_all
from hogql.types import INT, NULL

if TYPE_CHECKING:
    from hogql.functions.registry import Function
    from hogql.resolver.scope import Scope

KEEPS_LENGTH: Final = frozenset(
    {"arrayMap", "arrayFill", "arrayReverseFill", "arraySort", "arrayReverse", "arrayEnumerate"}
)
"""Functions whose array is as long as the first one that they are given."""

EMPTY: Final = Value(NULL, None)
UNITS: Final = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")


def resolve_arguments(args: tuple[ast.Node, ...], scope: "Scope") -> tuple[Node, ...]:
    """The arguments of a call; a star stands for all columns."""
    if any(isinstance(arg, ast.Lambda) for arg in args):
        return _with_lambdas(args, scope)
    return tuple(expand_all(args, scope))


def _with_lambdas(args: tuple[ast.Node, ...], scope: "Scope") -> tuple[Node, ...]:
    """A lambda's arguments are the items of the arrays after it, in order."""
    found = {
        place: scope.resolve(arg)
        for place, arg in enumerate(args)
        if not isinstance(arg, ast.Lambda)
    }
    items = [node.type.item for _, node in sorted(found.items())]
    for place, arg in enumerate(args):
        if isinstance(arg, ast.Lambda):
            types = {name: of for name, of in zip(arg.args, items, strict=False) if of}
            found[place] = resolve_lambda(arg, scope, types)
    return tuple(found[place] for place in range(len(args)))


def coerce_arguments(
    function: "Function", args: tuple[Node, ...], scope: "Scope"
) -> tuple[Node, ...]:
    """Every argument in the form that the function takes without throwing."""
    if function.numeric:
        args = tuple(as_number(arg) for arg in args)
    if function.whole or function.whole_at:
        args = tuple(
            as_integer(arg) if function.whole or place in function.whole_at else arg
            for place, arg in enumerate(args, start=1)
        )
    if function.moment:
        args = (_as_moment(args[0], scope, has_time=function.moment == "M"), *args[1:])
    if function.amount_at and len(args) >= function.amount_at:
        place = function.amount_at - 1
        amount = limit_amount(args[place], unit_of(function.name))
        args = (*args[:place], amount, *args[place + 1 :])
    return same_lengths(args) if function.equal_arrays else args


def unit_of(name: str) -> str:
    """The unit of time that the name of a function ends with."""
    lowered = name.lower().removesuffix("s")
    return next((unit for unit in UNITS if lowered.endswith(unit)), "day")


def _as_moment(node: Node, scope: "Scope", *, has_time: bool) -> Node:
    kind = node.type.kind
    if kind == "string" or (has_time and kind in {"date", "int", "float"}):
        return to_datetime(node, scope.state.context.timezone, None)
    return node


def same_lengths(args: tuple[Node, ...]) -> tuple[Node, ...]:
    """Arrays brought to the length of the first: ClickHouse throws where a row's lengths differ."""
    first = next((arg for arg in args if arg.type.kind == "array"), None)
    if first is None:
        return args
    return tuple(arg if arg is first else _as_long_as(arg, first) for arg in args)


def _as_long_as(node: Node, first: Node) -> Node:
    if isinstance(node, Lambda | Value) or node.type.kind != "array":
        return node
    length = _measure(node)
    if length is not None and length == _measure(first):
        return node
    return call("arrayResize", node.type, node, call("length", INT, first))


def _measure(node: Node) -> Node | int | None:
    """What the length of an array is that of: a column of a sub-query, or a number of items.

    None where nobody can tell before the rows are read.
    """
    while not isinstance(node, Output | Items):
        if isinstance(node, AliasRef):
            node = node.target
        elif isinstance(node, Alias):
            node = node.expr
        elif isinstance(node, Called) and node.name in KEEPS_LENGTH:
            node = next((arg for arg in node.args if arg.type.kind == "array"), EMPTY)
        else:
            return None
    return node if isinstance(node, Output) else len(node.items)
