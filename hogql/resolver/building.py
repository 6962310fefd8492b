"""Making a call of a known function: arity, constants, numbers, the project's time zone.

toStartOfDay(timestamp)  ->  toStartOfDay(timestamp, 'Europe/Lisbon')
"""

from typing import TYPE_CHECKING

from hogql.errors import ResolutionError
from hogql.functions.registry import MAX_REPEAT, Function, find_function, suggest
from hogql.plan.making import call, word
from hogql.plan.nodes import Function as FunctionNode
from hogql.plan.nodes import Items, Node, Value
from hogql.resolver.coerce import as_number
from hogql.resolver.results import type_of_result
from hogql.resolver.scope import at
from hogql.types import ZONED, with_null

if TYPE_CHECKING:
    from hogql import ast
    from hogql.resolver.scope import Scope


def find(name: str, node: "ast.Node") -> Function:
    """The function of that name; the error proposes one that is written alike."""
    function = find_function(name)
    if function is None:
        close = suggest(name)
        message = f"Unsupported function call '{name}(...)'."
        fix = f"Perhaps you meant '{close}(...)'?" if close else None
        shown = f"{message} {fix}" if fix else message
        raise ResolutionError(shown, start=node.start, end=node.end, fix=fix)
    return function


def build(
    function: Function, args: tuple[Node, ...], node: "ast.Node", scope: "Scope"
) -> FunctionNode:
    """A plain call of a known function with resolved arguments."""
    check_constants(function, args, node)
    if function.numeric:
        args = tuple(as_number(arg) for arg in args)
    args, is_zoned = _bring_zone(function, args, scope)
    of = type_of_result(function, args)
    if is_zoned and of.kind == "datetime":
        of = with_null(ZONED, of.nullable)
    return FunctionNode(of, function.sql, args)


def _bring_zone(
    function: Function, args: tuple[Node, ...], scope: "Scope"
) -> tuple[tuple[Node, ...], bool]:
    zone = scope.state.context.timezone
    if zone == "UTC" or not (function.zone_at or function.wraps_zone):
        return args, False
    if not any(arg.type.kind == "datetime" and not arg.type.zoned for arg in args):
        return args, True
    if function.zone_at == len(args) + 1:
        return (*args, word(zone)), True
    return tuple(_show(arg, zone) for arg in args), True


def _show(arg: Node, zone: str) -> Node:
    if arg.type.kind != "datetime" or arg.type.zoned:
        return arg
    return call("toTimeZone", with_null(ZONED, arg.type.nullable), arg, word(zone))


def check_count(function: Function, count: int, node: "ast.Node") -> None:
    """Refuse a call with too few or too many arguments."""
    what = "Aggregation" if function.is_aggregate else "Function"
    for bound, limit, is_wrong in (
        (function.least, "at least", count < function.least),
        (function.most, "at most", function.most is not None and count > function.most),
    ):
        if is_wrong:
            plural = "argument" if bound == 1 else "arguments"
            message = f"{what} '{function.name}' expects {limit} {bound} {plural}, found {count}"
            raise at(node, message)


def check_constants(function: Function, args: tuple[Node, ...], node: "ast.Node") -> None:
    """Refuse a row's value where it could show up in an error, and sizes beyond measure."""
    place = function.constant_at
    if place and len(args) >= place and not is_constant(args[place - 1]):
        raise at(node, f"Argument {place} of '{function.name}' must be a constant")
    if not function.bounded_at:
        return
    for arg in args:
        if (
            isinstance(arg, Value)
            and isinstance(arg.value, int | float)
            and (abs(arg.value) > MAX_REPEAT)
        ):
            raise at(node, f"'{function.name}' is limited to {MAX_REPEAT:,} items")


def is_constant(node: Node) -> bool:
    """Whether a node is a constant, or a list of constants."""
    if isinstance(node, Items):
        return all(is_constant(item) for item in node.items)
    return isinstance(node, Value)
