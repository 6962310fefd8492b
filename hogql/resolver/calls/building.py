"""Making a call of a known function: arity, constants, numbers, the project's time zone.

toStartOfDay(timestamp)  ->  toStartOfDay(timestamp, 'Europe/Lisbon')
"""

from typing import TYPE_CHECKING

from hogql.errors import ResolutionError
from hogql.functions.registry import MAX_REPEAT, Function, find_function, suggest, why_refused
from hogql.plan.making import call, word
from hogql.plan.nodes import Function as FunctionNode
from hogql.plan.nodes import Items, Node, Value
from hogql.resolver.calls.arguments import coerce_arguments
from hogql.resolver.calls.results import type_of_result
from hogql.resolver.scope import at
from hogql.resolver.sizes import check_pattern
from hogql.resolver.times import zone
from hogql.types import ZONED, with_null

if TYPE_CHECKING:
    from hogql import ast
    from hogql.resolver.scope import Scope


def find(name: str, node: "ast.Node") -> Function:
    """The function of that name; the error says why it is not offered, or what is written alike."""
    function = find_function(name)
    if function is not None:
        return function
    message = f"Unsupported function call '{name}(...)'."
    reason = why_refused(name)
    if reason is not None:
        raise ResolutionError(f"{message} {reason}", start=node.start, end=node.end)
    close = suggest(name)
    fix = f"Perhaps you meant '{close}(...)'?" if close else None
    shown = f"{message} {fix}" if fix else message
    raise ResolutionError(shown, start=node.start, end=node.end, fix=fix)


def build(
    function: Function, args: tuple[Node, ...], node: "ast.Node", scope: "Scope"
) -> FunctionNode:
    """A plain call of a known function with resolved arguments."""
    check_constants(function, args, node)
    args = coerce_arguments(function, args, scope)
    _check_zone(function, args, node)
    args, is_zoned = _bring_zone(function, args, scope)
    of = type_of_result(function, args)
    if is_zoned and of.kind == "datetime":
        of = with_null(ZONED, of.nullable)
    return FunctionNode(of, function.sql, args)


def _check_zone(function: Function, args: tuple[Node, ...], node: "ast.Node") -> None:
    """Refuse a time zone that is none: ClickHouse would throw on the first row."""
    if not function.zone_at or len(args) < function.zone_at:
        return
    named = args[function.zone_at - 1]
    if not isinstance(named, Value) or not isinstance(named.value, str):
        raise at(node, f"The time zone of '{function.name}' must be a constant text")
    zone(named.value)


def _bring_zone(
    function: Function, args: tuple[Node, ...], scope: "Scope"
) -> tuple[tuple[Node, ...], bool]:
    timezone = scope.state.context.timezone
    if timezone == "UTC" or not (function.zone_at or function.wraps_zone):
        return args, False
    if not any(arg.type.kind == "datetime" and not arg.type.zoned for arg in args):
        return args, True
    if function.zone_at == len(args) + 1:
        return (*args, word(timezone)), True
    return tuple(_show(arg, timezone) for arg in args), True


def _show(arg: Node, timezone: str) -> Node:
    if arg.type.kind != "datetime" or arg.type.zoned:
        return arg
    return call("toTimeZone", with_null(ZONED, arg.type.nullable), arg, word(timezone))


def check_count(function: Function, count: int, node: "ast.Node") -> None:
    """Refuse a call with too few or too many arguments."""
    what = "Aggregation" if function.is_aggregate else "Function"
    _check_bounds(f"{what} '{function.name}'", (function.least, function.most), count, node)


def check_params(function: Function, params: tuple[Node, ...], node: "ast.Node") -> None:
    """Refuse too few or too many values in the first brackets of ``quantile(0.9)(x)``."""
    bounds = (function.least_params, function.most_params)
    _check_bounds(f"'{function.name}'", bounds, len(params), node, "parameter")


def _check_bounds(
    what: str,
    bounds: tuple[int, int | None],
    count: int,
    node: "ast.Node",
    unit: str = "argument",
) -> None:
    least, most = bounds
    if count < least:
        word_, bound = "at least", least
    elif most is not None and count > most:
        word_, bound = "at most", most
    else:
        return
    plural = unit if bound == 1 else f"{unit}s"
    raise at(node, f"{what} expects {word_} {bound} {plural}, found {count}")


def check_constants(function: Function, args: tuple[Node, ...], node: "ast.Node") -> None:
    """Refuse a row's value where it could show up in an error, and sizes beyond measure."""
    for place in function.constant_at:
        if len(args) >= place and not is_constant(args[place - 1]):
            raise at(node, f"Argument {place} of '{function.name}' must be a constant")
        check_pattern(args[place - 1] if len(args) >= place else None, node)
    if not function.bounded_at:
        return
    for arg in args:
        if isinstance(arg, Value) and _is_huge(arg.value):
            raise at(node, f"'{function.name}' is limited to {MAX_REPEAT:,} items")


def _is_huge(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) > MAX_REPEAT


def is_constant(node: Node) -> bool:
    """Whether a node is a constant, or a list of constants."""
    if isinstance(node, Items):
        return all(is_constant(item) for item in node.items)
    return isinstance(node, Value)
